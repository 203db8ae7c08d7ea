import { atLeast } from "../../druid/releases.ts";
import type { Argument } from "../../syntax/nodes.ts";
import { type CallBinding, coerceOperand, type OperandChecker, operandType, typeFailure } from "./call-binding.ts";
import { implicitCast } from "./coercion.ts";
import { areComparable } from "./least-restrictive.ts";
import { bare, families, isLiteral, isNullLiteral, isUnordered, literalFailure, nullFailure, withoutCasts } from "./operands.ts";
import { inFamily, isBooleanType, isCharacter, isInteger, isNull, isNumeric, isUnknown, printType, type TypeFamily } from "./sql-type.ts";

/** Operand checks that belong to one function or a few. */

function belongs(binding: CallBinding, index: number, families: readonly TypeFamily[]): boolean {
  const type = operandType(binding, index);
  const operand = binding.operands[index];
  if (isUnknown(type) || type.name === "ANY" || (operand !== undefined && isNullLiteral(operand, false))) return true;
  return families.some((family) => inFamily(type, family));
}

interface SequenceOptions {
  /** Positions that take nothing but a literal. */
  readonly literals?: readonly number[];
  /** The number of operands without which it does not apply. */
  readonly least?: number;
}

/** Position by position one of some families, no casts (OperandTypes.sequence over families). */
export function sequence(...parts: readonly (readonly TypeFamily[] | SequenceOptions)[]): OperandChecker {
  const positions = parts.filter((part): part is readonly TypeFamily[] => Array.isArray(part));
  const options = parts.find((part): part is SequenceOptions => !Array.isArray(part));
  return (binding) => {
    for (let index = 0; index < binding.types.length; index++) {
      const expected = positions[index];
      if (expected === undefined || !belongs(binding, index, expected)) return typeFailure;
      if (options?.literals?.includes(index) === true && !isValueLiteral(binding.operands[index])) return typeFailure;
    }
    return binding.types.length < (options?.least ?? 1) ? typeFailure : null;
  };
}

const isValueLiteral = (operand: Argument | undefined): boolean => operand !== undefined && isLiteral(operand, false) && !isNullLiteral(operand, false);

/** After the first operand, literals of these families, text standing for numbers (OperandTypes.sequence with LITERAL). */
export function literalSequence(...expected: readonly TypeFamily[]): OperandChecker {
  return (binding) => {
    for (let index = 1; index < binding.types.length; index++) {
      const family = expected[index - 1];
      if (family === undefined || !isValueLiteral(binding.operands[index])) return typeFailure;
      const cast = implicitCast(operandType(binding, index), family);
      if (cast === null) return typeFailure;
      if (cast !== binding.types[index]) coerceOperand(binding, index, cast);
    }
    return null;
  };
}

/** From that position on, numeric literals (DoublesSketchListArgOperandTypeChecker). */
export function literalNumber(from: number): OperandChecker {
  return (binding) => {
    for (let index = from; index < binding.types.length; index++) {
      const operand = binding.operands[index];
      const type = operandType(binding, index);
      if (operand === undefined || !isLiteral(operand, true)) return literalFailure(binding, operand ?? binding.node);
      if (!isNumeric(type) && !isUnknown(type)) return typeFailure;
    }
    return null;
  };
}

/** `f(expression, bytes)`: the second operand, where given, is a whole number that is not negative, or text. */
export function sizeLiteral(position: number, first: TypeFamily = "ANY"): OperandChecker {
  return (binding) => {
    if (!belongs(binding, 0, [first])) return typeFailure;
    const operand = binding.operands[position];
    return operand === undefined || isSize(binding, operand, position) ? null : typeFailure;
  };
}

/** From 28 on casts of a literal to a whole number are literals, too. */
function isSize(binding: CallBinding, operand: Argument, index: number): boolean {
  const type = operandType(binding, index);
  if (isUnknown(type) || isCharacter(type)) return true;
  const literal = atLeast(binding.environment.release, 28) ? withoutCasts(operand) : bare(operand);
  return isInteger(type) && literal.kind === "NumericLiteral" && Number(literal.text) <= 0x7fffffff;
}

/** STRING_AGG(expression, separator[, bytes]). */
export const stringAggregation: OperandChecker = (binding) => {
  const type = operandType(binding, 0);
  if (type.name === "OTHER") return { rule: "aggregate-argument-type", message: "complex", data: { function: binding.name }, operand: null, placed: false };
  if (binding.types.length > 1) {
    const cast = implicitCast(operandType(binding, 1), "CHARACTER");
    if (cast === null) return typeFailure;
    if (cast !== binding.types[1]) coerceOperand(binding, 1, cast);
  }
  const size = binding.operands[2];
  return size === undefined || isSize(binding, size, 2) ? null : typeFailure;
};

/** EARLIEST_BY(expression, time[, bytes]) until 27: with two operands text is taken for a time, with three it is not. */
export const timedAggregation: OperandChecker = (binding) => {
  if (binding.types.length === 2) {
    const type = operandType(binding, 1);
    if (isUnknown(type) || inFamily(type, "TIMESTAMP") || isNull(type)) return null;
    const cast = implicitCast(type, "TIMESTAMP");
    if (cast === null) return typeFailure;
    coerceOperand(binding, 1, cast);
    return null;
  }
  if (!belongs(binding, 1, ["TIMESTAMP"]) || !belongs(binding, 2, ["NUMERIC"])) return typeFailure;
  return isValueLiteral(binding.operands[2]) ? null : typeFailure;
};

