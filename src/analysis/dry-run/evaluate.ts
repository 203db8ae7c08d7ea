import type { Argument, BinaryExpression, CaseExpression, CastExpression, Expression, FunctionCall, NumericLiteral } from "../../syntax/nodes.ts";
import { addUnits, floorPeriod, floorTime, parseIsoTime, parsePatternTime } from "./time.ts";
import { compareValues, DivisionByZero, toNumber, toText, UNKNOWN, type Value } from "./values.ts";

/** The value of a column in the row at hand; unknown where it is not decided. */
export type ColumnLookup = (names: readonly string[]) => Value;

/**
 * The value that Druid's worker gives an expression for one row, as far as it is certain whatever the server's settings: null
 * handling, time zone and functions not listed here leave it unknown. Throws DivisionByZero where the worker would die of it.
 */
export function evaluate(expression: Expression, column: ColumnLookup): Value {
  switch (expression.kind) {
    case "ParenthesizedExpression":
      return evaluate(expression.expression, column);
    case "NumericLiteral":
      return numberOf(expression);
    case "StringLiteral":
      return expression.form === "escaped" ? UNKNOWN : expression.value;
    case "BooleanLiteral":
      return expression.value;
    case "NullLiteral":
      return null;
    case "DateTimeLiteral":
      return expression.type === "TIMESTAMP" || expression.type === "DATE" ? (parseIsoTime(expression.value) ?? UNKNOWN) : UNKNOWN;
    case "ColumnReference":
      return column(expression.parts.map((part) => part.name));
    case "UnaryExpression":
      return evaluateUnary(expression.operator, evaluate(expression.operand, column));
    case "BinaryExpression":
      return evaluateBinary(expression, column);
    case "IsExpression":
      return evaluateIs(expression.test, expression.negated, evaluate(expression.operand, column));
    case "BetweenExpression": {
      const operand = evaluate(expression.operand, column);
      const low = compareValues(operand, evaluate(expression.low, column));
      const high = compareValues(operand, evaluate(expression.high, column));
      if (expression.mode === "SYMMETRIC" || low === UNKNOWN || high === UNKNOWN) return UNKNOWN;
      return (low >= 0 && high <= 0) !== expression.negated;
    }
    case "InExpression":
      return expression.query ? UNKNOWN : evaluateIn(expression.operand, expression.values, expression.negated, column);
    case "CaseExpression":
      return evaluateCase(expression, column);
    case "CastExpression":
      return evaluateCast(expression, evaluate(expression.operand, column));
    case "FunctionCall":
      return evaluateCall(expression, column);
    default:
      return UNKNOWN;
  }
}

const longestLong = 2n ** 63n - 1n;

function numberOf(literal: NumericLiteral): Value {
  if (literal.form === "integer") return /^\d{1,19}$/u.test(literal.text) && BigInt(literal.text) <= longestLong ? BigInt(literal.text) : UNKNOWN;
  const number = Number(literal.text);
  return Number.isNaN(number) ? UNKNOWN : number;
}

function evaluateUnary(operator: string, value: Value): Value {
  if (value === UNKNOWN) return UNKNOWN;
  if (operator === "NOT") return typeof value === "boolean" ? !value : UNKNOWN;
  if (operator === "-" && (typeof value === "bigint" || typeof value === "number")) return -value;
  return operator === "+" ? value : UNKNOWN;
}

function evaluateBinary(node: BinaryExpression, column: ColumnLookup): Value {
  const { operator, left, right } = node;
  const a = evaluate(left, column);
  const b = evaluate(right, column);
  switch (operator) {
    case "AND":
      return a === false || b === false ? false : a === true && b === true ? true : UNKNOWN;
    case "OR":
      return a === true || b === true ? true : a === false && b === false ? false : UNKNOWN;
    case "=":
      return when(compareValues(a, b), (order) => order === 0);
    case "<>":
    case "!=":
      return when(compareValues(a, b), (order) => order !== 0);
    case "<":
      return when(compareValues(a, b), (order) => order < 0);
    case "<=":
      return when(compareValues(a, b), (order) => order <= 0);
    case ">":
      return when(compareValues(a, b), (order) => order > 0);
    case ">=":
      return when(compareValues(a, b), (order) => order >= 0);
    case "||":
      return concatenate([a, b]);
    default:
      if (operator === "/" && typeof a === "bigint" && b === 0n) throw new DivisionByZero(node);
      return calculate(operator, a, b);
  }
}

