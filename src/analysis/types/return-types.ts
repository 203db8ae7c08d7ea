import { atLeast } from "../../druid/releases.ts";
import type { Expression } from "../../syntax/nodes.ts";
import type { SqlType, SqlTypeName } from "../model.ts";
import { type CallBinding, operandType, type ReturnInference } from "./call-binding.ts";
import { leastRestrictive } from "./least-restrictive.ts";
import {
  arrayType,
  charType,
  complexType,
  decimalType,
  isApproximateNumeric,
  isCharacter,
  isDecimal,
  isExactNumeric,
  isInteger,
  isInterval,
  isNull,
  isNumeric,
  isUnknown,
  nullableType,
  precisionOf,
  scaleOf,
  sqlType,
  timestampType,
  unknownType,
  withNullability,
} from "./sql-type.ts";

const someNullable = (binding: CallBinding): boolean => binding.types.some((type) => type.nullable);

/** Always that type. */
export const returns = (type: SqlType): ReturnInference => () => type;

/** That type, admitting NULL. */
export const returnsNullable = (name: SqlTypeName): ReturnInference => returns(nullableType(name));

/** That type, admitting NULL when an operand does (SqlTypeTransforms.TO_NULLABLE). */
export function returnsCascading(type: SqlType): ReturnInference {
  return (binding) => withNullability(type, someNullable(binding));
}

export const cascading = (name: SqlTypeName): ReturnInference => returnsCascading(sqlType(name));

export const returnsTimestamp: ReturnInference = returnsCascading(timestampType);
export const returnsComplex = (name: string): ReturnInference => returns(complexType(name));
export const returnsArrayOf = (name: SqlTypeName): ReturnInference => returns(arrayType(nullableType(name), true));

/** The operand's own type (ReturnTypes.ARG0 and its like). */
export const sameAs = (index: number): ReturnInference => (binding) => binding.types[index] ?? unknownType;

export const sameAsNullable = (index: number): ReturnInference => (binding) => withNullability(binding.types[index] ?? unknownType, someNullable(binding));

/** An array type as it is; any other becomes the type of its array. */
export const arrayLike = (index: number): ReturnInference => (binding) => {
  const type = operandType(binding, index);
  if (type.element !== null || isUnknown(type)) return type;
  return arrayType(type.name === "CHAR" ? charType(1) : nullableType(type.name), true);
};

export const elementOf = (index: number): ReturnInference => (binding) => {
  const type = operandType(binding, index);
  return type.element ?? type;
};

// Arithmetic (Calcite's ReturnTypes.DECIMAL_SUM and its like in Druid's type system: at most 19 digits)

const maxDigits = 19;

function decimalPair(left: SqlType, right: SqlType): boolean {
  return isExactNumeric(left) && isExactNumeric(right) && (isDecimal(left) || isDecimal(right));
}

const bounded = (precision: number, scale: number): SqlType => decimalType(Math.min(precision, maxDigits), Math.min(scale, maxDigits));

function numericResult(binding: CallBinding, decimal: (left: SqlType, right: SqlType) => SqlType): SqlType | null {
  const left = operandType(binding, 0);
  const right = operandType(binding, 1);
  if (isUnknown(left) || isUnknown(right)) return unknownType;
  const nullable = left.nullable || right.nullable;
  if (decimalPair(left, right)) return withNullability(decimal(left, right), nullable);
  const common = leastRestrictive([left, right]);
  return common === null ? null : withNullability(common, nullable);
}

function decimalSum(left: SqlType, right: SqlType): SqlType {
  const scale = Math.max(scaleOf(left), scaleOf(right));
  const whole = Math.max(precisionOf(left) - scaleOf(left), precisionOf(right) - scaleOf(right));
  return bounded(whole + scale + 1, scale);
}

/** `+` and `-`: a date or time plus an interval stays what it is. */
export const sum: ReturnInference = (binding) => {
  const left = operandType(binding, 0);
  const right = operandType(binding, 1);
  const nullable = left.nullable || right.nullable;
  if (isInterval(right) && !isInterval(left) && !isNull(left)) return withNullability(left, nullable);
  if (isInterval(left) && !isInterval(right) && !isNull(right)) return withNullability(right, nullable);
  return numericResult(binding, decimalSum);
};

/** `*`: an interval times a number is an interval. */
export const product: ReturnInference = (binding) => {
  const interval = binding.types.find(isInterval);
  if (interval !== undefined) return withNullability(interval, someNullable(binding));
  return numericResult(binding, (left, right) => bounded(precisionOf(left) + precisionOf(right), scaleOf(left) + scaleOf(right)));
};

