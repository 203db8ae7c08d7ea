import { atLeast } from "../../../druid/releases.ts";
import { walk } from "../../../syntax/child-keys.ts";
import type { Argument, BetweenExpression, BinaryExpression, CaseBranch, CaseExpression, ColumnReference, Expression, IsExpression } from "../../../syntax/nodes.ts";
import { createMemo } from "../../memo.ts";
import { isTyped } from "../call-binding.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import { bare } from "../operands.ts";
import { chainOf } from "./chains.ts";
import { constantOf } from "./compared-literals.ts";
import { constantValue, isConstant } from "./constants.ts";
import { isContradiction } from "./contradictions.ts";
import { garbageText } from "./garbage.ts";

/** What a condition comes to whatever the rows: a truth value, null for NULL; undefined where it depends on them. */
export type Settled = boolean | null | undefined;

/**
 * Who settles it: Calcite's simplifier while it builds the tree (`written`: literals, and tests for NULL of what is never NULL), or the
 * rule that folds constants, too, which runs later (`computed`).
 */
export type Settling = "written" | "computed";

/** Longer ones are no constants that somebody wrote down; keeps the work linear where calls are nested. */
const longest = 300;

const settledBy = { written: createMemo<Expression, Settled>(), computed: createMemo<Expression, Settled>() };

/** What the condition is settled to, see `Settling`. */
export function settledTruth(expression: Expression, settling: Settling, environment: TypeEnvironment): Settled {
  const node = bare(expression) as Expression;
  if (node.kind === "BooleanLiteral") return node.value;
  if (node.kind === "NullLiteral") return null;
  const memo = settledBy[settling];
  if (memo.values.has(node)) return memo.values.get(node);
  const settled = settle(node, settling, environment);
  memo.values.set(node, settled);
  return settled;
}

function settle(node: Expression, settling: Settling, environment: TypeEnvironment): Settled {
  switch (node.kind) {
    case "IsExpression":
      return settleTest(node, settling, environment);
    case "UnaryExpression":
      return node.operator === "NOT" ? negated(settledTruth(node.operand, settling, environment)) : undefined;
    case "BinaryExpression":
      return settleBinary(node, settling, environment);
    case "BetweenExpression":
      return settleBetween(node, settling);
    case "InExpression": {
      const [only, ...others] = node.query ? [] : node.values;
      return only !== undefined && others.length === 0 && garbageText(only, environment) !== null ? null : settleOther(node, settling);
    }
    case "LikeExpression":
      return isNullLiteral(node.operand) || isNullLiteral(node.pattern) ? null : settleOther(node, settling);
    case "CastExpression":
      return isNullLiteral(node.operand) ? null : settleOther(node, settling);
    default:
      return settleOther(node, settling);
  }
}

const settleOther = (node: Expression, settling: Settling): Settled => (settling === "computed" ? computed(node) : undefined);

const isNullLiteral = (node: Expression): boolean => bare(node).kind === "NullLiteral";

/** Both bounds NULL; one of them leaves the other to decide. */
function settleBetween(node: BetweenExpression, settling: Settling): Settled {
  if (isNullLiteral(node.operand) || (isNullLiteral(node.low) && isNullLiteral(node.high))) return null;
  return settling === "computed" || [node.operand, node.low, node.high].every(isWritten) ? computed(node) : undefined;
}

const isWritten = (node: Expression): boolean => bare(node).kind === "NumericLiteral" || bare(node).kind === "StringLiteral";

const negated = (settled: Settled): Settled => (typeof settled === "boolean" ? !settled : settled);

function settleTest(node: IsExpression, settling: Settling, environment: TypeEnvironment): Settled {
  if (node.test === "NULL") {
    if (isNullLiteral(node.operand)) return !node.negated;
    return nullability(node.operand, environment) === "never" ? node.negated : undefined;
  }
  if (node.test !== "TRUE" && node.test !== "FALSE") return undefined;
  const settled = settledTruth(node.operand, settling, environment);
  return settled === undefined ? undefined : (settled === (node.test === "TRUE")) !== node.negated;
}

