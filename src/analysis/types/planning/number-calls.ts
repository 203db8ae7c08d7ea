import { before } from "../../../druid/releases.ts";
import type { Argument } from "../../../syntax/nodes.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import { bare } from "../operands.ts";
import { at, literalNeeded, withArgument, type PlanCheck } from "./call-arguments.ts";
import { constantNumber, constantText, isConstant, plainNumber } from "./constants.ts";

/** Functions that give NaN or an infinity for some constants, which the planner cannot write down. */
const undefinedFor: Readonly<Record<string, (value: number) => boolean>> = {
  SQRT: (value) => value < 0,
  LN: (value) => value <= 0,
  LOG10: (value) => value <= 0,
  ACOS: (value) => Math.abs(value) > 1,
  ASIN: (value) => Math.abs(value) > 1,
  EXP: (value) => !Number.isFinite(Math.exp(value)),
  COT: (value) => value === 0,
};

/** The result of a constant is a number that can be written down. */
export const finiteResult: PlanCheck = withArgument(0, (planned, argument) => {
  const value = constantNumber(argument) ?? numberOfText(constantText(argument), planned.environment);
  const undefinedAt = undefinedFor[planned.name];
  if (planned.position === "filter" || Number.isNaN(value) || undefinedAt === undefined || !undefinedAt(value)) return null;
  return { rule: "constant-not-computable", message: "finite", data: { function: planned.name, value } };
});

/** Text as a number: until 27 what is none counts as 0. */
function numberOfText(text: string | null | undefined, environment: TypeEnvironment): number {
  const value = typeof text === "string" ? Number(text) : Number.NaN;
  return Number.isNaN(value) && typeof text === "string" && text !== "" && before(environment.release, 28) ? 0 : value;
}

/** A constant power is finite. */
export const powerResult: PlanCheck = (planned) => {
  const base = constantNumber(planned.arguments[0]);
  const exponent = constantNumber(planned.arguments[1]);
  if (typeof base !== "number" || typeof exponent !== "number" || Number.isFinite(base ** exponent)) return null;
  return { rule: "constant-not-computable", message: "finite", data: { function: "POWER", value: base } };
};

/** Bits below 0 are NaN. */
export const bitsResult: PlanCheck = withArgument(0, (planned, argument) => {
  const value = plainNumber(argument);
  return value !== undefined && value < 0 ? { rule: "constant-not-computable", message: "finite", data: { function: planned.name, value } } : null;
});

/** The digits to keep are known while planning. */
export const truncateDigits: PlanCheck = withArgument(1, (planned, argument) => (plainNumber(argument) === undefined && !isFoldable(argument) ? literalNeeded(planned, 1) : null));

const isFoldable = (argument: Argument): boolean => isConstant(argument) && constantNumber(argument) !== null && bare(argument).kind !== "CastExpression";

/** The planner computes ROUND of constants, whose digits must be a number. */
export const roundDigits: PlanCheck = withArgument(1, (planned, argument) => {
  if (!planned.arguments.every(isConstant) || bare(argument).kind !== "NullLiteral") return null;
  return at(planned, 1, { rule: "function-argument-literal", message: "plan", data: { function: planned.name } });
});

/** A constant is formatted with 0 to 3 digits. */
export const precisionBounds: PlanCheck = withArgument(1, (planned, argument) => {
  const digits = plainNumber(argument);
  const constant = planned.arguments[0] !== undefined && isConstant(planned.arguments[0]);
  return constant && digits !== undefined && (digits < 0 || digits > 3) ? at(planned, 1, { rule: "function-argument-value", message: "precision", data: { function: planned.name, value: digits } }) : null;
});
