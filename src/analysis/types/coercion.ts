import type { SqlType } from "../model.ts";
import { leastRestrictive } from "./least-restrictive.ts";
import {
  decimalType,
  inFamily,
  isApproximateNumeric,
  isAtomic,
  isBinary,
  isCharacter,
  isDatetime,
  isDecimal,
  isNull,
  isNumeric,
  isUnknown,
  nullableType,
  precisionOf,
  sameType,
  scaleOf,
  sqlType,
  type TypeFamily,
  withNullability,
} from "./sql-type.ts";

/** What text becomes where any number will do (SqlTypeUtil.getMaxPrecisionScaleDecimal in Druid's type system). */
export const widestDecimal: SqlType = decimalType(19, 19);

const decimals: Partial<Record<SqlType["name"], SqlType>> = {
  TINYINT: decimalType(3, 0),
  SMALLINT: decimalType(5, 0),
  INTEGER: decimalType(10, 0),
  BIGINT: decimalType(19, 0),
  FLOAT: decimalType(14, 7),
  REAL: decimalType(14, 7),
  DOUBLE: decimalType(19, 15),
};

/** The type a family stands for when it must be one (SqlTypeFamily.getDefaultConcreteType). */
function defaultType(family: TypeFamily): SqlType | null {
  switch (family) {
    case "CHARACTER":
    case "STRING":
      return sqlType("VARCHAR");
    case "BINARY":
      return sqlType("VARBINARY");
    case "NUMERIC":
    case "EXACT_NUMERIC":
      return widestDecimal;
    case "DECIMAL":
      return decimalType(19, 0);
    case "APPROXIMATE_NUMERIC":
      return sqlType("DOUBLE");
    case "INTEGER":
      return sqlType("BIGINT");
    case "BOOLEAN":
      return sqlType("BOOLEAN");
    case "DATE":
      return sqlType("DATE");
    case "TIME":
      return sqlType("TIME", { precision: 0 });
    case "TIMESTAMP":
    case "DATETIME":
      return sqlType("TIMESTAMP", { precision: 3 });
    case "INTERVAL_DAY_TIME":
    case "DATETIME_INTERVAL":
      return sqlType("INTERVAL_DAY_TIME", { qualifier: "DAY" });
    case "INTERVAL_YEAR_MONTH":
      return sqlType("INTERVAL_YEAR_MONTH", { qualifier: "MONTH" });
    case "ANY":
      return sqlType("ANY");
    case "NULL":
    case "ARRAY":
    case "MULTISET":
    case "MAP":
    case "CURSOR":
    case "COLUMN_LIST":
      return null;
  }
}

const numericFamilies: ReadonlySet<TypeFamily> = new Set(["NUMERIC", "DECIMAL", "APPROXIMATE_NUMERIC", "EXACT_NUMERIC", "INTEGER"]);

/** What a value of the type becomes in a place for the family; itself when it fits, null when it cannot (AbstractTypeCoercion.implicitCast). */
export function implicitCast(type: SqlType, family: TypeFamily): SqlType | null {
  if (isUnknown(type) || inFamily(type, family) || type.name === "ANY") return type;
  if (isNull(type)) return defaultType(family) ?? type;
  if (isNumeric(type) && family === "DECIMAL") return decimals[type.name] ?? type;
  if (isApproximateNumeric(type) && family === "EXACT_NUMERIC") return decimals[type.name] ?? type;
  if (type.name === "DATE" && (family === "TIMESTAMP" || family === "DATETIME")) return sqlType("TIMESTAMP", { precision: 3 });
  if (type.name === "TIMESTAMP" && family === "DATE") return sqlType("DATE");
  if (isCharacter(type) && (numericFamilies.has(family) || family === "DATE" || family === "TIME" || family === "TIMESTAMP" || family === "BINARY")) return defaultType(family);
  if (isAtomic(type) && (family === "STRING" || family === "CHARACTER")) return defaultType(family);
  return null;
}

/** A type both are without losing anything (AbstractTypeCoercion.getTightestCommonType), null when there is none. */
export function tightestCommonType(left: SqlType, right: SqlType): SqlType | null {
  if (isUnknown(left) || isUnknown(right)) return left;
  const nullable = left.nullable || right.nullable;
  if (sameType(left, right)) return withNullability(left, nullable);
  if (isNull(left)) return right;
  if (isNull(right)) return left;
  if (isText(left) && isText(right)) return leastRestrictive([left, right]);
  if (isNumeric(left) && isNumeric(right) && !isDecimal(left) && !isDecimal(right)) return leastRestrictive([left, right]);
  if (left.name === "DATE" && right.name === "TIMESTAMP") return withNullability(right, nullable);
  if (left.name === "TIMESTAMP" && right.name === "DATE") return withNullability(left, nullable);
  return null;
}

const isText = (type: SqlType): boolean => isCharacter(type) || isBinary(type);

/** A type that both can be cast to (getWiderTypeForTwo); with `promote`, text takes in every atomic type. */
export function widerType(left: SqlType, right: SqlType, promote: boolean): SqlType | null {
  const tight = tightestCommonType(left, right);
  if (tight !== null) return tight;
  if (isNumeric(left) && isNumeric(right)) return widerDecimal(left, right);
  if (promote && ((isAtomic(left) && isCharacter(right)) || (isCharacter(left) && isAtomic(right)))) {
    return withNullability(sqlType("VARCHAR"), left.nullable || right.nullable);
  }
  return null;
}

function widerDecimal(left: SqlType, right: SqlType): SqlType | null {
  if (isApproximateNumeric(left) || isApproximateNumeric(right)) return sqlType("DOUBLE");
  const scale = Math.max(scaleOf(left), scaleOf(right));
  const whole = Math.max(precisionOf(left) - scaleOf(left), precisionOf(right) - scaleOf(right));
  return decimalType(Math.min(19, whole + scale), Math.min(19, scale));
}

/** The wider type of all (getWiderTypeFor). */
export function widerTypeOf(types: readonly SqlType[], promote: boolean): SqlType | null {
  // Text takes in everything: found first, so that the order of types does not matter.
  const text = promote ? types.find(isCharacter) : undefined;
  const ordered = text === undefined ? types : [text, ...types.filter((type) => type !== text)];
  let result: SqlType | null = nullableType("NULL");
  for (const type of ordered) {
    if (result === null) return null;
    result = widerType(result, type, promote);
  }
  return result;
}

/** The type two operands of a comparison are cast to, null when they stay as they are (commonTypeForBinaryComparison). */
export function comparisonType(left: SqlType, right: SqlType): SqlType | null {
  if (isUnknown(left) || isUnknown(right)) return null;
  if (isCharacter(left) && isDatetime(right)) return right;
  if (isDatetime(left) && isCharacter(right)) return left;
  if (left.name === "DATE" && right.name === "TIMESTAMP") return right;
  if (left.name === "TIMESTAMP" && right.name === "DATE") return left;
  if (isText(left) && isNull(right)) return left;
  if (isNull(left) && isText(right)) return right;
  if ((isDecimal(left) && isCharacter(right)) || (isCharacter(left) && isDecimal(right))) return widestDecimal;
  if ((isBinary(right) && isApproximateNumeric(left)) || (isBinary(left) && isApproximateNumeric(right))) return null;
  if (isAtomic(left) && isCharacter(right)) return isCharacter(left) ? null : left;
  if (isCharacter(left) && isAtomic(right)) return right;
  return null;
}
