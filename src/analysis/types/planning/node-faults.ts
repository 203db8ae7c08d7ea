import { functionNamed, givesTable } from "../../../druid/functions.ts";
import { jdbcFunction, unplannedJdbcOperator } from "../../../druid/jdbc-functions.ts";
import { atLeast, before } from "../../../druid/releases.ts";
import type { BinaryExpression, CaseExpression, CastExpression, Expression, FunctionCall, InExpression, LikeExpression, Node, NumericLiteral } from "../../../syntax/nodes.ts";
import { parseIsoTime } from "../../dry-run/parse-time.ts";
import { UNKNOWN } from "../../dry-run/values.ts";
import type { SqlType } from "../../model.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import { bare, isLiteral } from "../operands.ts";
import { comparisonFamily, isApproximateNumeric, isBinary, isCharacter, isInteger, isInterval, isNull, isNumeric, unknownType, isUnknown } from "../sql-type.ts";
import { aggregateChecks, distinctFault } from "./aggregates.ts";
import type { PlanFault } from "./call-arguments.ts";
import { isLiteralThen } from "./call-arguments.ts";
import { callChecks } from "./calls.ts";
import { isFoldedAway, unwritableTime } from "./constant-times.ts";
import { constantText, constantValue, isConstant } from "./constants.ts";
import { unwritableNumber, zeroDivision } from "./constant-numbers.ts";
import { foldedText } from "./folded-text.ts";
import { foldsToNull } from "./folded-nulls.ts";
import { isTimestampText } from "./formats.ts";
import { garbageCast, garbageText } from "./garbage.ts";
import { jsonFault } from "./json-faults.ts";
import type { PlannedExpression } from "./position.ts";
import { unplannableType } from "./unplannable-types.ts";

/** A node under planning: what it is part of, and what stands around it. */
export interface PlannedNode extends PlannedExpression {
  /** The node is an operand of a comparison or IN, where rows may stand. */
  readonly comparing: boolean;
  /** Whether the node can be NULL decides whether the whole expression can. */
  readonly whole: boolean;
}

const typeOf = (node: Expression, environment: TypeEnvironment): SqlType => environment.types.get(node) ?? unknownType;

/** Why the planner refuses the node itself; null when it does not. */
export function faultOf(node: Node, context: PlannedNode): PlanFault | null {
  return rowFault(node, context) ?? rootFault(node, context) ?? ownFault(node, context) ?? unwritableNumber(node as Expression, context);
}

function ownFault(node: Node, context: PlannedNode): PlanFault | null {
  const { environment, position } = context;
  switch (node.kind) {
    case "DynamicParameter":
      return environment.parameters === undefined || node.index < environment.parameters ? null : { rule: "parameter-unbound", message: "unbound", data: { index: node.index + 1 } };
    case "FunctionCall":
      return typeFault(node, environment) ?? orderedFault(node, environment) ?? callFault(node, context) ?? timeFault(node, context);
    case "JsonFunctionCall":
      return typeFault(node, environment) ?? jsonFault(node, context);
    case "LikeExpression":
      return likeFault(node, context);
    case "InExpression":
      return inFault(node, context);
    case "CaseExpression":
      return caseFault(node, environment);
    case "BinaryExpression":
      return binaryFault(node, context);
    case "CastExpression":
      return castFault(node, context) ?? typeFault(node, environment) ?? timeFault(node, context);
    case "BinaryLiteral":
      return context.comparing && isConstant(node) ? null : { rule: "type-unsupported", message: "type", data: { type: "BINARY" } };
    case "RowConstructor":
      return context.comparing ? null : { rule: "operator-unsupported", message: "row" };
    case "PeriodConstructor":
      return { rule: "operator-unsupported", message: "row" };
    case "ItemAccess":
      return { rule: "operator-unsupported", message: "item" };
    case "CollectionConstructor":
      return node.query === null ? arrayFault(node, context) : { rule: "operator-unsupported", message: "query", data: { collection: node.collection } };
    case "NumericLiteral":
      return (position === "filter" && context.comparing) || (position === "values" && node === bare(context.root)) ? null : exponentFault(node, environment);
    case "DateTimeLiteral":
      return typeFault(node, environment);
    case "ColumnReference":
      return environment.isCoalesced(node) ? { rule: "using-column-unqualified", message: "column", data: { column: node.parts[0]?.name ?? "" } } : null;
    case "StringLiteral":
      return coercedFault(node, environment);
    default:
      return null;
  }
}