/** A type that MIN and MAX can order. */
export const orderedOperand: OperandChecker = (binding) => (isUnordered(operandType(binding, 0)) ? typeFailure : null);

/** HUMAN_READABLE_…(number[, number]): no NULL literal (HumanReadableFormatOperandTypeChecker). */
export const formatOperands: OperandChecker = (binding) =>
  binding.types.every((type) => isNumeric(type) || isUnknown(type)) ? null : typeFailure;

/** STRING_FORMAT(format, …) (StringFormatOperandTypeChecker). */
export const formatString: OperandChecker = (binding) => {
  const type = operandType(binding, 0);
  return isCharacter(type) || isUnknown(type) ? null : typeFailure;
};

/** IPV4_MATCH, IPV6_MATCH: an address of these families and a block that is text, no casts. */
export function ipAddress(...address: readonly TypeFamily[]): OperandChecker {
  return sequence(address, ["STRING"]);
}

/** Any number of operands comparable with each other (SameOperandTypeChecker): its own words, at the call. */
export const sameParameters: OperandChecker = (binding) => {
  for (let index = 1; index < binding.types.length; index++) {
    if (!areComparable(operandType(binding, index), operandType(binding, index - 1))) {
      return { rule: "function-argument-type", message: "same", data: { function: binding.name }, operand: null };
    }
  }
  return null;
};

const texts = families("STRING", "STRING");
const textsFrom = families("STRING", "STRING", "INTEGER");

/** POSITION: text of the same kind. */
export const sameStrings: OperandChecker = (binding) => {
  if (binding.types.some((type) => type.element !== null || type.name === "OTHER")) return sameParameters(binding) ?? typeFailure;
  return binding.types.length === 3 ? textsFrom(binding) : texts(binding);
};

/** TIME_IN_INTERVAL(time, 'interval') until 27: the interval a plain literal. */
export const intervalLiteral: OperandChecker = (binding) => {
  if (!belongs(binding, 0, ["TIMESTAMP"])) return typeFailure;
  const operand = binding.operands[1];
  return operand !== undefined && bare(operand).kind === "StringLiteral" ? null : typeFailure;
};

/** ARRAY_QUANTILE(array, rank): the rank a numeric literal. */
export const quantileRank: OperandChecker = (binding) => {
  const [array, rank] = binding.operands;
  if (array === undefined || rank === undefined) return typeFailure;
  const type = operandType(binding, 0);
  if (type.element === null && !isUnknown(type)) return isNullLiteral(array, true) ? nullFailure(array) : typeFailure;
  if (!isLiteral(rank, true)) return literalFailure(binding, rank);
  const rankType = operandType(binding, 1);
  if (isNumeric(rankType) || isUnknown(rankType)) return null;
  return isNullLiteral(rank, true) ? nullFailure(rank) : typeFailure;
};

const truthValues = families("BOOLEAN", "BOOLEAN");

/** AND, OR: truth values, NULL included. */
export const logical: OperandChecker = (binding) => {
  const failure = truthValues(binding);
  const odd = binding.types.findIndex((type) => !isBooleanType(type) && type.name !== "NULL");
  const [type, operand] = [binding.types[odd], binding.operands[odd]];
  if (failure === null || type === undefined || operand === undefined) return failure;
  return { rule: "condition-not-boolean", message: "condition", data: { clause: binding.name, type: printType(type) }, operand, placedAtCall: true };
};

/** ROUND's digits are no BIGINT from 31 on. */
export const narrowDigits: OperandChecker = (binding) => (binding.types[1]?.name === "BIGINT" && !isCharacterOperand(binding) ? typeFailure : null);

const isCharacterOperand = (binding: CallBinding): boolean => {
  const own = binding.operands[1] === undefined ? undefined : binding.environment.types.get(binding.operands[1] as never);
  return own !== undefined && (isCharacter(own) || isNull(own));
};

/** NTILE: a whole number written down, not negative and no larger than an int (POSITIVE_INTEGER_LITERAL); Druid blames the call. */
export const positiveLiteral: OperandChecker = (binding) => {
  const [operand] = binding.operands;
  const [type] = binding.types;
  if (operand === undefined || type === undefined) return null;
  if (isNullLiteral(operand, true)) return { ...nullFailure(operand), operand: null };
  if (!isLiteral(operand, false) || isCharacter(type)) return { ...literalFailure(binding, operand), operand: null };
  if (!inFamily(type, "INTEGER")) return typeFailure;
  const node = bare(operand);
  if (node.kind === "NumericLiteral" && Number(node.text) <= 2_147_483_647) return null;
  return { rule: "function-argument-value", message: "count", data: { function: binding.name }, operand: null };
};

/** A sketch of that type. */
export const sketchOf = (complex: string): OperandChecker => (binding) => (binding.types[0]?.complex === complex ? null : typeFailure);
