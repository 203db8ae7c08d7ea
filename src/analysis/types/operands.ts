import { before } from "../../druid/releases.ts";
import type { Argument } from "../../syntax/nodes.ts";
import type { SqlType } from "../model.ts";
import { type CallBinding, type CheckFailure, coerceOperand, type OperandChecker, operandType, typeFailure } from "./call-binding.ts";
import { comparisonType, implicitCast, widestDecimal } from "./coercion.ts";
import { areComparable } from "./least-restrictive.ts";
import { comparisonFamily, inFamily, isBinary, isCharacter, isDatetime, isDecimal, isInterval, isNull, isNumeric, isUnknown, type TypeFamily } from "./sql-type.ts";

/** Without parentheses, as Calcite sees it. */
export function bare(argument: Argument): Argument {
  let node = argument;
  while (node.kind === "ParenthesizedExpression") node = node.expression;
  return node;
}

/** Without casts and parentheses. */
export function withoutCasts(argument: Argument): Argument {
  let node = bare(argument);
  while (node.kind === "CastExpression") node = bare(node.operand);
  return node;
}

/** Calcite's SqlUtil.isNullLiteral; with `casts`, CAST(NULL AS …) too. */
export function isNullLiteral(argument: Argument, casts: boolean): boolean {
  const node = bare(argument);
  if (node.kind === "NullLiteral") return true;
  if (node.kind === "BooleanLiteral") return node.value === null;
  return casts && node.kind === "CastExpression" && isNullLiteral(node.operand, casts);
}

/** Calcite's SqlUtil.isLiteral; with `casts`, a CAST of a literal too. */
export function isLiteral(argument: Argument, casts: boolean, arrays = false): boolean {
  const node = bare(argument);
  switch (node.kind) {
    case "CollectionConstructor":
      return arrays && node.query === null && node.elements.every((element) => isLiteral(element, casts, arrays));
    case "NumericLiteral":
    case "StringLiteral":
    case "BinaryLiteral":
    case "BooleanLiteral":
    case "NullLiteral":
    case "DateTimeLiteral":
    case "IntervalLiteral":
      return true;
    case "UnaryExpression":
      return (node.operator === "-" || node.operator === "+") && node.operand.kind === "NumericLiteral";
    case "CastExpression":
      return casts && isLiteral(node.operand, casts);
    default:
      return false;
  }
}

function acceptsFamily(binding: CallBinding, index: number, family: TypeFamily): boolean {
  const type = operandType(binding, index);
  if (isUnknown(type) || type.name === "ANY") return true;
  if (family === "ANY") return type.name !== "CURSOR";
  const operand = binding.operands[index];
  return inFamily(type, family) || (operand !== undefined && isNullLiteral(operand, false));
}

/** Calcite's FamilyOperandTypeChecker: one family an operand, implicit casts tried when one does not fit. */
export function families(...expected: readonly TypeFamily[]): OperandChecker {
  return (binding) => {
    if (binding.types.length !== expected.length) return typeFailure;
    if (expected.every((family, index) => acceptsFamily(binding, index, family))) return null;
    const casts = expected.map((family, index) => implicitCast(operandType(binding, index), family));
    if (casts.some((cast) => cast === null)) return typeFailure;
    casts.forEach((cast, index) => {
      if (cast !== null && cast !== binding.types[index]) coerceOperand(binding, index, cast);
    });
    return null;
  };
}

/** As `families`, without casts: what CompositeOperandTypeChecker tries first. */
function familiesAsTheyAre(expected: readonly TypeFamily[], binding: CallBinding): boolean {
  return binding.types.length === expected.length && expected.every((family, index) => acceptsFamily(binding, index, family));
}

export interface DruidOperands {
  /** By position; a call may stop after `required`. */
  readonly types: readonly TypeFamily[];
  /** Positions that must be literals. */
  readonly literals?: readonly number[];
  /** How many may not be NULL; all by default. */
  readonly required?: number;
  /** Further positions that may not be NULL although they may be left out. */
  readonly notNull?: readonly number[];
}

/** Druid's own DefaultOperandTypeChecker (BasicOperandTypeChecker): exact families, literals, no NULL in required places, no casts. */
export function druidOperands(operands: DruidOperands): OperandChecker {
  const required = operands.required ?? operands.types.length;
  return (binding) => {
    const arrays = !before(binding.environment.release, 28);
    const casts = !before(binding.environment.release, 27);
    for (let index = 0; index < binding.types.length; index++) {
      const operand = binding.operands[index];
      const family = operands.types[index];
      if (operand === undefined || family === undefined) return typeFailure;
      if (operands.literals?.includes(index) === true && !isLiteral(operand, casts, arrays)) return literalFailure(binding, operand);
      const type = operandType(binding, index);
      if (family === "ANY" || isUnknown(type) || inFamily(type, family)) continue;
      if (!isNull(type) && !isNullLiteral(operand, true)) return typeFailure;
      if (index < required || operands.notNull?.includes(index) === true) return nullFailure(operand);
    }
    return null;
  };
}

export const literalFailure = (binding: CallBinding, operand: Argument): CheckFailure => ({
  rule: "function-argument-literal",
  message: "literal",
  data: { function: binding.name },
  operand,
});

export const nullFailure = (operand: Argument): CheckFailure => ({ rule: "function-argument-type", message: "null", operand });

/** True for every call. */
export const anything: OperandChecker = () => null;