/** Rows that are written down hold no intervals, and until 32 no NULL of a time or an array; within a larger expression they are folded. */
function rowFault(node: Node, { environment, position, root }: PlannedNode): PlanFault | null {
  if (position !== "values") return null;
  const type = typeOf(node as Expression, environment);
  const isTime = type.name === "TIMESTAMP" || type.name === "DATE" || type.name === "TIME";
  if ((!isTime && !isInterval(type) && type.element === null) || node !== bare(root)) return null;
  if (isInterval(type)) return { rule: "type-unsupported", message: "type", data: { type: "INTERVAL" } };
  const isNull = isNullValue(node as Expression) || (isTime && atLeast(environment.release, 31) && isConstant(node) && constantValue(node as Expression) === null);
  return isNull ? { rule: "null-without-type", message: "row", data: { type: type.element === null ? type.name : "ARRAY" } } : null;
}

/** CAST(NULL AS …), and a CASE of constants that comes to NULL. */
function isNullValue(expression: Expression): boolean {
  const node = bare(expression);
  if (node.kind === "CastExpression") return isNullValue(node.operand);
  return node.kind === "NullLiteral" || (node.kind === "CaseExpression" && isConstant(node) && constantValue(node) === null);
}

/** A column that comes out nullable though it was declared not to be: an expression within another may. */
function rootFault(node: Node, { environment, position, root }: PlannedNode): PlanFault | null {
  if (position === "filter" || position === "join" || node !== bare(root)) return null;
  if (atLeast(environment.release, 28)) return nothingFault(node as Expression, environment);
  const isJoin = node.kind === "BinaryExpression" && node.operator === "||";
  if (!isJoin && node.kind !== "FunctionCall") return null;
  if (node.kind !== "FunctionCall") return emptyFault(node, "||", environment);
  return emptyFault(node, node.name.parts[0]?.name.toUpperCase() ?? "", environment);
}

/** A constant that folds to NULL, where its type admits none; in 33 one of GREATEST and LEAST breaks the planner as well. */
function nothingFault(node: Expression, environment: TypeEnvironment): PlanFault | null {
  if (node.kind === "NullLiteral" || !isConstant(node)) return null;
  if (foldsToNull(node, environment.release)) return { rule: "constant-not-computable", message: "nothing" };
  const name = node.kind === "FunctionCall" ? (node.name.parts[0]?.name.toUpperCase() ?? "") : "";
  if (node.kind !== "FunctionCall" || before(environment.release, 33) || (name !== "GREATEST" && name !== "LEAST")) return null;
  const nothing = node.arguments.find((argument) => isNullOperand(argument as Expression));
  const holdsText = node.arguments.some((argument) => isCharacter(typeOf(argument as Expression, environment)));
  return nothing === undefined || holdsText ? null : { rule: "null-literal-unsupported", message: "reduction", data: { function: name }, at: nothing };
}

/** A constant text that folds to nothing, which is NULL where the type admits none. */
function emptyFault(node: Expression, name: string, environment: TypeEnvironment): PlanFault | null {
  const type = typeOf(node, environment);
  if (!isCharacter(type) || type.nullable || !isConstant(node) || foldedText(node) !== "") return null;
  return { rule: "constant-not-computable", message: "empty", data: { function: name } };
}

