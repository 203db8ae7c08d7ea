import type { Argument, FunctionCall, Node } from "../../../syntax/nodes.ts";
import type { SqlType } from "../../model.ts";
import type { TypeEnvironment } from "../expression-scope.ts";
import { bare } from "../operands.ts";
import { isConstant } from "./constants.ts";
import type { PlanPosition } from "./position.ts";

/** What the planner refuses of a call: the rule, its message and what the message names; at an argument or at the call. */
export interface PlanFault {
  readonly rule: string;
  readonly message: string;
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
  readonly at?: Argument;
}

/** A call under planning and where it stands. */
export interface PlannedCall {
  readonly call: FunctionCall;
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly environment: TypeEnvironment;
  readonly position: PlanPosition;
  /** True for what is a column of the groups that the call is computed of. */
  readonly isGrouped: (node: Node) => boolean;
}

/** Gives what the planner refuses of a call; null when nothing. */
export type PlanCheck = (planned: PlannedCall) => PlanFault | null;

/** The type of an argument; null where there is none. */
export const typeOf = (planned: PlannedCall, index: number): SqlType | null => {
  const argument = planned.arguments[index];
  return argument === undefined ? null : (planned.environment.types.get(bare(argument) as never) ?? planned.environment.types.get(argument as never) ?? null);
};

/** The argument at `index` is no literal. */
export const literalNeeded = (planned: PlannedCall, index: number): PlanFault => at(planned, index, { rule: "function-argument-literal", message: "plan", data: { function: planned.name } });

/** The fault, placed at the argument of that index. */
export function at(planned: PlannedCall, index: number, fault: PlanFault): PlanFault {
  const argument = planned.arguments[index];
  return argument === undefined ? fault : { ...fault, at: argument };
}

/** Runs the checks in order, gives the first fault. */
export const each = (...checks: readonly PlanCheck[]): PlanCheck => (planned) => {
  for (const check of checks) {
    const fault = check(planned);
    if (fault !== null) return fault;
  }
  return null;
};

/** A check of the argument at `index`, where there is one. */
export const withArgument = (index: number, check: (planned: PlannedCall, argument: Argument) => PlanFault | null): PlanCheck => (planned) => {
  const argument = planned.arguments[index];
  return argument === undefined ? null : check(planned, argument);
};

/** The argument must be constant; computed, it is folded by itself. */
export const constantArgument = (index: number): PlanCheck => withArgument(index, (planned, argument) => (isConstant(argument) ? null : literalNeeded(planned, index)));

/** The argument must be a literal, though validation took an expression. */
export const literalArgument = (index: number): PlanCheck => withArgument(index, (planned, argument) => (isLiteralThen(argument, planned.arguments) ? null : literalNeeded(planned, index)));

/**
 * True when the planner has a literal for the operand once constants are folded. It folds the outermost constant: where all operands
 * are constant none of them is folded before the call, and only what is written down as a literal is one.
 */
export function isLiteralThen(operand: Argument, operands: readonly Argument[]): boolean {
  return isConstant(operand) && (isWritten(operand) || !operands.every(isConstant));
}

function isWritten(operand: Argument): boolean {
  const node = bare(operand);
  return node.kind === "CastExpression" ? isWritten(node.operand) : node.kind.endsWith("Literal");
}
