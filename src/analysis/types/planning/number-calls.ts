import type { Argument } from "../../../syntax/nodes.ts";
import { bare } from "../operands.ts";
import { at, literalNeeded, withArgument, type PlanCheck } from "./call-arguments.ts";
import { constantNumber, isConstant, plainNumber } from "./constants.ts";

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