/** One of them must pass; arithmetic with text is cast first (CompositeOperandTypeChecker, OR). */
export function either(...checkers: readonly OperandChecker[]): OperandChecker {
  return (binding) => {
    let first: CheckFailure | null = null;
    for (const checker of checkers) {
      const failure = checker(binding);
      if (failure === null) return null;
      first ??= failure;
    }
    return first;
  };
}

/** All must pass (CompositeOperandTypeChecker, AND). */
export function both(...checkers: readonly OperandChecker[]): OperandChecker {
  return (binding) => {
    for (const checker of checkers) {
      const failure = checker(binding);
      if (failure !== null) return failure;
    }
    return null;
  };
}

/** Alternatives of families, as they are first and then with casts, in the order given. */
export function familyAlternatives(...alternatives: readonly (readonly TypeFamily[])[]): OperandChecker {
  const checkers = alternatives.map((alternative) => families(...alternative));
  return (binding) => {
    if (alternatives.some((alternative) => familiesAsTheyAre(alternative, binding))) return null;
    return checkers.some((checker) => checker(binding) === null) ? null : typeFailure;
  };
}

/** Arithmetic: text beside a number becomes a number (binaryArithmeticCoercion), then the alternatives. */
export function arithmetic(...alternatives: readonly (readonly TypeFamily[])[]): OperandChecker {
  const check = familyAlternatives(...alternatives);
  return (binding) => {
    coerceArithmetic(binding);
    return check(binding);
  };
}

function coerceArithmetic(binding: CallBinding): void {
  const [left, right] = binding.types;
  if (left === undefined || right === undefined || binding.types.length !== 2 || isInterval(left) || isInterval(right)) return;
  if ((isCharacter(left) || isBinary(left)) && isNumeric(right)) coerceOperand(binding, 0, isDecimal(right) ? widestDecimal : right);
  else if (isNumeric(left) && (isCharacter(right) || isBinary(right))) coerceOperand(binding, 1, isDecimal(left) ? widestDecimal : left);
}

/** `=` and `<>`: as `comparable`, and a truth value with a number. */
export const equatable: OperandChecker = (binding) => {
  const [left, right] = binding.types;
  if (left === undefined || right === undefined) return typeFailure;
  if (isNumeric(left) && right.name === "BOOLEAN") coerceOperand(binding, 1, left);
  else if (left.name === "BOOLEAN" && isNumeric(right)) coerceOperand(binding, 0, right);
  return comparable(binding);
};

/** As `comparable`, for types that have an order: COMPLEX has none. */
export const orderable: OperandChecker = (binding) => (binding.types.some(isUnordered) ? typeFailure : comparable(binding));

export const isUnordered = (type: SqlType): boolean => type.name === "OTHER";

/** Comparable with each other, text cast to what it stands beside (ComparableOperandTypeChecker). */
export const comparable: OperandChecker = (binding) => {
  if (binding.types.length === 2) {
    const [left, right] = binding.types;
    if (left !== undefined && right !== undefined && !staysText(binding, left, right)) castBoth(binding, comparisonType(left, right));
  } else {
    const types = withNullsTyped(binding.types);
    if (before(binding.environment.release, 28) && mixesTimes(types)) return typeFailure;
    const common = betweenType(types);
    castBoth(binding, common);
    return common !== null || types.every((type, index) => index === 0 || areComparable(type, types[index - 1] ?? type)) ? null : typeFailure;
  }
  return sameFamily(binding);
};

/** Until 27 `time = 'text'` is left as it is. */
function staysText(binding: CallBinding, left: SqlType, right: SqlType): boolean {
  if ((binding.name !== "=" && binding.name !== "NULLIF") || !before(binding.environment.release, 28)) return false;
  return (isCharacter(left) && isDatetime(right)) || (isDatetime(left) && isCharacter(right));
}

function castBoth(binding: CallBinding, common: SqlType | null): void {
  if (common === null) return;
  binding.types.forEach((type, index) => {
    if (type !== common && !isNull(type)) coerceOperand(binding, index, common);
  });
}

/** A NULL has the type of the first operand whose type is known (InferTypes.FIRST_KNOWN). */
function withNullsTyped(types: readonly SqlType[]): readonly SqlType[] {
  const known = types.find((type) => !isNull(type));
  return known === undefined ? types : types.map((type) => (isNull(type) ? known : type));
}

/** Until 27 a DATE and a TIMESTAMP that follow each other in BETWEEN have no type in common, nor with what stands beside them. */
function mixesTimes(types: readonly SqlType[]): boolean {
  return types.some((type, index) => {
    const previous = types[index - 1];
    return previous !== undefined && isDatetime(type) && isDatetime(previous) && type.name !== previous.name;
  });
}

/** The type for all operands of BETWEEN, null when some pair has none (getCommonTypeForComparison); an unknown one takes what the others have. */
function betweenType(operands: readonly SqlType[]): SqlType | null {
  const types = operands.filter((type) => !isUnknown(type));
  let [common = null] = types as readonly (SqlType | null)[];
  for (const type of types.slice(1)) {
    if (common === null) return null;
    common = comparisonFamily(common) === comparisonFamily(type) ? common : comparisonType(common, type);
  }
  return common === null || types.every((type) => comparisonFamily(type) === comparisonFamily(common)) ? null : common;
}

/** Each comparable with the one before it (SameOperandTypeChecker). */
export const sameFamily: OperandChecker = (binding) => {
  for (let index = 1; index < binding.types.length; index++) {
    if (!areComparable(operandType(binding, index), operandType(binding, index - 1))) return typeFailure;
  }
  return null;
};