function settleBinary(node: BinaryExpression, settling: Settling, environment: TypeEnvironment): Settled {
  if (node.operator !== "AND" && node.operator !== "OR") {
    if (Object.hasOwn(holdsForItself, node.operator) && [node.left, node.right].some((side) => isNullLiteral(side) || garbageText(side, environment) !== null)) return null;
    return settleSame(node, environment) ?? constantOf(node) ?? settleOther(node, settling);
  }
  const decisive = node.operator === "OR";
  let settled: Settled = !decisive;
  for (const part of chainOf(node)) {
    const own = settledTruth(part, settling, environment);
    if (own === decisive) return decisive;
    if (own === undefined || settled === undefined) settled = undefined;
    else if (own === null) settled = null;
  }
  return settled;
}

const holdsForItself: Readonly<Record<string, boolean>> = { "=": true, "<=": true, ">=": true, "<>": false, "!=": false, "<": false, ">": false };

/** A column that is never NULL, compared with itself. */
function settleSame(node: BinaryExpression, environment: TypeEnvironment): Settled {
  const column = comparedWithItself(node);
  return column === null || nullability(column, environment) !== "never" ? undefined : holdsForItself[node.operator];
}

/** The column that stands on both sides, written alike; null where none does. */
export function comparedWithItself(node: BinaryExpression): ColumnReference | null {
  const [left, right] = [bare(node.left), bare(node.right)];
  if (left.kind !== "ColumnReference" || right.kind !== "ColumnReference" || left.parts.length !== right.parts.length) return null;
  return left.parts.every((part, index) => part.name === right.parts[index]?.name) ? left : null;
}

function computed(node: Expression): Settled {
  if (node.end - node.start > longest || !isConstant(node)) return undefined;
  const value = constantValue(node);
  return typeof value === "boolean" || value === null ? value : undefined;
}

/** Whether a value can be NULL by Calcite's type of it; unsure where nothing is known of a column that it reads. */
type Nullability = "never" | "may" | "unsure";

/** True when a value may surely be NULL. */
export function admitsNull(expression: Argument, environment: TypeEnvironment): boolean {
  return nullability(expression, environment) === "may";
}

function nullability(expression: Argument, environment: TypeEnvironment): Nullability {
  if (!isTyped(expression)) return "may";
  const node = bare(expression) as Expression;
  if (node.kind === "FunctionCall" && node.name.parts[0]?.name.toUpperCase() === "COALESCE") return coalesced(node.arguments, environment);
  const type = environment.types.get(node) ?? environment.types.get(expression);
  if (type?.nullable === false) return "never";
  return type === undefined || type.name === "UNKNOWN" || readsUnknown(node, environment) ? "unsure" : "may";
}

/** COALESCE is a CASE: only a first argument that is never NULL takes the others out. */
function coalesced(values: readonly Argument[], environment: TypeEnvironment): Nullability {
  const [first = "may", ...others] = values.map((value) => nullability(value, environment));
  if (first === "never" || others.length === 0) return first;
  return [first, ...others].includes("unsure") ? "unsure" : others.every((other) => other === "never") ? "never" : "may";
}

const unknownReads = createMemo<Expression, boolean>();

/** Whether a column of which nothing is known is read, be it within a subquery that makes one of the columns. Too long an expression is taken for one that does. */
function readsUnknown(node: Expression, environment: TypeEnvironment): boolean {
  if (node.end - node.start > longest) return true;
  const known = unknownReads.values;
  let found = known.get(node) ?? false;
  if (known.has(node)) return found;
  known.set(node, false);
  walk(node, (each) => {
    if (each.kind === "ColumnReference") found ||= isUnknownColumn(each, environment);
    return !found && each.kind !== "Query";
  });
  known.set(node, found);
  return found;
}

