import { functionNamed } from "../../../druid/functions.ts";
import { before, type Release } from "../../../druid/releases.ts";
import type { Argument, BetweenExpression, BinaryExpression, Expression, InExpression } from "../../../syntax/nodes.ts";
import { isTyped } from "../call-binding.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import { bare } from "../operands.ts";
import { chainOf } from "./chains.ts";
import { constantValue, plainNumber } from "./constants.ts";

type Constant = number | string;

interface Bound {
  readonly value: Constant;
  readonly open: boolean;
}

/** What the parts of a chain of ANDs want of one column. */
interface Wanted {
  null: boolean;
  notNull: boolean;
  /** It is compared by an operator, or by what only later releases see to want a value: IN and LIKE. */
  compared: boolean;
  matched: boolean;
  /** By `=`, and by IN; null: any value. */
  values: ReadonlySet<Constant> | null;
  equal: boolean;
  readonly others: Set<Constant>;
  low: Bound | null;
  high: Bound | null;
}

interface Chain {
  readonly environment: TypeEnvironment;
  readonly columns: Map<string, Wanted>;
  /** Conditions of which no constant is known, and whether they are to hold. */
  readonly conditions: Map<string, boolean>;
  opposed: boolean;
}

/** True when no row meets all parts of a chain of ANDs for what they want of the same column (`RexSimplify.simplifyAnd`). */
export function isContradiction(parts: readonly Expression[], environment: TypeEnvironment): boolean {
  const chain: Chain = { environment, columns: new Map(), conditions: new Map(), opposed: false };
  for (const part of parts) note(part, true, chain);
  return chain.opposed || [...chain.columns.values()].some((wanted) => isUnmet(wanted, environment.release));
}

function isUnmet(wanted: Wanted, release: Release): boolean {
  const { low, high, others, values } = wanted;
  const legacy = before(release, 28);
  if (wanted.null && (wanted.compared || (!legacy && (wanted.matched || wanted.notNull)))) return true;
  if (values !== null && (wanted.equal || !legacy)) return ![...values].some((value) => !others.has(value) && isAbove(value, low) && isBelow(value, high));
  return low !== null && high !== null && (!isBelow(low.value, high) || (low.open && low.value === high.value));
}

const isAbove = (value: Constant, low: Bound | null): boolean => low === null || typeof value !== typeof low.value || value > low.value || (!low.open && value === low.value);
const isBelow = (value: Constant, high: Bound | null): boolean => high === null || typeof value !== typeof high.value || value < high.value || (!high.open && value === high.value);

function note(part: Expression, holds: boolean, chain: Chain): void {
  const node = bare(part) as Expression;
  switch (node.kind) {
    case "UnaryExpression":
      if (node.operator === "NOT") note(node.operand, !holds, chain);
      return;
    case "BinaryExpression":
      if (node.operator === "OR" && holds) noteAlternatives(chainOf(node), chain);
      else noteComparison(node, holds, chain);
      return;
    case "BetweenExpression":
      if (node.negated !== holds) noteBetween(node, chain);
      return;
    case "InExpression":
      noteMembership(node, node.negated !== holds, chain);
      return;
    case "IsExpression": {
      const wanted = node.test === "NULL" ? wantedOf(node.operand, chain) : null;
      if (wanted !== null) wanted[node.negated === holds ? "notNull" : "null"] = true;
      return;
    }
    case "LikeExpression": {
      const wanted = wantedOf(node.operand, chain);
      const pattern = constantOf(node.pattern, chain);
      if (wanted !== null) wanted.matched = true;
      if (wanted !== null && pattern !== null && node.escape === null) noteCondition(`${columnName(node.operand, chain) ?? ""} ${node.operator} ${String(pattern)}`, node.negated !== holds, chain);
      return;
    }
    default:
  }
}

