import { before } from "../../druid/releases.ts";
import type { BinaryExpression, CaseExpression, ColumnReference, Expression, IsExpression } from "../../syntax/nodes.ts";
import { admitsNull, comparedLiterals, comparedWithItself, isAlwaysMet, isConstant, isNeverMet as isUnmet, nullableParts } from "../types/index.ts";
import { columnReferences, hasSubquery, withoutParentheses } from "./expressions.ts";
import { dotted, type FromTable, type QuerySession } from "./query-state.ts";

/** What a join needs to know of the names in its condition. */
export interface JoinSides {
  readonly left: readonly FromTable[];
  readonly right: readonly FromTable[];
  readonly session: QuerySession;
  readonly pushed: Pushed;
}

/**
 * The sides that a part of a condition may read alone (sortMerge): it becomes a filter below the join. Of the right side of a FULL JOIN
 * a comparison is taken, as a column of truth values.
 */
export type Pushed = "both" | "right" | "right compared" | "none";

/** Why `DruidJoinRule` cannot handle a condition: an operator other than `=`, or sides that do not fit. */
export interface ConditionFault {
  readonly reason: "operator" | "operands";
  readonly operator: string;
  readonly at: Expression;
}

/** Unknown: a bare name that may be a column of either side, as far as is known of their tables. */
type Side = "left" | "right" | "both" | "none" | "unknown";

/** The first part of a join condition that is no equality of the two sides; null when the join can be planned. */
export function conditionFault(condition: Expression, sides: JoinSides): ConditionFault | null {
  const parts = conjuncts(condition);
  if (parts.some((part) => constantOf(part) === false)) return null;
  const compared = new Set(parts.flatMap((part) => comparedColumns(part, sides)));
  for (const part of parts) {
    const settled = constantOf(part) !== null || (parts.length > 1 && isTrueConstant(part, sides)) || isAlwaysMet(part, sides.session.environment) || isSameColumn(part);
    const alone = settled || isImplied(part, compared, sides) || isPushed(part, sides);
    const fault = alone ? null : partFault(part, sides);
    if (fault !== null) return fault;
  }
  return null;
}

/** Of a constant that is not worked out here nothing is said. */
function isTrueConstant(part: Expression, { session: { environment } }: JoinSides): boolean {
  return isConstant(part) && !isUnmet(part, "computed", environment);
}

/** `a = a` wants no NULL, which the equality of both sides wants, too. */
function isSameColumn(part: Expression): boolean {
  return part.kind === "BinaryExpression" && part.operator === "=" && comparedWithItself(part) !== null;
}

/** `a IS NOT NULL` says nothing of columns that are never NULL or that an equality beside it wants not to be. */
function isImplied(part: Expression, compared: ReadonlySet<string>, sides: JoinSides): boolean {
  const negated = part.kind === "UnaryExpression" && part.operator === "NOT";
  const test = negated ? withoutParentheses(part.operand) : part;
  if (test.kind !== "IsExpression" || test.test !== "NULL" || test.negated === negated) return false;
  return nullableParts(test.operand).every((each) => !admitsNull(each, sides.session.environment) || (each.kind === "ColumnReference" && (compared.has(keyOf(each, sides)) || isNeverNull(each, sides))));
}

/** The columns that a NULL in would make an equality NULL: its sides, from 28 on what they are computed of, too. */
function comparedColumns(part: Expression, sides: JoinSides): string[] {
  const { session } = sides;
  const parts = comparedOperands(part, session).flatMap((operand) => (session.release.major < 28 ? [withoutParentheses(operand)] : nullableParts(operand)));
  return parts.flatMap((each) => (each.kind === "ColumnReference" ? [keyOf(each, sides)] : []));
}

function comparedOperands(part: Expression, session: QuerySession): readonly Expression[] {
  if (part.kind === "InExpression") return !part.query && !part.negated && part.values.length === 1 ? [part.operand, ...part.values] : [];
  if (part.kind !== "BinaryExpression" || part.operator !== "=") return [];
  const operands = [withoutParentheses(part.left), withoutParentheses(part.right)];
  const isOfRows = session.release.major >= 28 && operands.every(({ kind }) => kind === "RowConstructor");
  return operands.flatMap((operand) => (isOfRows && operand.kind === "RowConstructor" ? operand.items : [operand]));
}

/** However it is written. */
function keyOf(reference: ColumnReference, { session }: JoinSides): string {
  const found = session.resolved.get(reference);
  return found == null ? dotted(reference.parts) : `${found.table.name ?? ""}.${found.name}`;
}