/** In 24 a number printed with an exponent (3e2, not 1.5e0) is not read back. */
function exponentFault(node: NumericLiteral, environment: TypeEnvironment): PlanFault | null {
  if (node.form !== "approximate" || atLeast(environment.release, 25)) return null;
  const [digits = "", exponent = "0"] = node.text.toLowerCase().split("e");
  const fraction = digits.split(".")[1]?.length ?? 0;
  return Number(exponent) > fraction ? { rule: "number-with-exponent", message: "exponent", data: { literal: node.text } } : null;
}

/** A value of a type that Druid has none for. */
function typeFault(node: Expression, environment: TypeEnvironment): PlanFault | null {
  const name = unplannableType(typeOf(node, environment), environment.release);
  if (name === null || (node.kind === "CastExpression" && bare(node.operand).kind === "NullLiteral")) return null;
  return { rule: "type-unsupported", message: "type", data: { type: name } };
}

function timeFault(node: CastExpression | FunctionCall, { environment, root }: PlannedNode): PlanFault | null {
  const { name } = typeOf(node, environment);
  return name === "TIMESTAMP" || name === "DATE" ? unwritableTime(node, root, environment.inUtc) : null;
}

/** f(x ORDER BY y): parsed from 28 on, with no native aggregator behind it. */
function orderedFault(call: FunctionCall, environment: TypeEnvironment): PlanFault | null {
  const name = call.name.parts[0]?.name ?? "";
  if (call.orderBy === null || functionNamed(name, environment.release)?.aggregate !== true) return null;
  return { rule: "aggregate-unsupported", message: "ordered", data: { function: name.toUpperCase() } };
}

/** What a larger constant holds is folded with it and does no harm. */
function callFault(call: FunctionCall, context: PlannedNode): PlanFault | null {
  const fault = faultOfCall(call, context) ?? moduloFault(call, context);
  return fault?.rule === "constant-not-computable" && isFoldedAway(call, context.root) ? null : fault;
}

function moduloFault(call: FunctionCall, context: PlannedNode): PlanFault | null {
  const [dividend, divisor] = call.arguments;
  const name = call.name.parts[0]?.name.toUpperCase();
  if ((name !== "MOD" && name !== "DIV") || dividend === undefined || divisor === undefined) return null;
  if (name === "DIV" && ![dividend, divisor].every((argument) => isInteger(typeOf(argument as Expression, context.environment)))) return null;
  return zeroDivision(call, dividend, divisor, context);
}

function faultOfCall(call: FunctionCall, { environment, position, isGrouped }: PlannedNode): PlanFault | null {
  const [part, ...others] = call.name.parts;
  if (part === undefined || others.length > 0) return null;
  const name = part.name.toUpperCase();
  const planned = { call, name, arguments: call.arguments, environment, position, isGrouped };
  const jdbc = call.form === "jdbc" ? jdbcFunction(name, environment.release) : null;
  const lacking = jdbc === null ? null : unplannedJdbcOperator(jdbc, environment.release);
  if (lacking !== null) return { rule: "operator-unsupported", message: "unsupported", data: { operator: lacking } };
  const garbage = garbageOperand(call, environment);
  if (garbage !== null) return garbage;
  const check = callChecks[name];
  if (check !== undefined && Object.hasOwn(callChecks, name)) return check(planned);
  const fact = functionNamed(name, environment.release);
  if (fact !== null && givesTable(fact)) return { rule: "extern-without-table", message: "scalar", data: { name: part.name } };
  if (fact?.aggregate !== true) return null;
  if (call.over !== null) return null;
  const aggregate = Object.hasOwn(aggregateChecks, name) ? aggregateChecks[name] : undefined;
  const [first] = call.arguments;
  const type = first === undefined ? unknownType : (environment.types.get(first as Expression) ?? unknownType);
  const fault = aggregate === undefined || (isUnknown(type) && first !== undefined) ? null : aggregate(planned, type);
  return fault ?? distinctFault(planned);
}