function when(order: -1 | 0 | 1 | typeof UNKNOWN, decide: (order: number) => boolean): Value {
  return order === UNKNOWN ? UNKNOWN : decide(order);
}

function calculate(operator: string, left: Value, right: Value): Value {
  if (typeof left === "bigint" && typeof right === "bigint") return calculateLong(operator, left, right);
  const a = typeof left === "bigint" ? Number(left) : left;
  const b = typeof right === "bigint" ? Number(right) : right;
  // A LONG that is not known divided by a literal zero still dies.
  if (operator === "/" && right === 0n && typeof left !== "number") return UNKNOWN;
  if (typeof a !== "number" || typeof b !== "number") return UNKNOWN;
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    default:
      return UNKNOWN;
  }
}

function calculateLong(operator: string, left: bigint, right: bigint): Value {
  switch (operator) {
    case "+":
      return BigInt.asIntN(64, left + right);
    case "-":
      return BigInt.asIntN(64, left - right);
    case "*":
      return BigInt.asIntN(64, left * right);
    case "/":
      return left / right;
    default:
      return UNKNOWN;
  }
}

function evaluateIs(test: string, negated: boolean, value: Value): Value {
  if (value === UNKNOWN) return UNKNOWN;
  // In legacy null handling an empty text is null too.
  if (test === "NULL") return value === "" ? UNKNOWN : (value === null) !== negated;
  if (test === "TRUE" && typeof value === "boolean") return value !== negated;
  if (test === "FALSE" && typeof value === "boolean") return value === negated;
  return UNKNOWN;
}

function evaluateIn(operand: Expression, values: readonly Expression[], negated: boolean, column: ColumnLookup): Value {
  const value = evaluate(operand, column);
  const orders = values.map((item) => compareValues(value, evaluate(item, column)));
  if (orders.includes(0)) return !negated;
  return orders.includes(UNKNOWN) ? UNKNOWN : negated;
}

function evaluateCase(expression: CaseExpression, column: ColumnLookup): Value {
  const subject = expression.operand === null ? null : evaluate(expression.operand, column);
  for (const branch of expression.branches) {
    const results = branch.conditions.map((condition) => {
      const value = evaluate(condition, column);
      return expression.operand === null ? value : when(compareValues(subject, value), (order) => order === 0);
    });
    if (results.includes(true)) return evaluate(branch.result, column);
    if (!results.every((result) => result === false)) return UNKNOWN;
  }
  return expression.otherwise === null ? null : evaluate(expression.otherwise, column);
}

function evaluateCast(expression: CastExpression, value: Value): Value {
  if (expression.type.collections.length > 0 || value === UNKNOWN) return UNKNOWN;
  switch (expression.type.name) {
    case "TIMESTAMP":
      if (typeof value === "string") return parseIsoTime(value);
      return typeof value === "bigint" ? value : UNKNOWN;
    case "VARCHAR":
      return toText(value);
    case "BIGINT":
    case "INTEGER": {
      const number = toNumber(value);
      if (typeof number === "number") return Number.isFinite(number) ? BigInt(Math.trunc(number)) : UNKNOWN;
      return number ?? UNKNOWN;
    }
    case "DOUBLE": {
      const number = toNumber(value);
      return typeof number === "bigint" ? Number(number) : (number ?? UNKNOWN);
    }
    default:
      return UNKNOWN;
  }
}

type Evaluator = (values: readonly Value[], call: FunctionCall) => Value;

function evaluateCall(call: FunctionCall, column: ColumnLookup): Value {
  const evaluator = evaluators[call.name.parts.map((part) => part.name.toUpperCase()).join(".")];
  if (evaluator === undefined || call.over !== null || call.filter !== null) return UNKNOWN;
  return evaluator(call.arguments.map((argument) => valueOfArgument(argument, column)), call);
}

