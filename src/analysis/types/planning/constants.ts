import { before, type Release } from "../../../druid/releases.ts";
import type { Argument, Expression } from "../../../syntax/nodes.ts";
import { evaluate } from "../../dry-run/evaluate.ts";
import { DivisionByZero, UNKNOWN, type Value } from "../../dry-run/values.ts";
import { bare } from "../operands.ts";

/** Calls whose value differs from run to run or is not folded. */
const volatile: ReadonlySet<string> = new Set(["RAND", "RAND_INTEGER", "LOOKUP"]);

/** True when the planner can fold the expression: no columns, no queries, no aggregates. */
export function isConstant(argument: Argument): boolean {
  let node = bare(argument);
  // A chain of operators leans to the left and may be thousands long.
  while (node.kind === "BinaryExpression") {
    if (!isConstant(node.right)) return false;
    node = bare(node.left);
  }
  switch (node.kind) {
    case "NumericLiteral":
    case "StringLiteral":
    case "BinaryLiteral":
    case "BooleanLiteral":
    case "NullLiteral":
    case "DateTimeLiteral":
    case "IntervalLiteral":
    case "TimeUnit":
    case "ArgumentKeyword":
      return true;
    case "UnaryExpression":
    case "CastExpression":
      return isConstant(node.operand);
    case "IsExpression":
      return isConstant(node.operand);
    case "LikeExpression":
      return isConstant(node.operand) && isConstant(node.pattern) && (node.escape === null || isConstant(node.escape));
    case "BetweenExpression":
      return isConstant(node.operand) && isConstant(node.low) && isConstant(node.high);
    case "InExpression":
      return !node.query && isConstant(node.operand) && node.values.every(isConstant);
    case "CaseExpression":
      return [node.operand, node.otherwise, ...node.branches.flatMap((branch) => [...branch.conditions, branch.result])].every((part) => part === null || isConstant(part));
    case "FunctionCall":
      return node.over === null && !volatile.has(node.name.parts[0]?.name.toUpperCase() ?? "") && (node.arguments.length > 0 || node.form === "bare") && node.arguments.every(isConstant);
    case "CollectionConstructor":
      return node.query === null && node.elements.every(isConstant);
    default:
      return false;
  }
}

/** The value of a constant as far as every release computes it alike, or as the one that is given does. */
export function constantValue(node: Expression, release?: Release): Value {
  // In the null handling of releases before 28 a text that is no number counts as 0.
  const unreadable = release === undefined ? UNKNOWN : before(release, 28) ? 0n : null;
  try {
    return evaluate(node, { column: () => UNKNOWN, utc: true, unreadable });
  } catch (error) {
    if (error instanceof DivisionByZero) return UNKNOWN;
    throw error;
  }
}

/** The text of a constant, `null` for NULL, `undefined` when it is no text or not worked out: literals, casts and `||` of them. */
export function constantText(argument: Argument | undefined): string | null | undefined {
  if (argument === undefined) return undefined;
  const node = bare(argument);
  switch (node.kind) {
    case "StringLiteral":
      return node.value;
    case "NullLiteral":
      return null;
    case "CastExpression":
      return node.type.name === "VARCHAR" && node.type.precision === null ? constantText(node.operand) : constantText(node.operand) === null ? null : undefined;
    case "BinaryExpression": {
      if (node.operator !== "||") return undefined;
      const left = constantText(node.left);
      const right = constantText(node.right);
      return left === undefined || right === undefined ? undefined : left === null || right === null ? null : left + right;
    }
    default:
      return undefined;
  }
}

/** The number a constant expression comes to; `null` for NULL, `undefined` when it is not worked out here. */
export function constantNumber(argument: Argument | undefined): number | null | undefined {
  if (argument === undefined) return undefined;
  const node = bare(argument);
  switch (node.kind) {
    case "NumericLiteral":
      return Number(node.text);
    case "NullLiteral":
      return null;
    case "UnaryExpression": {
      const value = constantNumber(node.operand);
      return node.operator === "-" && typeof value === "number" ? -value : node.operator === "+" ? value : undefined;
    }
    case "BinaryExpression":
      return arithmetic(node.operator, constantNumber(node.left), constantNumber(node.right));
    default:
      return undefined;
  }
}

function arithmetic(operator: string, left: number | null | undefined, right: number | null | undefined): number | null | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (left === null || right === null) return null;
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? undefined : left / right;
    default:
      return undefined;
  }
}

/** `-1` and `1` count; anything to be worked out does not. */
export function plainNumber(argument: Argument | undefined): number | undefined {
  if (argument === undefined) return undefined;
  const node = bare(argument);
  if (node.kind === "NumericLiteral") return Number(node.text);
  if (node.kind === "UnaryExpression" && node.operator === "-" && node.operand.kind === "NumericLiteral") return -Number(node.operand.text);
  return undefined;
}