/** A column of the right side as the condition sees it, before the join adds rows without a match. */
function isNeverNull(reference: ColumnReference, { right, session }: JoinSides): boolean {
  const found = session.resolved.get(reference);
  const table = right.find((candidate) => found != null && isSameTable(candidate, found.table));
  return table?.unjoined?.columns?.find(({ name }) => name === found?.name)?.type.nullable === false;
}

/** The parts that AND joins, simplified as Calcite's RexSimplify does with the plainest cases. */
export function conjuncts(condition: Expression): Expression[] {
  const parts: Expression[] = [];
  const open = [condition];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const inner = simplified(next);
    if (inner.kind === "BinaryExpression" && inner.operator === "AND") open.push(inner.right, inner.left);
    else parts.push(inner);
  }
  return parts;
}

function simplified(expression: Expression): Expression {
  const inner = withoutParentheses(expression);
  if (inner.kind === "CaseExpression" || inner.kind === "IsExpression") {
    const tested = testedTruth(inner);
    return tested === null ? inner : simplified(tested);
  }
  if (inner.kind !== "BinaryExpression") return inner;
  if (inner.operator === "=" && constantOf(inner.right) === true) return simplified(inner.left);
  if (inner.operator === "OR" && constantOf(inner.right) === false) return simplified(inner.left);
  if (inner.operator === "OR" && constantOf(inner.left) === false) return simplified(inner.right);
  return inner;
}

/** What `… IS TRUE` and `CASE WHEN … THEN TRUE ELSE FALSE END` want to be true, as a condition wants it anyway. */
function testedTruth(node: CaseExpression | IsExpression): Expression | null {
  if (node.kind === "IsExpression") return node.test === "TRUE" && !node.negated ? node.operand : null;
  const [branch, ...others] = node.branches;
  if (branch === undefined || others.length > 0 || node.operand !== null || constantOf(branch.result) !== true) return null;
  return node.otherwise === null || constantOf(node.otherwise) === false ? (branch.conditions[0] ?? null) : null;
}

/** True or false for a condition of literals (NULL counts as false); null when it reads columns. */
export function constantOf(expression: Expression): boolean | null {
  const inner = withoutParentheses(expression);
  if (inner.kind === "BooleanLiteral") return inner.value === true;
  if (inner.kind === "NullLiteral") return false;
  return comparedLiterals(inner) ?? null;
}

function isPushed(part: Expression, sides: JoinSides): boolean {
  const { pushed } = sides;
  const side = pushed === "none" ? "both" : sideOf(part, sides);
  if (side === "both") return false;
  if (pushed === "both") return true;
  return (side === "right" || side === "unknown") && (pushed === "right" || isCompared(part, sides));
}

/** Comparisons of columns and what AND, OR and NOT make of them. From 28 on several of one column are a search, which is none. */
function isCompared(part: Expression, { session }: JoinSides): boolean {
  const legacy = before(session.release, 28);
  const compared: string[] = [];
  const visit = (expression: Expression): boolean => {
    const node = withoutParentheses(expression);
    switch (node.kind) {
      case "BinaryExpression":
        if (node.operator === "AND" || node.operator === "OR") return visit(node.left) && visit(node.right);
        return Object.hasOwn(comparisonKinds, node.operator) && note(node.left) && note(node.right);
      case "UnaryExpression":
        return node.operator === "NOT" && visit(node.operand);
      case "InExpression":
        return !node.query && (legacy || node.values.length === 1) && note(node.operand);
      case "BetweenExpression":
        return legacy && note(node.operand);
      default:
        return node.kind === "LikeExpression" && isBare(node.operand);
    }
  };
  const note = (operand: Expression): boolean => {
    if (!isConstant(operand)) compared.push(session.text.slice(operand.start, operand.end));
    return isBare(operand);
  };
  return visit(part) && (legacy || new Set(compared).size === compared.length);
}

/** A column or a constant. */
function isBare(operand: Expression): boolean {
  return withoutParentheses(operand).kind === "ColumnReference" || isConstant(operand);
}

function partFault(part: Expression, sides: JoinSides): ConditionFault | null {
  const negated = part.kind === "UnaryExpression" && part.operator === "NOT";
  const inner = negated ? withoutParentheses(part.operand) : part;
  const operator = operatorOf(inner, negated, sides.session);
  if (inner.kind === "BinaryExpression" && (operator === "EQUALS" || (operator === "IS NOT DISTINCT FROM" && sides.session.release.major >= 28))) return equalityFault(inner, sides);
  if (inner.kind === "InExpression" && operator === "EQUALS" && inner.values[0] !== undefined) {
    return operandsFit(inner.operand, inner.values[0], sides) ? null : { reason: "operands", operator, at: part };
  }
  return { reason: sideOf(part, sides) === "both" || isConjunctOfMany(part) ? "operator" : "operands", operator, at: part };
}