function valueOfArgument(argument: Argument, column: ColumnLookup): Value {
  switch (argument.kind) {
    case "Star":
    case "NamedArgument":
    case "ArgumentKeyword":
    case "Query":
    case "DefaultArgument":
    case "TableArgument":
      return UNKNOWN;
    case "TimeUnit":
      return argument.unit;
    default:
      return evaluate(argument, column);
  }
}

const ofText =
  (change: (text: string) => string): Evaluator =>
  ([value]) => {
    const text = toText(value ?? null);
    return typeof text === "string" ? change(text) : text;
  };

function concatenate(values: readonly Value[]): Value {
  const texts = values.map(toText);
  // Null joins as an empty text in one null handling and makes null in the other.
  if (texts.some((text) => typeof text !== "string")) return UNKNOWN;
  return texts.join("");
}

function coalesce(values: readonly Value[]): Value {
  for (const value of values) {
    if (value === UNKNOWN || value === "") return UNKNOWN;
    if (value !== null) return value;
  }
  return null;
}

/** Beyond this a text is cut: it is too long for a row of a frame by far, and nothing else is asked of it. */
const longestText = 4_000_000;

function repeat(value: Value | undefined, count: Value | undefined): Value {
  const text = toText(value ?? null);
  if (typeof text !== "string" || typeof count !== "bigint") return text === null ? null : UNKNOWN;
  const most = text.length === 0 ? 0 : Math.ceil(longestText / text.length);
  return text.repeat(Math.max(0, Math.min(Number(count), most)));
}

/** Letters of a period of one field, those after T with it. */
const periodLetters: Readonly<Record<string, string>> = { Y: "YEAR", M: "MONTH", W: "WEEK", D: "DAY", TH: "HOUR", TM: "MINUTE", TS: "SECOND" };

/** Functions whose value is the same in every release and setting. Not a table of what exists: that is `src/druid/data/functions.json`. */
const evaluators: Readonly<Record<string, Evaluator>> = {
  TIME_PARSE: ([value, pattern, ...zone]) => {
    if (zone.length > 0) return value === null ? null : UNKNOWN;
    if (value === null || value === undefined) return null;
    const text = toText(value);
    if (typeof text !== "string") return text;
    if (pattern === undefined) return parseIsoTime(text);
    return typeof pattern === "string" ? parsePatternTime(text, pattern) : UNKNOWN;
  },
  MILLIS_TO_TIMESTAMP: ([value]) => (typeof value === "bigint" ? value : UNKNOWN),
  TIMESTAMP_TO_MILLIS: ([value]) => (typeof value === "bigint" ? value : UNKNOWN),
  TIME_FLOOR: ([value, period, ...rest]) => {
    if (value === null) return null;
    if (rest.length > 0 || typeof value !== "bigint" || typeof period !== "string") return UNKNOWN;
    return floorPeriod(value, period);
  },
  TIME_SHIFT: ([value, period, steps, ...zone]) => {
    const single = typeof period === "string" ? /^P(T?)(\d{1,6})([YMWDHS])$/u.exec(period) : null;
    if (single === null || zone.length > 0 || typeof value !== "bigint" || typeof steps !== "bigint") return UNKNOWN;
    const unit = periodLetters[`${single[1] ?? ""}${single[3] ?? ""}`];
    return unit === undefined ? UNKNOWN : addUnits(value, unit, Number(steps) * Number(single[2]));
  },
  TIMESTAMPADD: ([unit, count, value]) => (typeof unit === "string" && typeof count === "bigint" && typeof value === "bigint" ? addUnits(value, unit, Number(count)) : UNKNOWN),
  FLOOR: ([value, unit], call) => {
    if (call.form !== "special") return UNKNOWN;
    if (value === null) return null;
    return typeof value === "bigint" && typeof unit === "string" ? floorTime(value, unit) : UNKNOWN;
  },
  NVL: coalesce,
  COALESCE: coalesce,
  UPPER: ofText((text) => text.toUpperCase()),
  LOWER: ofText((text) => text.toLowerCase()),
  CONCAT: concatenate,
  REPEAT: ([value, count]) => repeat(value, count),
};