/** A call of constants is folded to NULL where one is a text that cannot be read, and its type does not admit that. */
function garbageOperand(call: FunctionCall, environment: TypeEnvironment): PlanFault | null {
  const fact = functionNamed(call.name.parts[0]?.name ?? "", environment.release);
  if (fact === null || fact.aggregate || !call.arguments.every(isConstant)) return null;
  for (const argument of call.arguments) {
    const node = bare(argument);
    const fault = fact.category === "NUMERIC" ? garbageText(node, environment) : null;
    if (fault !== null) return fault;
    const cast = node.kind === "CastExpression" && !takesNull.has(fact.name) ? garbageCast(node, environment) : null;
    if (cast !== null) return cast;
  }
  return null;
}

/** Functions that are not NULL because one of their arguments is. */
const takesNull: ReadonlySet<string> = new Set(["COALESCE", "NVL", "IFNULL", "NULLIF", "GREATEST", "LEAST"]);

/** A name with a wildcard in it was most likely meant as a text. */
function patternFault(pattern: Expression): PlanFault {
  const [name, ...others] = pattern.kind === "ColumnReference" ? pattern.parts : [];
  const isText = name?.quoted === true && others.length === 0 && /[%_]/.test(name.name);
  if (!isText) return { rule: "like-pattern-invalid", message: "pattern", at: pattern };
  return { rule: "like-pattern-invalid", message: "quoted", data: { write: `'${name.name.replaceAll("'", "''")}'` }, at: pattern };
}

function likeFault(node: LikeExpression, { environment, position }: PlannedNode): PlanFault | null {
  if (isNullOperand(node.operand)) return null;
  const operands = [node.operand, node.pattern, ...(node.escape === null ? [] : [node.escape])];
  if (!isLiteralThen(node.pattern, operands)) return patternFault(node.pattern);
  if (node.escape === null) return null;
  if (!isLiteralThen(node.escape, operands)) return { rule: "like-pattern-invalid", message: "escape", at: node.escape };
  const escape = constantText(node.escape);
  if (typeof escape === "string" && (escape.length > 1 || (escape === "" && (position === "filter" || atLeast(environment.release, 28))))) {
    return { rule: "like-pattern-invalid", message: "length", data: { escape }, at: node.escape };
  }
  return null;
}

/** Until 27 a NULL in the list breaks it where its elements are columns or need a cast, and alone where Druid has no NULL of the type. */
function inFault(node: InExpression, { environment, position, whole }: PlannedNode): PlanFault | null {
  if (node.query) return position === "projection" && whole && !node.negated ? inQueryFault(node, environment) : null;
  if (atLeast(environment.release, 28) || isNullOperand(node.operand) || !node.values.some(isNullOperand)) return null;
  const others = node.values.filter((value) => !isNullOperand(value));
  const type = typeOf(node.operand, environment);
  const broken =
    others.length === 0
      ? type.name === "TIMESTAMP" || type.element !== null || type.name === "OTHER" || isInterval(type)
      : others.some((value) => !isLiteral(value, false) || environment.coercions.has(value) || (!node.negated && isWidened(typeOf(value, environment), type)));
  return broken ? { rule: "null-literal-unsupported", message: "list", data: {}, at: node.values.find(isNullOperand) ?? node } : null;
}

/** An exact number beside an approximate one. */
const isWidened = (value: SqlType, operand: SqlType): boolean => isApproximateNumeric(operand) && isNumeric(value) && !isApproximateNumeric(value);

/**
 * Until 27 a number or truth value is not looked for among texts of a query in a SELECT: Calcite's cast of the operand changes whether the
 * column may be NULL. NOT IN, and an IN that a CASE or a function hides, is taken.
 */
function inQueryFault(node: InExpression, environment: TypeEnvironment): PlanFault | null {
  const [value] = node.values;
  const [item] = value?.kind === "SubqueryExpression" && value.query.body.kind === "Select" ? value.query.body.items : [];
  const left = typeOf(node.operand, environment);
  if (item === undefined || item.expression.kind === "Star" || atLeast(environment.release, 28)) return null;
  const mixed = isCharacter(typeOf(item.expression, environment)) && (isNumeric(left) || left.name === "BOOLEAN");
  return mixed ? { rule: "in-list-type", message: "query", data: { type: left.name } } : null;
}