function isConjunctOfMany(part: Expression): boolean {
  return part.kind !== "BinaryExpression" && part.kind !== "InExpression";
}

function equalityFault(part: BinaryExpression, sides: JoinSides): ConditionFault | null {
  const left = withoutParentheses(part.left);
  const right = withoutParentheses(part.right);
  if (left.kind === "RowConstructor" && right.kind === "RowConstructor" && left.items.length === right.items.length) {
    const fits = left.items.every((item, index) => operandsFit(item, right.items[index] ?? item, sides));
    return fits ? null : { reason: "operands", operator: "EQUALS", at: part };
  }
  return operandsFit(left, right, sides) ? null : { reason: "operands", operator: "EQUALS", at: part };
}

/** One side each, or a bare column of the right table against something that does not read it. */
function operandsFit(first: Expression, second: Expression, sides: JoinSides): boolean {
  const one = sideOf(first, sides);
  const other = sideOf(second, sides);
  if (one === "unknown" || other === "unknown") return true;
  if ((one === "left" && other === "right") || (one === "right" && other === "left")) return true;
  return (one === "none" && isBareRight(second, sides)) || (other === "none" && isBareRight(first, sides));
}

function isBareRight(expression: Expression, sides: JoinSides): boolean {
  const inner = withoutParentheses(expression);
  return inner.kind === "ColumnReference" && sideOf(inner, sides) === "right" && !sides.session.environment.coercions.has(inner);
}

function sideOf(expression: Expression, sides: JoinSides): Side {
  let side: Side = "none";
  for (const reference of columnReferences(expression, sides.session.release)) {
    const own = sideOfColumn(reference, sides);
    if (own === "none" || own === side) continue;
    if (own === "unknown") return own;
    side = side === "none" ? own : "both";
  }
  return side;
}

function sideOfColumn(reference: ColumnReference, { left, right, session }: JoinSides): Side {
  const found = session.resolved.get(reference);
  if (found == null) return "none";
  const { table } = found;
  if (found.column === null && reference.parts.length === 1 && [left, right].every((tables) => tables.some(({ columns }) => columns === null))) return "unknown";
  if (left.some((candidate) => isSameTable(candidate, table))) return "left";
  return right.some((candidate) => isSameTable(candidate, table)) ? "right" : "none";
}

/** Outer joins copy a table with nullable columns: the node tells that it is the same. */
export function isSameTable(one: FromTable, other: FromTable): boolean {
  return one === other || (one.node !== null && one.node === other.node);
}

/** Calcite's SqlKind of a condition, NOT pushed into it; what is no operator as it is written. */
function operatorOf(expression: Expression, negated: boolean, { text }: QuerySession): string {
  switch (expression.kind) {
    case "BinaryExpression":
      return comparisonKind(expression.operator, negated);
    case "InExpression":
      return expression.values.length === 1 && !expression.query ? (expression.negated === negated ? "EQUALS" : "NOT_EQUALS") : "OR";
    case "BetweenExpression":
      return "GREATER_THAN_OR_EQUAL";
    case "LikeExpression":
      return negated || expression.negated ? "NOT" : "LIKE";
    case "IsExpression":
      return expression.test === "NULL" ? (expression.negated ? "IS_NOT_NULL" : "IS_NULL") : `IS_${expression.test}`;
    default:
      return negated ? "NOT" : text.slice(expression.start, expression.end);
  }
}

const comparisonKinds: Readonly<Record<string, readonly [plain: string, negated: string]>> = {
  "=": ["EQUALS", "NOT_EQUALS"],
  "<>": ["NOT_EQUALS", "EQUALS"],
  "!=": ["NOT_EQUALS", "EQUALS"],
  "<": ["LESS_THAN", "GREATER_THAN_OR_EQUAL"],
  "<=": ["LESS_THAN_OR_EQUAL", "GREATER_THAN"],
  ">": ["GREATER_THAN", "LESS_THAN_OR_EQUAL"],
  ">=": ["GREATER_THAN_OR_EQUAL", "LESS_THAN"],
  OR: ["OR", "AND"],
  AND: ["AND", "OR"],
};

function comparisonKind(operator: string, negated: boolean): string {
  return comparisonKinds[operator]?.[negated ? 1 : 0] ?? operator;
}

/** True for a condition that is never met, as far as literals tell. */
export function isNeverMet(condition: Expression): boolean {
  return conjuncts(condition).some((part) => constantOf(part) === false);
}

/** A subquery in ON ends in an error of the field trimmer. */
export function hasQuery(condition: Expression): boolean {
  return hasSubquery(condition);
}
