import type { Argument, BinaryExpression, CaseExpression, CastExpression, Expression, FunctionCall, NumericLiteral } from "../../syntax/nodes.ts";
import { nodesOfKind } from "../../syntax/find-node.ts";
import { evaluators, numberIn } from "./functions.ts";
import { parseIsoTime } from "./parse-time.ts";
import { inZone, type Scope } from "./scope.ts";
import { concatenate } from "./text-functions.ts";
import { compareValues, DivisionByZero, MultiValue, toDouble, toLong, toText, UNKNOWN, type Unknown, type Value } from "./values.ts";

/**
 * The value that Druid's worker gives an expression for one row, as far as it is certain whatever the server's settings: null
 * handling, the order of AND's sides and functions not listed here leave it unknown. Throws DivisionByZero where the worker would die of it.
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case "ParenthesizedExpression":
      return evaluate(expression.expression, scope);
    case "NumericLiteral":
      return numberOf(expression);
    case "StringLiteral":
      return expression.form === "escaped" ? UNKNOWN : expression.value;
    case "BooleanLiteral":
      return expression.value;
    case "NullLiteral":
      return null;
    case "DateTimeLiteral":
      return expression.type === "TIMESTAMP" || expression.type === "DATE" ? (inZone(parseIsoTime(expression.value), scope) ?? UNKNOWN) : UNKNOWN;
    case "ColumnReference":
      return scope.column(expression.parts.map((part) => part.name));
    case "UnaryExpression":
      return evaluateUnary(expression.operator, evaluate(expression.operand, scope));
    case "BinaryExpression":
      return evaluateBinary(expression, scope);
    case "IsExpression":
      // Calcite makes `10 / n IS NULL` one of `n`.
      return evaluateIs(expression.test, expression.negated, unlessDivided(expression.operand, scope));
    case "BetweenExpression": {
      const operand = evaluate(expression.operand, scope);
      const low = compareValues(operand, unlessDivided(expression.low, scope));
      const high = compareValues(operand, unlessDivided(expression.high, scope));
      if (expression.mode === "SYMMETRIC" || low === UNKNOWN || high === UNKNOWN) return UNKNOWN;
      return (low >= 0 && high <= 0) !== expression.negated;
    }
    case "InExpression":
      return expression.query ? UNKNOWN : evaluateIn(expression.operand, expression.values, expression.negated, scope);
    case "CaseExpression":
      return evaluateCase(expression, scope);
    case "CastExpression":
      return unlessFolded(expression, evaluateCast(expression, evaluate(expression.operand, scope), scope), scope);
    case "FunctionCall":
      return unlessFolded(expression, evaluateCall(expression, scope), scope);
    default:
      return UNKNOWN;
  }
}

/** Of a call without a column the planner makes a constant. */
function unlessFolded(expression: Expression, value: Value, { folded }: Scope): Value {
  return value === null && folded === true && nodesOfKind(expression, "ColumnReference").length === 0 ? UNKNOWN : value;
}

/** The value, or the division by zero that Druid comes upon if it asks for the value at all. */
export function attempt(expression: Expression, scope: Scope): Value | DivisionByZero {
  try {
    return evaluate(expression, scope);
  } catch (error) {
    if (error instanceof DivisionByZero) return error;
    throw error;
  }
}

