import type { Argument, Expression } from "../../syntax/nodes.ts";
import type { SqlType } from "../model.ts";
import type { CallBinding, CheckFailure } from "./call-binding.ts";
import type { TypeEnvironment } from "./expression-scope.ts";
import type { OperatorDefinition } from "./operators/definition.ts";
import { printType, unknownType } from "./sql-type.ts";
import { calciteStart, reportViolation } from "./violations.ts";

export function bind(name: string, node: Expression, operands: readonly Argument[], types: SqlType[], environment: TypeEnvironment): CallBinding {
  return { environment, name, node, operands, types };
}

/** Checks the call's operands and infers its type; UNKNOWN after a violation was reported. */
export function applyDefinition(definition: OperatorDefinition, binding: CallBinding): SqlType {
  const failure = definition.check(binding);
  if (failure !== null) {
    reportFailure(failure, binding);
    return unknownType;
  }
  const type = definition.returns(binding);
  if (type !== null) return type;
  reportFailure({ rule: "function-argument-type", message: "mixed", operand: null, placed: false }, binding);
  return unknownType;
}

export function reportFailure(failure: CheckFailure, binding: CallBinding): void {
  const blamed = failure.operand ?? binding.node;
  const data = { function: binding.name, types: binding.types.map(reportTypes).join(", "), ...failure.data };
  reportViolation(binding.environment, blamed, failure.rule, failure.message, data, { at: calciteStart(failure.placedAtCall === true ? binding.node : blamed), placed: failure.placed ?? true });
}

/** A type in a message. */
export const reportTypes = (type: SqlType): string => printType(type);