const opposites: Readonly<Record<string, string>> = { "=": "<>", "<>": "=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">" };
const turned: Readonly<Record<string, string>> = { "<": ">", ">": "<", "<=": ">=", ">=": "<=" };

function noteComparison({ left, right, operator }: BinaryExpression, holds: boolean, chain: Chain): void {
  const opposite = opposites[operator];
  if (opposite === undefined) return;
  const inForce = holds ? (operator === "!=" ? "<>" : operator) : opposite;
  const [value, other] = [constantOf(right, chain), constantOf(left, chain)];
  if (value !== null) want(inForce, value, wantedOf(left, chain));
  else if (other !== null) want(turned[inForce] ?? inForce, other, wantedOf(right, chain));
  else noteColumns(columnName(left, chain), inForce, columnName(right, chain), chain);
}

function noteColumns(left: string | null, operator: string, right: string | null, chain: Chain): void {
  for (const name of [left, right]) if (name !== null) wantedNamed(name, chain).compared = true;
  if (left === null || right === null) return;
  if (left === right) chain.opposed ||= operator === "<>" || operator === "<" || operator === ">";
  const isOpposite = operator === "<>" || operator.length === 2;
  noteCondition(`${left} ${isOpposite ? (opposites[operator] ?? operator) : operator} ${right}`, !isOpposite, chain);
}

function noteCondition(key: string, holds: boolean, chain: Chain): void {
  chain.opposed ||= chain.conditions.get(key) === !holds;
  chain.conditions.set(key, holds);
}

function want(operator: string, value: Constant, wanted: Wanted | null): void {
  if (wanted === null) return;
  wanted.compared = true;
  if (operator === "=") {
    wanted.equal = true;
    wanted.values = among(wanted.values, [value]);
  } else if (operator === "<>") wanted.others.add(value);
  else if (operator.startsWith(">")) {
    const low = { value, open: operator === ">" };
    if (isAbove(value, wanted.low)) wanted.low = low;
  } else {
    const high = { value, open: operator === "<" };
    if (isBelow(value, wanted.high)) wanted.high = high;
  }
}

const among = (values: ReadonlySet<Constant> | null, chosen: readonly Constant[]): ReadonlySet<Constant> => new Set(values === null ? chosen : chosen.filter((value) => values.has(value)));

function noteBetween({ operand, low, high, mode }: BetweenExpression, chain: Chain): void {
  const [from, to] = [constantOf(low, chain), constantOf(high, chain)];
  const wanted = wantedOf(operand, chain);
  if (mode === "SYMMETRIC" || from === null || to === null) return;
  want(">=", from, wanted);
  want("<=", to, wanted);
}

function noteMembership(node: InExpression, holds: boolean, chain: Chain): void {
  const wanted = node.query ? null : wantedOf(node.operand, chain);
  const values = node.values.map((value) => constantOf(value, chain));
  if (wanted === null || values.includes(null)) return;
  if (!holds) for (const value of values) wanted.others.add(value as Constant);
  else if (values.length === 1) want("=", values[0] as Constant, wanted);
  else {
    wanted.matched = true;
    wanted.values = among(wanted.values, values as Constant[]);
  }
}

/** `a = 1 OR a = 2` is `a IN (1, 2)`. */
function noteAlternatives(parts: readonly Expression[], chain: Chain): void {
  const values: Constant[] = [];
  let name: string | null = null;
  for (const part of parts) {
    const node = bare(part);
    const value = node.kind === "BinaryExpression" && node.operator === "=" && wantedOf(node.left, chain) !== null ? constantOf(node.right, chain) : null;
    const own = node.kind === "BinaryExpression" ? columnName(node.left, chain) : null;
    if (value === null || (name !== null && own !== name)) return;
    name = own;
    values.push(value);
  }
  if (name === null) return;
  const wanted = wantedNamed(name, chain);
  wanted.matched = true;
  wanted.values = among(wanted.values, values);
}

function wantedOf(operand: Expression, chain: Chain): Wanted | null {
  const name = chain.environment.coercions.has(bare(operand) as Expression) ? null : columnName(operand, chain);
  return name === null ? null : wantedNamed(name, chain);
}

function wantedNamed(name: string, { columns }: Chain): Wanted {
  let wanted = columns.get(name);
  if (wanted === undefined) columns.set(name, (wanted = { null: false, notNull: false, compared: false, matched: false, values: null, equal: false, others: new Set(), low: null, high: null }));
  return wanted;
}

/** A name for a column, an aggregate, and from 28 on a call: of columns, literal numbers and texts. */
function columnName(operand: Argument, chain: Chain): string | null {
  const node = bare(operand);
  if (node.kind === "ColumnReference") return node.parts.map((part) => JSON.stringify(part.name)).join(".");
  if (node.kind !== "FunctionCall" || node.over !== null || node.filter !== null) return null;
  const { release } = chain.environment;
  const name = node.name.parts.map((part) => part.name.toUpperCase()).join(".");
  if (before(release, 28) && functionNamed(name, release)?.aggregate !== true) return null;
  const operands = node.arguments.map((argument) => (argument.kind === "Star" ? "*" : (columnName(argument, chain) ?? literalName(argument, chain))));
  return operands.includes(null) || operands.length === 0 ? null : `${name}(${node.quantifier ?? ""} ${operands.join(", ")})`;
}

function literalName(argument: Argument, chain: Chain): string | null {
  return isTyped(argument) ? JSON.stringify(constantOf(argument, chain)) : null;
}

/** A literal number or text; from 28 on a time, too. */
function constantOf(expression: Expression, { environment }: Chain): Constant | null {
  const node = bare(expression) as Expression;
  if (environment.coercions.has(node)) return null;
  if (node.kind === "StringLiteral") return node.value;
  if (node.kind !== "DateTimeLiteral") return plainNumber(node) ?? null;
  const time = before(environment.release, 28) ? null : constantValue(node);
  return typeof time === "bigint" ? Number(time) : null;
}