/** `/` */
export const quotient: ReturnInference = (binding) => {
  const interval = binding.types.find(isInterval);
  if (interval !== undefined) return withNullability(interval, someNullable(binding));
  return numericResult(binding, (left, right) => {
    const whole = precisionOf(left) - scaleOf(left) + scaleOf(right);
    const scale = Math.min(Math.max(6, scaleOf(left) + precisionOf(right) + 1), maxDigits - Math.min(whole, maxDigits));
    return bounded(Math.min(whole, maxDigits) + scale, scale);
  });
};

/** MOD: the second operand's type. */
export const modulus: ReturnInference = sameAsNullable(1);

/** FLOOR and CEIL: a decimal loses its fraction. */
export const withoutScale: ReturnInference = (binding) => {
  const type = operandType(binding, 0);
  return isDecimal(type) && scaleOf(type) > 0 ? withNullability(decimalType(precisionOf(type), 0), type.nullable) : type;
};

/** `||` in text of known lengths; anything else is text. */
export const concatenation: ReturnInference = (binding) => {
  const left = operandType(binding, 0);
  const right = operandType(binding, 1);
  const nullable = left.nullable || right.nullable;
  if (left.element !== null) return withNullability(left, nullable);
  if (isNull(left) || isNull(right)) return withNullability(isNull(left) ? right : left, true);
  if (left.name === "CHAR" && right.name === "CHAR" && left.precision !== null && right.precision !== null) {
    return sqlType("CHAR", { precision: left.precision + right.precision, nullable });
  }
  const precision = left.precision === null || right.precision === null ? null : left.precision + right.precision;
  return sqlType("VARCHAR", { precision, nullable });
};

// Aggregates (DruidTypeSystem.deriveSumType, deriveAvgAggType)

const wide = (type: SqlType): SqlType => (isUnknown(type) ? unknownType : isInteger(type) ? sqlType("BIGINT") : sqlType("DOUBLE"));

export const sumAggregate: ReturnInference = (binding) => withNullability(wide(operandType(binding, 0)), true);
export const averageAggregate: ReturnInference = (binding) => withNullability(operandType(binding, 0), true);

/** GREATEST and LEAST: the first text's type, else the wider kind of number (ReductionOperatorConversionHelper). */
export const reduction: ReturnInference = (binding) => {
  let wide = false;
  for (const type of binding.types) {
    if (isUnknown(type)) return unknownType;
    if (isCharacter(type)) return type.name === "CHAR" ? charType(1) : nullableType("VARCHAR");
    if (type.element !== null && isNull(type.element)) return null;
    wide ||= isApproximateNumeric(type) || isDecimal(type);
  }
  if (binding.types.every(isNull)) return nullableType("NULL");
  return sqlType(wide ? "DOUBLE" : "BIGINT", { nullable: atLeast(binding.environment.release, 28) });
};

// Functions of Druid's own kind

/** The first operand's type before any cast (NULLIF, which is a CASE of it). */
export const uncastFirst: ReturnInference = (binding) => {
  const operand = binding.operands[0];
  return withNullability((operand === undefined ? null : binding.environment.types.get(operand as Expression)) ?? operandType(binding, 0), true);
};

/** What all operands have in common, NULL when all are; null where nothing is (NVL, COALESCE not rewritten). */
export const leastRestrictiveOrFail: ReturnInference = (binding) => {
  const type = leastRestrictive(binding.types, binding.environment.release);
  return type === null ? null : withNullability(type, binding.types.every((one) => one.nullable));
};

/** Text of the operand's length, but never padded (ARG0_NULLABLE_VARYING). */
export const varyingText = (index: number): ReturnInference => (binding) => {
  const type = operandType(binding, index);
  return type.name === "CHAR" ? sqlType("VARCHAR", { precision: type.precision, nullable: someNullable(binding) }) : withNullability(type, someNullable(binding));
};

/** An array of the operand's type, never NULL (ArrayAggReturnTypeInference). */
export const arrayAggregate: ReturnInference = (binding) => {
  const type = operandType(binding, 0);
  return arrayType(isNull(type) ? sqlType("ANY", { nullable: true }) : type);
};

/** An aggregate that is NULL over no rows. */
export const sameAsOrNull = (index: number): ReturnInference => (binding) => withNullability(operandType(binding, index), true);

/** EARLIEST, LATEST, ANY_VALUE: numbers and text stay, anything else is text (EarliestLatestReturnTypeInference). */
export const earliestLatest: ReturnInference = (binding) => {
  const type = operandType(binding, 0);
  if (isUnknown(type) || isNumeric(type) || isCharacter(type)) return type;
  return nullableType("VARCHAR");
};

/** COMPLEX_DECODE_BASE64('type', …): the type named. */
export const complexDecode: ReturnInference = (binding) => {
  const operand = binding.operands[0];
  return operand?.kind === "StringLiteral" ? complexType(`COMPLEX<${operand.value}>`) : unknownType;
};
