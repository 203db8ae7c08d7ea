import type { Argument, Expression } from "../../syntax/nodes.ts";
import type { SqlType } from "../model.ts";
import type { TypeEnvironment } from "./expression-scope.ts";
import { withNullability } from "./sql-type.ts";

/** A call under validation: Calcite's SqlCallBinding. */
export interface CallBinding {
  readonly environment: TypeEnvironment;
  /** The operator's name as Calcite prints it. */
  readonly name: string;
  readonly node: Expression;
  /** In the operator's order. */
  readonly operands: readonly Argument[];
  /** The operands' types; implicit casts replace them. */
  readonly types: SqlType[];
}

/** Why a call's operands are refused: the place is the call or one operand. */
export interface CheckFailure {
  readonly rule: string;
  readonly message: string;
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
  /** The operand to blame; null: the call. */
  readonly operand: Argument | null;
  /** True when Druid names the call's place although an operand is to blame. */
  readonly placedAtCall?: boolean;
  /** False when Druid names no place. */
  readonly placed?: boolean;
}

/** Null when the operands pass. May cast operands implicitly (changes `types`). */
export type OperandChecker = (binding: CallBinding) => CheckFailure | null;

/** Null: Calcite cannot tell, which is an exception of its own. */
export type ReturnInference = (binding: CallBinding) => SqlType | null;

/** Calcite's "Cannot apply 'F' to arguments of type …". */
export const typeFailure: CheckFailure = { rule: "function-argument-type", message: "types", operand: null };

/** Records that the operand is implicitly cast. */
export function coerceOperand(binding: CallBinding, index: number, type: SqlType): void {
  const operand = binding.operands[index];
  // A cast keeps whether the value may be NULL.
  binding.types[index] = withNullability(type, binding.types[index]?.nullable ?? type.nullable);
  if (operand !== undefined && isTyped(operand)) binding.environment.coercions.set(operand, type);
}

/** The type of an operand; UNKNOWN beyond the last. */
export function operandType(binding: CallBinding, index: number): SqlType {
  const type = binding.types[index];
  if (type === undefined) throw new RangeError(`operand ${index} of ${binding.name}`);
  return type;
}

export function isTyped(argument: Argument): argument is Expression {
  switch (argument.kind) {
    case "Star":
    case "NamedArgument":
    case "TimeUnit":
    case "ArgumentKeyword":
    case "DefaultArgument":
    case "TableArgument":
    case "Query":
      return false;
    default:
      return true;
  }
}
