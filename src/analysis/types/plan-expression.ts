import { functionNamed } from "../../druid/functions.ts";
import { jdbcFunction, unplannedJdbcOperator } from "../../druid/jdbc-functions.ts";
import { atLeast, before } from "../../druid/releases.ts";
import { pushChildren } from "../../syntax/child-keys.ts";
import type { BinaryExpression, CaseExpression, CastExpression, Expression, FunctionCall, InExpression, JsonFunctionCall, LikeExpression, Node, NumericLiteral } from "../../syntax/nodes.ts";
import type { SqlType } from "../model.ts";
import { isTyped } from "./call-binding.ts";
import type { TypeEnvironment } from "./expression-scope.ts";
import { bare, isLiteral } from "./operands.ts";
import { aggregateChecks, distinctFault } from "./planning/aggregates.ts";
import { callChecks, type PlanFault, unplannableType } from "./planning/calls.ts";
import { isFoldedAway, unwritableTime } from "./planning/constant-times.ts";
import { constantNumber, constantText, isConstant } from "./planning/constants.ts";
import { postAggregationFault } from "./planning/post-aggregations.ts";
import { foldedText } from "./planning/folded-text.ts";
import type { PlannedExpression, PlanPosition } from "./planning/position.ts";
import { isTimestampText, jsonPathFault } from "./planning/formats.ts";
import { isCharacter, isInterval, isNull, isNumeric, isUnknown, unknownType } from "./sql-type.ts";
import { reportViolation } from "./violations.ts";

export type { PlanPosition };

/**
 * Reports (stage `plan`) the first thing that fails when the planner folds the expression's constants or turns it into Druid's own
 * expressions, filters and aggregators. To be called after `typeExpression` accepted it, in the planner's order of expressions.
 * Subqueries within it are not entered.
 */
export function planExpression(expression: Expression, position: PlanPosition, environment: TypeEnvironment): void {
  visit(expression, { root: expression, position, environment, comparing: false, whole: true });
}

interface Context extends PlannedExpression {
  /** The node is an operand of a comparison or IN, where rows may stand. */
  readonly comparing: boolean;
  /** Whether the node can be NULL decides whether the whole expression can. */
  readonly whole: boolean;
}

function visit(root: Node, rootContext: Context): void {
  const waiting: Node[] = [root];
  const contexts: Context[] = [rootContext];
  for (let node = waiting.pop(), context = contexts.pop(); node !== undefined && context !== undefined; node = waiting.pop(), context = contexts.pop()) {
    const inner = visitOne(node, context);
    if (inner === null) continue;
    pushChildren(node, waiting);
    while (contexts.length < waiting.length) contexts.push(inner);
  }
}

/** What the children are visited with; null when they are not. */
function visitOne(node: Node, context: Context): Context | null {
  // Names have no meaning of their own, and queries are planned apart.
  if (node.kind === "ColumnReference" || node.kind === "QualifiedName" || node.kind === "Query" || context.environment.stopped) return null;
  const fault = faultOf(node, context) ?? postAggregationFault(node, context);
  if (fault !== null) {
    const place = fault.at ?? node;
    reportViolation(context.environment, place, fault.rule, fault.message, fault.data ?? {}, { stage: "plan" });
    return null;
  }
  // What cannot be NULL is dropped from a test for NULL before anything of it is planned.
  if (node.kind === "IsExpression" && node.test === "NULL" && !admitsNull(node.operand, context.environment)) return null;
  if (node.kind === "CaseExpression") {
    visitCase(node, context);
    return null;
  }
  const comparing = node.kind === "BinaryExpression" ? comparisons.has(node.operator) : node.kind === "InExpression" || (context.comparing && node.kind === "ParenthesizedExpression");
  const whole = context.whole && passesNull(node);
  return comparing === context.comparing && whole === context.whole ? context : { ...context, comparing, whole };
}