/** Until 27 an array whose first branch is NULL loses its type. */
function caseFault(node: CaseExpression, environment: TypeEnvironment): PlanFault | null {
  const [first] = node.branches;
  if (first === undefined || !isNullOperand(first.result) || atLeast(environment.release, 28)) return null;
  return typeOf(node, environment).element === null ? null : { rule: "null-literal-unsupported", message: "array", data: {}, at: first.result };
}

function binaryFault(node: BinaryExpression, context: PlannedNode): PlanFault | null {
  const { environment } = context;
  switch (node.operator) {
    case "/":
      return nullOperandFault(node, environment) ?? zeroDivision(node, node.left, node.right, context);
    case "*":
      return nullOperandFault(node, environment);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return comparedRowsFault(node, environment, false);
    case "<>":
    case "!=":
      return comparedRowsFault(node, environment, true);
    case "=":
      return comparedRowsFault(node, environment, true) ?? (context.position === "filter" && before(environment.release, 28) ? timeEqualityFault(node, context) : null);
    default:
      return null;
  }
}

/** Rows are compared for equality only, and until 27 each item with one that needs no cast. */
function comparedRowsFault(node: BinaryExpression, environment: TypeEnvironment, equality: boolean): PlanFault | null {
  const [left, right] = [bare(node.left), bare(node.right)];
  if (left.kind !== "RowConstructor" || right.kind !== "RowConstructor") return null;
  if (!equality) return { rule: "operator-unsupported", message: "rowOrder", data: { operator: node.operator } };
  if (atLeast(environment.release, 28)) return null;
  const mixed = left.items.find((item, index) => !areAlike(typeOf(item, environment), typeOf(right.items[index] ?? item, environment)));
  return mixed === undefined ? null : { rule: "operator-unsupported", message: "rowTypes", at: mixed };
}

function areAlike(one: SqlType, other: SqlType): boolean {
  if (isUnknown(one) || isUnknown(other) || isNull(one) || isNull(other)) return true;
  if (one.element !== null && other.element !== null) return areAlike(one.element, other.element);
  return comparisonFamily(one) === comparisonFamily(other);
}

const isNullOperand = (expression: Expression): boolean => bare(expression).kind === "NullLiteral";

/** Until 27 the simplifier takes a number times or divided by NULL for one by a number; text is cast first. */
function nullOperandFault(node: BinaryExpression, environment: TypeEnvironment): PlanFault | null {
  if (!isNullOperand(node.right) || atLeast(environment.release, 28) || isConstant(node.left) || isCharacter(typeOf(bare(node.left) as Expression, environment))) return null;
  return { rule: "null-literal-unsupported", message: "operand", data: { operator: node.operator }, at: node.right };
}

/** Until 27 `__time = '2000-01-01'` in a filter is compared with the text itself, not with a time. */
function timeEqualityFault(node: BinaryExpression, { environment, isRowTime }: PlannedNode): PlanFault | null {
  for (const [time, literal] of [[node.left, node.right], [node.right, node.left]] as const) {
    const column = bare(time);
    if (column.kind === "ColumnReference" && !isRowTime(column)) continue;
    if (bare(literal).kind === "StringLiteral" && !/^-?\d+$/.test(constantText(literal) ?? "") && isTimeColumn(bare(time) as Expression) && timeNames.has(typeOf(time, environment).name)) {
      return { rule: "time-text-invalid", message: "equals", data: { text: constantText(literal) ?? "" }, at: literal };
    }
  }
  return null;
}

const timeNames: ReadonlySet<string> = new Set(["TIMESTAMP", "DATE"]);

/** `__time`, its floor, or its cast to DATE. */
function isTimeColumn(expression: Expression): boolean {
  switch (expression.kind) {
    case "ColumnReference":
      return expression.parts.at(-1)?.name === "__time";
    case "CastExpression":
      return (expression.type.name === "DATE" || expression.type.name === "TIMESTAMP") && isTimeColumn(bare(expression.operand) as Expression);
    case "FunctionCall": {
      const name = expression.name.parts[0]?.name.toUpperCase();
      const [first] = expression.arguments;
      return (name === "TIME_FLOOR" || name === "FLOOR") && first !== undefined && isTimeColumn(bare(first) as Expression);
    }
    default:
      return false;
  }
}