function isUnknownColumn(column: ColumnReference, environment: TypeEnvironment): boolean {
  if ((environment.types.get(column)?.name ?? "UNKNOWN") === "UNKNOWN") return true;
  const source = environment.sourceOf(column);
  return source !== null && readsUnknown(source, environment);
}

/** True when the condition may be settled by something that is not known here: a constant not worked out, or what is known of a table. */
export function isUnsure(condition: Expression, environment: TypeEnvironment): boolean {
  const node = bare(condition) as Expression;
  if (settledTruth(node, "computed", environment) !== undefined) return false;
  if (node.kind === "UnaryExpression" && node.operator === "NOT") return isUnsure(node.operand, environment);
  if (node.kind === "BinaryExpression" && (node.operator === "AND" || node.operator === "OR")) return chainOf(node).some((part) => isUnsure(part, environment));
  if (node.kind === "IsExpression" && node.test === "NULL") return nullability(node.operand, environment) === "unsure";
  return isConstant(node);
}

const neverMet = { written: createMemo<Expression, boolean>(), computed: createMemo<Expression, boolean>() };

/** True for a filter that takes no row: a part of it comes to false or NULL, parts contradict each other, one bound of BETWEEN is NULL. */
export function isNeverMet(condition: Expression, settling: Settling, environment: TypeEnvironment): boolean {
  const node = bare(condition) as Expression;
  let known = neverMet[settling].values.get(node);
  if (known === undefined) neverMet[settling].values.set(node, (known = findNeverMet(node, settling, environment)));
  return known;
}

function findNeverMet(node: Expression, settling: Settling, environment: TypeEnvironment): boolean {
  const settled = settledTruth(node, settling, environment);
  if (settled !== undefined) return settled !== true;
  const parts = node.kind === "BinaryExpression" && (node.operator === "AND" || node.operator === "OR") ? chainOf(node) : [node];
  const isMet = (part: Expression): boolean => !isNeverMet(part, settling, environment);
  if (node.kind === "BinaryExpression" && node.operator === "OR") return !parts.some(isMet);
  if (node.kind === "BetweenExpression" && !node.negated && (isNullLiteral(node.low) || isNullLiteral(node.high))) return true;
  // IN of a NULL alone is a query until 27.
  if (node.kind === "InExpression" && !node.query && node.values.every(isNullLiteral) && atLeast(environment.release, 28)) return true;
  return (parts.length > 1 && !parts.every(isMet)) || isContradiction(parts, environment);
}

/** True for a condition that holds whatever the rows, as far as it is written. */
export function isAlwaysMet(condition: Expression, environment: TypeEnvironment): boolean {
  return settledTruth(condition, "written", environment) === true;
}

/** Which branches of a CASE may be taken: what is settled as written is gone before anything in it is looked at. */
export interface LiveBranch {
  readonly branch: CaseBranch;
  /** It may be settled by what is not known here. */
  readonly unsure: boolean;
  /** Its condition is settled once constants are folded: never true, or always. */
  readonly settled: Settled;
}

/** The branches that the simplifier leaves, and whether ELSE is left. */
export function liveBranches(node: CaseExpression, environment: TypeEnvironment): { readonly branches: readonly LiveBranch[]; readonly otherwise: boolean } {
  const branches: LiveBranch[] = [];
  for (const branch of node.branches) {
    const written = branchTruth(node, branch, "written", environment);
    if (written === false || written === null) continue;
    const [condition] = branch.conditions;
    const unsure = written === undefined && node.operand === null && condition !== undefined && isUnsure(condition, environment);
    branches.push({ branch, unsure, settled: written ?? branchTruth(node, branch, "computed", environment) });
    if (written === true) return { branches, otherwise: false };
  }
  return { branches, otherwise: true };
}

function branchTruth(node: CaseExpression, branch: CaseBranch, settling: Settling, environment: TypeEnvironment): Settled {
  const [condition] = branch.conditions;
  if (condition === undefined || branch.conditions.length > 1 || node.operand !== null) return undefined;
  return settledTruth(condition, settling, environment);
}