function passesNull(node: Node): boolean {
  switch (node.kind) {
    case "ParenthesizedExpression":
    case "UnaryExpression":
    case "BinaryExpression":
    case "CastExpression":
      return true;
    case "FunctionCall":
      return node.name.parts[0]?.name.toUpperCase() === "COALESCE";
    default:
      return false;
  }
}

const comparisons: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", "<=", ">", ">="]);

/** Branches that a constant condition rules out are dropped before anything in them is folded. */
function visitCase(node: CaseExpression, context: Context): void {
  const inner = { ...context, whole: false };
  if (node.operand !== null) visit(node.operand, inner);
  for (const branch of node.branches) {
    const [condition] = branch.conditions;
    const literal = condition === undefined || node.operand !== null ? null : bare(condition);
    if (literal?.kind === "BooleanLiteral" && literal.value !== true) continue;
    for (const each of branch.conditions) visit(each, inner);
    visit(branch.result, context);
    if (literal?.kind === "BooleanLiteral") return;
  }
  if (node.otherwise !== null) visit(node.otherwise, context);
}

/** True when a value may surely be NULL, that is not for literals, times of rows, numbers until 27, what nothing is known of, and calls and CASEs of such. */
function admitsNull(expression: Expression, environment: TypeEnvironment): boolean {
  const node = bare(expression);
  switch (node.kind) {
    case "NumericLiteral":
    case "StringLiteral":
    case "DateTimeLiteral":
    case "IntervalLiteral":
    case "BinaryLiteral":
    case "IsExpression":
      return false;
    case "BooleanLiteral":
      return node.value === null;
    case "ColumnReference": {
      const type = typeOf(node, environment);
      return !isUnknown(type) && node.parts.at(-1)?.name !== "__time" && (atLeast(environment.release, 28) || !isNumeric(type));
    }
    case "CastExpression":
    case "UnaryExpression":
      return admitsNull(node.operand, environment);
    case "BinaryExpression":
      return admitsNull(node.left, environment) || admitsNull(node.right, environment);
    case "LikeExpression":
      return admitsNull(node.operand, environment) || admitsNull(node.pattern, environment);
    case "CaseExpression":
      return node.otherwise === null || admitsNull(node.otherwise, environment) || node.branches.some((branch) => admitsNull(branch.result, environment));
    case "FunctionCall":
      if (isSketch(node)) return false;
      return node.arguments.some((argument) => isTyped(argument) && admitsNull(argument, environment)) || alwaysNullable.has(node.name.parts[0]?.name.toUpperCase() ?? "");
    default:
      return true;
  }
}

/** A sketch, or what is read off one, is never NULL to Calcite. */
const isSketch = (call: FunctionCall): boolean => /^(?:DS|HLL_SKETCH|THETA_SKETCH)_/i.test(call.name.parts[0]?.name ?? "");

/** Functions that may give NULL for anything. */
const alwaysNullable: ReadonlySet<string> = new Set(["TIME_PARSE", "REGEXP_EXTRACT", "LOOKUP", "NULLIF", "PARSE_LONG", "MV_OFFSET", "MV_ORDINAL", "SUM", "MIN", "MAX", "AVG"]);

const typeOf = (node: Expression, environment: TypeEnvironment): SqlType => environment.types.get(node) ?? unknownType;

function faultOf(node: Node, context: Context): PlanFault | null {
  const { environment, position } = context;
  const lost = rootFault(node, context);
  if (lost !== null) return lost;
  switch (node.kind) {
    case "DynamicParameter":
      return environment.parameters === undefined || node.index < environment.parameters ? null : { rule: "parameter-unbound", message: "unbound", data: { index: node.index + 1 } };
    case "IntervalLiteral":
      return position === "values" ? { rule: "type-unsupported", message: "type", data: { type: "INTERVAL" } } : null;
    case "FunctionCall":
      return typeFault(node, environment) ?? orderedFault(node, environment) ?? callFault(node, context) ?? timeFault(node, context);
    case "JsonFunctionCall":
      return jsonFault(node, context);
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
      return (position === "filter" && context.comparing) || position === "values" ? null : exponentFault(node, environment);
    case "DateTimeLiteral":
      return typeFault(node, environment);
    case "StringLiteral":
      return coercedFault(node, environment);
    default:
      return null;
  }
}

