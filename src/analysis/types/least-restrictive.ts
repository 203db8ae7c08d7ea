import { atLeast, type Release } from "../../druid/releases.ts";
import type { SqlType } from "../model.ts";
import { canAssign } from "./cast-rules.ts";
import {
  arrayType,
  comparisonFamily,
  decimalType,
  isApproximateNumeric,
  isBinary,
  isCharacter,
  isDatetime,
  isDecimal,
  isExactNumeric,
  isInteger,
  isInterval,
  isNull,
  isUnknown,
  precisionOf,
  sameType,
  scaleOf,
  sqlType,
  unknownType,
  withNullability,
} from "./sql-type.ts";

const maxNumericPrecision = 19;

/**
 * The type that holds the values of all of them (Calcite's SqlTypeFactoryImpl.leastRestrictive), null when there is none.
 * UNKNOWN among them gives UNKNOWN. `types` is not empty. Without a release, that of the newest.
 */
export function leastRestrictive(types: readonly SqlType[], release?: Release): SqlType | null {
  const first = types[0];
  if (first === undefined) return null;
  if (types.length === 1) return first;
  if (types.some(isUnknown)) return unknownType;
  const nullable = types.some((type) => type.nullable);
  if (types.every((type) => sameType(type, first))) return withNullability(first, nullable);
  if (types.some((type) => type.name === "ANY")) return sqlType("ANY", { nullable });
  const result = (release === undefined || atLeast(release, 28) ? arrayOf(types) : null) ?? withinFamily(types) ?? byAssignment(types);
  return result === null ? null : withNullability(result, nullable);
}

/** From 28 on arrays (and NULL) make an array of what their elements have in common. */
function arrayOf(types: readonly SqlType[]): SqlType | null {
  const elements: SqlType[] = [];
  for (const type of types) {
    if (isNull(type)) continue;
    if (type.name !== "ARRAY" || type.element === null) return null;
    elements.push(type.element);
  }
  const element = elements.length === 0 ? null : leastRestrictive(elements);
  return element === null ? null : arrayType(element);
}

function withinFamily(types: readonly SqlType[]): SqlType | null {
  let result: SqlType | null = null;
  for (let index = 0; index < types.length; index++) {
    const type = types[index];
    if (type === undefined || isNull(type)) continue;
    result ??= type;
    if (isDatetime(type) || isInterval(type) || isExactNumeric(type)) {
      const next = types[index + 1];
      if (next !== undefined && isDatetime(next) && (isInterval(type) || isExactNumeric(type)) && comparisonFamily(type) === comparisonFamily(result)) return next;
      if (next !== undefined && isDatetime(type) && (isInterval(next) || isInteger(next)) && comparisonFamily(type) === comparisonFamily(result)) return type;
    }
    if (comparisonFamily(type) !== comparisonFamily(result)) return null;
    result = combine(result, type);
    if (result === null) return null;
  }
  return result;
}

function combine(result: SqlType, type: SqlType): SqlType | null {
  if (isCharacter(type) || isBinary(type)) return combineStrings(result, type);
  if (isExactNumeric(type)) return combineExact(result, type);
  if (isApproximateNumeric(type)) {
    if (isApproximateNumeric(result)) return precisionOf(type) > precisionOf(result) ? type : result;
    return isDecimal(result) ? sqlType("DOUBLE") : type;
  }
  if (isInterval(type)) return combineIntervals(result, type);
  return isDatetime(type) ? result : null;
}

function combineStrings(result: SqlType, type: SqlType): SqlType {
  const precision = result.precision === null || type.precision === null ? null : Math.max(result.precision, type.precision);
  const variable = result.name.startsWith("VAR") ? result.name : type.name;
  const ragged = !variable.startsWith("VAR") && result.precision !== type.precision;
  return sqlType(ragged ? (isCharacter(type) ? "VARCHAR" : "VARBINARY") : variable, { precision });
}

function combineExact(result: SqlType, type: SqlType): SqlType {
  if (isApproximateNumeric(result)) return isDecimal(type) ? sqlType("DOUBLE") : result;
  if (sameType(result, type)) return result;
  if (!isDecimal(result) && !isDecimal(type)) return precisionOf(type) > precisionOf(result) ? type : result;
  const whole = Math.min(Math.max(precisionOf(result) - scaleOf(result), precisionOf(type) - scaleOf(type)), maxNumericPrecision);
  const scale = Math.min(Math.max(scaleOf(result), scaleOf(type)), maxNumericPrecision - whole);
  return decimalType(whole + scale, scale);
}

const intervalUnits = ["YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND"];

/** From the coarser start to the finer end of the two (IntervalSqlType.combine). */
function combineIntervals(result: SqlType, type: SqlType): SqlType {
  if (sameType(result, type)) return result;
  const units = [result, type].flatMap((one) => (one.qualifier ?? "").split(" TO ")).map((unit) => intervalUnits.indexOf(unit));
  const from = intervalUnits[Math.min(...units)] ?? "DAY";
  const to = intervalUnits[Math.max(...units)] ?? from;
  return sqlType(result.name, { qualifier: from === to ? from : `${from} TO ${to}` });
}

function byAssignment(types: readonly SqlType[]): SqlType | null {
  let result: SqlType | null = null;
  for (const type of types) {
    if (result === null) {
      result = type;
      continue;
    }
    if (isNull(type)) continue;
    if (canAssign(type, result)) result = type;
    else if (!canAssign(result, type)) return null;
  }
  return result;
}

/** True when `=` takes the two without a cast (SqlTypeUtil.isComparable): the same family, text with nearly all, NULL with all. */
export function areComparable(left: SqlType, right: SqlType): boolean {
  if (isUnknown(left) || isUnknown(right)) return true;
  if ((left.fields === null) !== (right.fields === null)) return isNull(left) || isNull(right);
  if (left.fields !== null && right.fields !== null) {
    const others = right.fields;
    return left.fields.length === others.length && left.fields.every((field, index) => areComparable(field.type, others[index]?.type ?? field.type));
  }
  const first = comparisonFamily(left);
  const second = comparisonFamily(right);
  if (first === second || first === "ANY" || second === "ANY" || first === "NULL" || second === "NULL") return true;
  return (first === "CHARACTER" && comparesWithText.has(second)) || (second === "CHARACTER" && comparesWithText.has(first));
}

const comparesWithText: ReadonlySet<string> = new Set(["DATE", "TIME", "TIMESTAMP", "INTERVAL_DAY_TIME", "INTERVAL_YEAR_MONTH", "NUMERIC", "BOOLEAN"]);
