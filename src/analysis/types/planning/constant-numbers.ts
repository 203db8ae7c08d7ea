import { childAround, nodesOfKind } from "../../../syntax/find-node.ts";
import { atLeast, before } from "../../../druid/releases.ts";
import type { Argument, Expression, Node } from "../../../syntax/nodes.ts";
import { toNumber, type Value } from "../../dry-run/values.ts";
import type { SqlType } from "../../model.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import { bare } from "../operands.ts";
import { isDecimal, isInteger, isNumeric, unknownType } from "../sql-type.ts";
import type { PlanFault } from "./call-arguments.ts";
import { constantNumber, constantValue, isConstant } from "./constants.ts";
import type { PlannedExpression } from "./position.ts";

/** Longer ones are no constants that somebody wrote down; keeps the work linear where calls are nested. */
const longest = 300;

const typeOf = (node: Expression, environment: TypeEnvironment): SqlType => environment.types.get(node) ?? unknownType;

/**
 * A constant that comes to an infinity or NaN, alone or in an array: the planner computes it and cannot write it down. It computes the
 * outermost constant: what is within another of a different type does no harm.
 */
export function unwritableNumber(node: Expression, { environment, root }: PlannedExpression): PlanFault | null {
  if (node.kind === "ParenthesizedExpression" || node.end - node.start > longest || !holdsFractions(node, environment) || !isConstant(node)) return null;
  const parts = node.kind === "CollectionConstructor" ? node.elements : [node];
  const found = parts.map((part) => constantValue(part, environment.release)).find((value): value is number => typeof value === "number" && !isWritable(value, typeOf(node, environment), environment));
  if (found === undefined || isWithinConstant(node, root)) return null;
  const divisor = zeroDivisor(node, environment);
  if (divisor !== undefined) return { rule: "constant-division-by-zero", message: "zero", data: {}, at: divisor };
  return { rule: "constant-not-computable", message: "finite", data: { value: String(found) } };
}

function holdsFractions(node: Expression, environment: TypeEnvironment): boolean {
  const type = typeOf(node, environment);
  const number = type.element ?? type;
  if (!isNumeric(number) || isInteger(number)) return false;
  const cast = environment.coercions.get(node);
  return cast === undefined || isNumeric(cast);
}

/** From 28 on the largest number, which ROUND makes of an infinity, is too large for a DECIMAL. */
function isWritable(value: number, type: SqlType, { release }: TypeEnvironment): boolean {
  return Number.isFinite(value) && (before(release, 28) || !isDecimal(type) || Math.abs(value) < Number.MAX_VALUE);
}

function isWithinConstant(node: Expression, root: Expression): boolean {
  for (let at: Node | null = root; at !== null && at !== node; at = childAround(at, node)) {
    if (isConstant(at as Expression)) return true;
  }
  return false;
}

function zeroDivisor(node: Expression, environment: TypeEnvironment): Expression | undefined {
  return nodesOfKind(node, "BinaryExpression").find(({ operator, right }) => operator === "/" && isZero(right, environment))?.right;
}

/** Constant whole numbers divided by zero (`/`, MOD, DIV), at which the planner stops. */
export function zeroDivision(node: Expression, dividend: Argument, divisor: Argument, { environment }: PlannedExpression): PlanFault | null {
  if (!isInteger(typeOf(node, environment)) || divisor.end - divisor.start > longest || !isZero(divisor, environment) || !isNumber(dividend, environment)) return null;
  return { rule: "constant-division-by-zero", message: "zero", data: {}, at: divisor };
}

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
  const value: Value = constantValue(node, environment.release);
  const number = toNumber(value);
  if (typeof number === "bigint" || typeof number === "number") return Number(number);
  if (number !== null) return undefined;
  // Until 27 a text that is no number counts as 0.
  return typeof value === "string" && !atLeast(environment.release, 28) ? 0 : null;
}