/** Until 27 a column that comes out nullable though it was declared not to be: an expression within another may. */
function rootFault(node: Node, { environment, position, root }: Context): PlanFault | null {
  if (position === "filter" || position === "join" || atLeast(environment.release, 28)) return null;
  const isJoin = node.kind === "BinaryExpression" && node.operator === "||";
  if ((!isJoin && node.kind !== "FunctionCall") || node !== bare(root)) return null;
  if (node.kind !== "FunctionCall") return emptyFault(node, "||", environment);
  const name = node.name.parts[0]?.name.toUpperCase() ?? "";
  const [time] = node.arguments;
  if (name === "TIME_IN_INTERVAL" && position !== "grouping" && time !== undefined && isTyped(time) && admitsNull(time, environment)) {
    return { rule: "function-argument-type", message: "nullable", data: { function: name }, at: time };
  }
  return emptyFault(node, name, environment);
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

function timeFault(node: CastExpression | FunctionCall, { environment, root }: Context): PlanFault | null {
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
function callFault(call: FunctionCall, context: Context): PlanFault | null {
  const fault = faultOfCall(call, context);
  return fault?.rule === "constant-not-computable" && isFoldedAway(call, context.root) ? null : fault;
}

function faultOfCall(call: FunctionCall, { environment, position }: Context): PlanFault | null {
  const [part, ...others] = call.name.parts;
  if (part === undefined || others.length > 0) return null;
  const name = part.name.toUpperCase();
  const planned = { call, name, arguments: call.arguments, environment, position };
  const jdbc = call.form === "jdbc" ? jdbcFunction(name, environment.release) : null;
  const lacking = jdbc === null ? null : unplannedJdbcOperator(jdbc, environment.release);
  if (lacking !== null) return { rule: "operator-unsupported", message: "unsupported", data: { operator: lacking } };
  const garbage = garbageOperand(call, environment);
  if (garbage !== null) return garbage;
  const check = callChecks[name];
  if (check !== undefined && Object.hasOwn(callChecks, name)) return check(planned);
  const fact = functionNamed(name, environment.release);
  if (fact?.aggregate !== true) return null;
  if (call.over !== null) return null;
  const aggregate = Object.hasOwn(aggregateChecks, name) ? aggregateChecks[name] : undefined;
  const [first] = call.arguments;
  const type = first === undefined ? unknownType : (environment.types.get(first as Expression) ?? unknownType);
  const fault = aggregate === undefined || (isUnknown(type) && first !== undefined) ? null : aggregate(planned, type);
  return fault ?? distinctFault(planned);
}

/** From 28 on a text that is no number makes a call of constants NULL, which its type does not admit. */
function garbageOperand(call: FunctionCall, environment: TypeEnvironment): PlanFault | null {
  const fact = functionNamed(call.name.parts[0]?.name ?? "", environment.release);
  if (before(environment.release, 28) || fact?.category !== "NUMERIC" || fact.aggregate || !call.arguments.every(isConstant)) return null;
  for (const argument of call.arguments) {
    const cast = argument.kind === "StringLiteral" ? environment.coercions.get(argument) : undefined;
    if (argument.kind === "StringLiteral" && cast !== undefined && isNumeric(cast) && isGarbage(argument.value, cast)) {
      return { rule: "cast-of-unreadable-text", message: "implicit", data: { text: argument.value, to: cast.name }, at: argument };
    }
  }
  return null;
}


function jsonFault(call: JsonFunctionCall, { environment, position }: Context): PlanFault | null {
  const [context, path] = call.arguments;
  if (call.function === "JSON_OBJECTAGG" || call.function === "JSON_ARRAYAGG") return { rule: "aggregate-unsupported", message: "json", data: { function: call.function } };
  if (call.function === "JSON_OBJECT") return jsonObjectFault(call);
  if (call.function !== "JSON_VALUE" && call.function !== "JSON_QUERY" && call.function !== "JSON_QUERY_ARRAY") return null;
  if (path !== undefined) {
    if (!isConstant(path) && before(environment.release, 29)) return { rule: "function-argument-literal", message: "plan", data: { function: call.function }, at: path };
    const text = constantText(path);
    const reason = typeof text === "string" ? jsonPathFault(text) : null;
    if (reason !== null) return { rule: "json-path-invalid", message: "path", data: { function: call.function, path: text ?? "", reason }, at: path };
  }
  if (call.function !== "JSON_VALUE") return null;
  if (before(environment.release, 26) && call.returning !== null && call.returning.collections.length > 0) return { rule: "json-value-unsupported", message: "array", data: { clause: "RETURNING" } };
  if (call.onEmpty !== null && call.onEmpty !== "NULL") return { rule: "json-value-unsupported", message: "clause", data: { clause: "ON EMPTY" } };
  if (call.onError !== null && call.onError !== "NULL") return { rule: "json-value-unsupported", message: "clause", data: { clause: "ON ERROR" } };
  // A filter reads the column as it is; only what is selected is made a column of its own.
  return context === undefined || position === "filter" ? null : jsonColumnFault(call, context, environment);
}

/** JSON_VALUE reads a column of its own kind through an index; a column of text or numbers has none. */
function jsonColumnFault(call: JsonFunctionCall, context: Expression, environment: TypeEnvironment): PlanFault | null {
  const type = typeOf(context, environment);
  const plain = isCharacter(type) || isNumeric(type) || type.name === "TIMESTAMP";
  if (bare(context).kind !== "ColumnReference" || !plain || before(environment.release, 26)) return null;
  const returning = call.returning?.name;
  if (returning === "TIMESTAMP" || returning === "DATE") return null;
  return { rule: "json-value-unsupported", message: "column", data: { type: type.name }, at: context };
}

function jsonObjectFault(call: JsonFunctionCall): PlanFault | null {
  const key = call.arguments.find((argument, index) => index % 2 === 0 && bare(argument).kind === "NumericLiteral");
  if (key === undefined || !call.arguments.every(isConstant)) return null;
  return { rule: "function-argument-type", message: "key", data: { function: "JSON_OBJECT" }, at: key };
}

function likeFault(node: LikeExpression, { environment, position }: Context): PlanFault | null {
  if (isNullOperand(node.operand)) return null;
  if (!isConstant(node.pattern)) return { rule: "like-pattern-invalid", message: "pattern", at: node.pattern };
  if (node.escape === null) return null;
  if (!isConstant(node.escape)) return { rule: "like-pattern-invalid", message: "escape", at: node.escape };
  const escape = constantText(node.escape);
  if (typeof escape === "string" && (escape.length > 1 || (escape === "" && (position === "filter" || atLeast(environment.release, 28))))) {
    return { rule: "like-pattern-invalid", message: "length", data: { escape }, at: node.escape };
  }
  return null;
}

/** Until 27 a NULL in the list breaks it where its elements are columns or need a cast, and alone where Druid has no NULL of the type. */
function inFault(node: InExpression, { environment, position, whole }: Context): PlanFault | null {
  if (node.query) return position === "projection" && whole && !node.negated ? inQueryFault(node, environment) : null;
  if (atLeast(environment.release, 28) || !node.values.some(isNullOperand)) return null;
  const others = node.values.filter((value) => !isNullOperand(value));
  const type = typeOf(node.operand, environment);
  const broken =
    others.length === 0
      ? type.name === "TIMESTAMP" || type.element !== null || type.name === "OTHER" || isInterval(type)
      : others.some((value) => !isLiteral(value, false) || environment.coercions.has(value));
  return broken ? { rule: "null-literal-unsupported", message: "list", data: {}, at: node.values.find(isNullOperand) ?? node } : null;
}

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

function binaryFault(node: BinaryExpression, context: Context): PlanFault | null {
  const { environment } = context;
  switch (node.operator) {
    case "/":
      return divisionFault(node, environment);
    case "*":
      return before(environment.release, 28) && isNullOperand(node.right) && !isConstant(node.left) ? { rule: "null-literal-unsupported", message: "operand", data: { operator: "*" }, at: node.right } : null;
    case "=":
      return context.position === "filter" && before(environment.release, 28) ? timeEqualityFault(node, environment) : null;
    default:
      return null;
  }
}

const isNullOperand = (expression: Expression): boolean => bare(expression).kind === "NullLiteral";

function divisionFault(node: BinaryExpression, environment: TypeEnvironment): PlanFault | null {
  if (isNullOperand(node.right) && before(environment.release, 28) && !isConstant(node.left)) return { rule: "null-literal-unsupported", message: "operand", data: { operator: "/" }, at: node.right };
  if (!isConstant(node.left) || constantNumber(node.right) !== 0 || constantNumber(node.left) === null) return null;
  return { rule: "constant-division-by-zero", message: "zero", data: {}, at: node.right };
}

/** Until 27 `__time = '2000-01-01'` in a filter is compared with the text itself, not with a time. */
function timeEqualityFault(node: BinaryExpression, environment: TypeEnvironment): PlanFault | null {
  for (const [time, literal] of [[node.left, node.right], [node.right, node.left]] as const) {
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

function castFault(node: CastExpression, context: Context): PlanFault | null {
  const { environment, position } = context;
  const text = constantText(node.operand);
  const to = typeOf(node, environment);
  const from = typeOf(node.operand, environment);
  if ((to.name === "TIMESTAMP" || to.name === "DATE") && typeof text === "string" && isCharacter(from) && !isTimestampText(text)) {
    return { rule: "time-text-invalid", message: "cast", data: { text, type: to.name } };
  }
  if (isInterval(to) && typeof text === "string" && atLeast(environment.release, 25)) return { rule: "cast-not-allowed", message: "planned", data: { from: from.name, to: to.name } };
  if (isCharacter(to) && (isInterval(from) || from.name === "BINARY") && isConstant(node.operand) && atLeast(environment.release, 25)) return { rule: "cast-not-allowed", message: "planned", data: { from: from.name, to: to.name } };
  if ((to.name === "SMALLINT" || to.name === "TINYINT") && isInterval(from) && (before(environment.release, 28) || from.name === "INTERVAL_YEAR_MONTH")) return { rule: "cast-not-allowed", message: "planned", data: { from: from.name, to: to.name } };
  if (to.name === "ROW") return { rule: "operator-unsupported", message: "row" };
  if ((position === "projection" || position === "values") && atLeast(environment.release, 28) && typeof text === "string" && bare(node.operand).kind === "StringLiteral" && isGarbage(text, to) && (to.name !== "BOOLEAN" || atLeast(environment.release, 31))) {
    return { rule: "cast-of-unreadable-text", message: "cast", data: { text, to: to.name } };
  }
  return null;
}

function isGarbage(text: string, to: SqlType): boolean {
  if (isNumeric(to)) return text === "" || text !== text.trim() || Number.isNaN(Number(text));
  return to.name === "BOOLEAN" && !/^(?:true|false|t|f|yes|no|y|n|1|0|on|off)$/i.test(text);
}

/** Arrays of arrays, truth values or dates cannot be written down until 27. */
function arrayFault(node: Expression, context: Context): PlanFault | null {
  const { element } = typeOf(node, context.environment);
  if (element === null) return null;
  const constant = isConstant(node);
  if (element.element !== null && (before(context.environment.release, 28) || constant)) return { rule: "type-unsupported", message: "type", data: { type: "ARRAY ARRAY" } };
  if (constant && before(context.environment.release, 28) && (element.name === "BOOLEAN" || element.name === "DATE")) return { rule: "type-unsupported", message: "type", data: { type: `${element.name} ARRAY` } };
  return isNull(element) && context.position === "values" ? { rule: "type-unsupported", message: "type", data: { type: "NULL ARRAY" } } : null;
}
