import { childAround } from "../../../syntax/find-node.ts";
import { atLeast, before } from "../../../druid/releases.ts";
import type { Argument, Expression, Node } from "../../../syntax/nodes.ts";
import { toNumber } from "../../dry-run/values.ts";
import type { SqlType } from "../../model.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import { bare } from "../operands.ts";
import { isInteger, isNumeric, unknownType } from "../sql-type.ts";
import type { PlanFault } from "./call-arguments.ts";
import { constantNumber, constantValue, isConstant } from "./constants.ts";
import type { PlannedExpression } from "./position.ts";

/** Longer ones are no constants that somebody wrote down; keeps the work linear where calls are nested. */
const longest = 300;

/**
 * A constant divided by a constant zero (`/`, MOD), which the planner computes: whole numbers end in an exception, others in an infinity or NaN,
 * which a number that is written down cannot be.
 */
export function zeroDivision(node: Expression, dividend: Argument, divisor: Argument, { environment, root }: PlannedExpression): PlanFault | null {
  if (divisor.end - divisor.start > longest || !isZero(divisor, environment) || !isNumber(dividend, environment)) return null;
  const type = typeOf(node, environment);
  if (!isInteger(type) && !isWrittenDown(node, root, environment)) return null;
  return { rule: "constant-division-by-zero", message: "zero", data: {}, at: divisor };
}

const typeOf = (node: Expression, environment: TypeEnvironment): SqlType => environment.types.get(node) ?? unknownType;

function isZero(divisor: Argument, environment: TypeEnvironment): boolean {
  const node = bare(divisor) as Expression;
  if (!isConstant(node)) return false;
  const number = numberOf(node, environment);
  // A text is cast to the type of the number beside it, and a fraction to a whole number is cut.
  const coerced = environment.coercions.get(node);
  return number === 0 || (coerced !== undefined && isInteger(coerced) && typeof number === "number" && Math.abs(number) < 1);
}

/** A constant that is no NULL, as far as it is worked out. */
function isNumber(dividend: Argument, environment: TypeEnvironment): boolean {
  const node = bare(dividend) as Expression;
  if (!isConstant(node) || constantNumber(node) === null) return false;
  return dividend.end - dividend.start > longest || numberOf(node, environment) !== null;
}

/** Undefined where it is not worked out. */
function numberOf(node: Expression, environment: TypeEnvironment): number | null | undefined {
  // 24 leaves the cast of a fraction alone.
  if (node.kind === "CastExpression" && before(environment.release, 25) && bare(node.operand).kind === "NumericLiteral") return undefined;
  const value = constantValue(node);
  const number = toNumber(value);
  if (typeof number === "bigint" || typeof number === "number") return Number(number);
  if (number !== null) return undefined;
  // Until 27 a text that is no number counts as 0.
  return typeof value === "string" && before(environment.release, 28) ? 0 : null;
}

/** True where the outermost constant around the node is a number that carries its infinity. */
function isWrittenDown(node: Expression, root: Expression, environment: TypeEnvironment): boolean {
  let folded = false;
  for (let at: Node = root; at !== node; ) {
    const inner = childAround(at, node);
    if (inner === null) return false;
    folded ||= isConstant(at as Expression);
    if (folded && !carries(at as Expression, inner, environment)) return false;
    at = inner;
  }
  return true;
}

function carries(outer: Expression, inner: Node, environment: TypeEnvironment): boolean {
  switch (outer.kind) {
    case "BinaryExpression":
      return outer.operator === "+" || outer.operator === "-" || outer.operator === "*" || (outer.operator === "/" && inner === outer.left);
    case "CastExpression":
      return isNumeric(typeOf(outer, environment)) && !isInteger(typeOf(outer, environment));
    case "FunctionCall":
      return outer.name.parts[0]?.name.toUpperCase() !== "ROUND" || atLeast(environment.release, 28);
    case "CaseExpression":
      return !outer.branches.some(({ conditions }) => conditions.includes(inner as Expression));
    default:
      return true;
  }
}