/** Where Druid may do without the value, a division by zero in it decides nothing. */
function unlessDivided(expression: Expression, scope: Scope): Value {
  const value = attempt(expression, scope);
  return value instanceof DivisionByZero ? UNKNOWN : value;
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

function evaluateBinary(node: BinaryExpression, scope: Scope): Value {
  const { operator, left, right } = node;
  if (operator === "AND" || operator === "OR") return evaluateLogic(node, scope);
  const a = attempt(left, scope);
  const b = attempt(right, scope);
  if (a instanceof DivisionByZero || b instanceof DivisionByZero) return divided(a, b);
  switch (operator) {
    case "=":
      return compare(a, b, (order) => order === 0);
    case "<>":
    case "!=":
      return evaluateUnary("NOT", compare(a, b, (order) => order === 0));
    case "<":
      return compare(a, b, (order) => order < 0);
    case "<=":
      return compare(a, b, (order) => order <= 0);
    case ">":
      return compare(a, b, (order) => order > 0);
    case ">=":
      return compare(a, b, (order) => order >= 0);
    case "||":
      return concatenate([a, b]);
    default:
      return evaluateArithmetic(node, a, b, scope);
  }
}

/** Of two texts the numbers are DOUBLE. */
function evaluateArithmetic(node: BinaryExpression, left: Value, right: Value, scope: Scope): Value {
  const ofTexts = typeof left === "string" && typeof right === "string";
  const a = ofTexts ? toDouble(numberIn(left, scope)) : numberIn(left, scope);
  const b = ofTexts ? toDouble(numberIn(right, scope)) : numberIn(right, scope);
  if (node.operator === "/" && typeof a === "bigint" && b === 0n) throw new DivisionByZero(node);
  return calculate(node.operator, a, b);
}

/** Alike sides may be planned away together. */
function divided(left: Value | DivisionByZero, right: Value | DivisionByZero): Unknown {
  const [division, another] = [left, right].filter((side) => side instanceof DivisionByZero);
  if (division === undefined || another !== undefined) return UNKNOWN;
  throw division;
}

/** Druid may ask either side first, and needs no other once one decides: a division counts where nothing but it is left. */
function evaluateLogic({ operator, left, right }: BinaryExpression, scope: Scope): Value {
  const decisive = operator === "OR";
  const a = attempt(left, scope);
  const b = attempt(right, scope);
  if (a instanceof DivisionByZero || b instanceof DivisionByZero) {
    return a === !decisive || b === !decisive ? divided(a, b) : UNKNOWN;
  }
  if (a === decisive || b === decisive) return decisive;
  return a === !decisive && b === !decisive ? !decisive : UNKNOWN;
}

function compare(left: Value, right: Value, decide: (order: number) => boolean): boolean | Unknown {
  if (left instanceof MultiValue) return holdsOfOne(left.texts.map((text) => compare(text, right, decide)));
  const order = compareValues(left, right);
  return order === UNKNOWN ? UNKNOWN : decide(order);
}

function holdsOfOne(each: readonly (boolean | Unknown)[]): boolean | Unknown {
  if (each.includes(true)) return true;
  return each.includes(UNKNOWN) ? UNKNOWN : false;
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

function evaluateIn(operand: Expression, values: readonly Expression[], negated: boolean, scope: Scope): Value {
  const value = evaluate(operand, scope);
  const found = holdsOfOne(values.map((item) => compare(value, unlessDivided(item, scope), (order) => order === 0)));
  return found === UNKNOWN ? UNKNOWN : found !== negated;
}

function evaluateCase(expression: CaseExpression, scope: Scope): Value {
  const subject = expression.operand === null ? null : evaluate(expression.operand, scope);
  for (const branch of expression.branches) {
    for (const condition of branch.conditions) {
      const value = unlessDivided(condition, scope);
      const holds = expression.operand === null ? value : compare(subject, value, (order) => order === 0);
      if (holds === true) return evaluate(branch.result, scope);
      if (holds !== false) return UNKNOWN;
    }
  }
  return expression.otherwise === null ? null : evaluate(expression.otherwise, scope);
}

function evaluateCast(expression: CastExpression, value: Value, scope: Scope): Value {
  if (expression.type.collections.length > 0 || value === UNKNOWN) return UNKNOWN;
  switch (expression.type.name) {
    case "DATE":
      return value === null ? null : UNKNOWN;
    case "TIMESTAMP":
      if (value === null) return null;
      if (typeof value === "string") return inZone(parseIsoTime(value), scope);
      return typeof value === "bigint" ? value : UNKNOWN;
    case "VARCHAR":
      return toText(value);
    case "BIGINT":
    case "INTEGER":
      // A cast does not cut a fraction off a text, as the reading of a column does.
      return typeof value === "string" && !/^[+-]?\d+$/u.test(value) ? UNKNOWN : toLong(value);
    case "DOUBLE":
      return toDouble(value);
    case "FLOAT":
    case "REAL":
    case "DECIMAL":
      return typeof value === "number" && !Number.isFinite(value) ? value : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

function evaluateCall(call: FunctionCall, scope: Scope): Value {
  const name = call.name.parts.map((part) => part.name.toUpperCase()).join(".");
  if (call.over !== null || call.filter !== null) return UNKNOWN;
  if (name === "NVL" || name === "COALESCE") return coalesce(call.arguments, scope);
  const evaluator = evaluators[name];
  return evaluator === undefined ? UNKNOWN : evaluator(call.arguments.map((argument) => valueOfArgument(argument, scope)), call, scope);
}

function valueOfArgument(argument: Argument, scope: Scope): Value {
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
      return evaluate(argument, scope);
  }
}

/** One after the other: what follows the first value is not asked for. */
function coalesce(operands: readonly Argument[], scope: Scope): Value {
  for (const operand of operands) {
    const value = valueOfArgument(operand, scope);
    if (value === UNKNOWN || value === "" || value instanceof MultiValue) return UNKNOWN;
    if (value !== null) return value;
  }
  return null;
}