/** A text literal that is implicitly a time and cannot be read as one. */
function coercedFault(node: Expression, environment: TypeEnvironment): PlanFault | null {
  const cast = environment.coercions.get(node);
  const text = constantText(node);
  if (cast === undefined || typeof text !== "string" || (cast.name !== "TIMESTAMP" && cast.name !== "DATE") || isTimestampText(text)) return null;
  return { rule: "time-text-invalid", message: "implicit", data: { text, type: cast.name } };
}

function castFault(node: CastExpression, context: PlannedNode): PlanFault | null {
  const { environment } = context;
  const text = constantText(node.operand);
  const to = typeOf(node, environment);
  const from = typeOf(node.operand, environment);
  if ((to.name === "TIMESTAMP" || to.name === "DATE") && typeof text === "string" && isCharacter(from) && !isTimestampText(text)) {
    return { rule: "time-text-invalid", message: "cast", data: { text, type: to.name } };
  }
  if (to.name === "DATE" && typeof text === "string" && isInYearZero(text)) return { rule: "constant-not-computable", message: "yearZero" };
  if (isInterval(to) && typeof text === "string" && atLeast(environment.release, 25)) return { rule: "cast-not-allowed", message: "planned", data: { from: from.name, to: to.name } };
  if (isCharacter(to) && (isInterval(from) || from.name === "BINARY") && isConstant(node.operand) && atLeast(environment.release, 25)) return { rule: "cast-not-allowed", message: "planned", data: { from: from.name, to: to.name } };
  if ((to.name === "SMALLINT" || to.name === "TINYINT") && isInterval(from) && (before(environment.release, 28) || from.name === "INTERVAL_YEAR_MONTH")) return { rule: "cast-not-allowed", message: "planned", data: { from: from.name, to: to.name } };
  if (to.name === "ROW") return { rule: "operator-unsupported", message: "row" };
  // Until 25 the planner folds neither bytes nor arrays out of constants.
  if (before(environment.release, 26) && isConstant(node.operand) && !isNullValue(node)) {
    if (isBinary(to)) return { rule: "type-unsupported", message: "type", data: { type: to.name } };
    if (to.element !== null) return { rule: "operator-unsupported", message: "unsupported", data: { operator: "CAST" } };
  }
  if (isNumeric(to) && before(environment.release, 28) && /^[+-]?(?:Infinity|NaN)$/u.test(text ?? "")) return { rule: "constant-not-computable", message: "finite", data: { value: text ?? null } };
  return null;
}

/** A constant DATE is read by Calcite, whose calendar begins with the year 1 (DateString). */
function isInYearZero(text: string): boolean {
  const time = parseIsoTime(text);
  return time !== null && time !== UNKNOWN && time.time >= yearZero && time.time < yearOne;
}

const yearZero = BigInt(Date.parse("0000-01-01T00:00:00Z"));
const yearOne = BigInt(Date.parse("0001-01-01T00:00:00Z"));

/** Arrays of arrays, dates and, until 29, truth values cannot be written down. */
function arrayFault(node: Expression, context: PlannedNode): PlanFault | null {
  const { element } = typeOf(node, context.environment);
  if (element === null) return null;
  const constant = isConstant(node);
  if (element.element !== null && (before(context.environment.release, 28) || constant)) return { rule: "type-unsupported", message: "type", data: { type: "ARRAY ARRAY" } };
  if (constant && (element.name === "DATE" || (element.name === "BOOLEAN" && before(context.environment.release, 30)))) return { rule: "type-unsupported", message: "type", data: { type: `${element.name} ARRAY` } };
  return isNull(element) && context.position === "values" ? { rule: "type-unsupported", message: "type", data: { type: "NULL ARRAY" } } : null;
}
