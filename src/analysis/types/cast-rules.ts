import { atLeast, type Release } from "../../druid/releases.ts";
import type { SqlType, SqlTypeName } from "../model.ts";
import { isExactNumeric, isInterval, isUnknown, sameType } from "./sql-type.ts";

const exact: readonly SqlTypeName[] = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DECIMAL"];
const approximate: readonly SqlTypeName[] = ["FLOAT", "REAL", "DOUBLE"];
const numeric: readonly SqlTypeName[] = [...exact, ...approximate];
const characters: readonly SqlTypeName[] = ["CHAR", "VARCHAR"];
const binaries: readonly SqlTypeName[] = ["BINARY", "VARBINARY"];
const intervals: readonly SqlTypeName[] = ["INTERVAL_DAY_TIME", "INTERVAL_YEAR_MONTH"];
const zoned = "TIMESTAMP_WITH_LOCAL_TIME_ZONE";

type Sources = Partial<Record<SqlTypeName, ReadonlySet<SqlTypeName>>>;

const sources = (...groups: readonly (readonly SqlTypeName[])[]): ReadonlySet<SqlTypeName> => new Set(groups.flat());

/** What CAST takes, target to sources, from 28 on (Calcite's SqlTypeCoercionRule; recorded pair by pair). */
const castsSince28: Sources = {
  CHAR: sources(characters, numeric, binaries, intervals, ["BOOLEAN", "DATE", "TIME", "TIMESTAMP", zoned]),
  TINYINT: sources(numeric, characters, intervals, ["TIMESTAMP", zoned]),
  FLOAT: sources(numeric, characters, ["TIMESTAMP", zoned]),
  BOOLEAN: sources(numeric, characters, ["BOOLEAN"]),
  TIMESTAMP: sources(numeric, characters, binaries, ["DATE", "TIME", "TIMESTAMP", zoned]),
  DATE: sources(characters, binaries, ["DATE", "TIMESTAMP", zoned]),
  TIME: sources(characters, binaries, ["TIME", "TIMESTAMP", zoned]),
  BINARY: sources(characters, binaries),
  INTERVAL_DAY_TIME: sources(characters, exact, ["INTERVAL_DAY_TIME"]),
  INTERVAL_YEAR_MONTH: sources(characters, exact, ["INTERVAL_YEAR_MONTH"]),
};

/** Until 27 truth values and numbers were interchangeable, and timestamps could be read as truth values. */
const castsUntil27: Sources = {
  ...castsSince28,
  TINYINT: sources(numeric, characters, intervals, ["BOOLEAN", "TIMESTAMP", zoned]),
  FLOAT: sources(numeric, characters, ["BOOLEAN", "TIMESTAMP", zoned]),
  BOOLEAN: sources(numeric, characters, ["BOOLEAN", "TIMESTAMP", zoned]),
  TIMESTAMP: sources(numeric, characters, binaries, ["BOOLEAN", "DATE", "TIME", "TIMESTAMP", zoned]),
};

/** The target that stands for others with the same sources. */
const representative: Partial<Record<SqlTypeName, SqlTypeName>> = {
  VARCHAR: "CHAR",
  SMALLINT: "TINYINT",
  INTEGER: "TINYINT",
  BIGINT: "TINYINT",
  DECIMAL: "TINYINT",
  REAL: "FLOAT",
  DOUBLE: "FLOAT",
  VARBINARY: "BINARY",
  TIMESTAMP_WITH_LOCAL_TIME_ZONE: "TIMESTAMP",
};

/** True when validation takes CAST(from AS to) (SqlTypeUtil.canCastFrom with coercion). */
export function canCast(to: SqlType, from: SqlType, release: Release): boolean {
  return canConvert(to, from, atLeast(release, 28) ? castsSince28 : castsUntil27);
}

/** What may be assigned without a cast: target to sources (SqlTypeAssignmentRule). */
const assignments: Sources = {
  TINYINT: sources(["TINYINT"]),
  SMALLINT: sources(["TINYINT", "SMALLINT"]),
  INTEGER: sources(["TINYINT", "SMALLINT", "INTEGER"]),
  BIGINT: sources(["TINYINT", "SMALLINT", "INTEGER", "BIGINT"]),
  FLOAT: sources(exact, ["FLOAT"]),
  REAL: sources(exact, ["FLOAT", "REAL"]),
  DOUBLE: sources(exact, approximate),
  DECIMAL: sources(exact, ["REAL", "DOUBLE"]),
  CHAR: sources(["CHAR"]),
  VARCHAR: sources(characters),
  BINARY: sources(["BINARY"]),
  VARBINARY: sources(binaries),
  BOOLEAN: sources(["BOOLEAN"]),
  DATE: sources(["DATE", "TIMESTAMP"]),
  TIME: sources(["TIME", "TIMESTAMP"]),
  TIMESTAMP: sources(["TIMESTAMP"]),
  TIMESTAMP_WITH_LOCAL_TIME_ZONE: sources(["TIMESTAMP_WITH_LOCAL_TIME_ZONE"]),
  INTERVAL_DAY_TIME: sources(["INTERVAL_DAY_TIME"]),
  INTERVAL_YEAR_MONTH: sources(["INTERVAL_YEAR_MONTH"]),
};

/** True when a value of `from` fits a place of `to` as it is (SqlTypeUtil.canCastFrom without coercion). */
export function canAssign(to: SqlType, from: SqlType): boolean {
  return canConvert(to, from, assignments);
}

function canConvert(to: SqlType, from: SqlType, rules: Sources): boolean {
  if (isUnknown(to) || isUnknown(from) || to.name === "ANY" || from.name === "ANY" || sameType(to, from)) return true;
  if (to.fields !== null || from.fields !== null) return convertsRow(to, from, rules);
  if (to.element !== null) return (from.name === "NULL" && rules !== assignments) || (from.element !== null && canConvert(to.element, from.element, rules));
  if (from.element !== null) return false;
  if ((isInterval(from) && isExactNumeric(to)) || (isInterval(to) && isExactNumeric(from))) {
    const qualifier = (isInterval(from) ? from : to).qualifier;
    if (qualifier !== null && qualifier.includes(" TO ")) return false;
  }
  if (to.name === "NULL") return false;
  if (from.name === "NULL") return true;
  const allowed = rules[to.name] ?? rules[representative[to.name] ?? to.name];
  return allowed?.has(from.name) ?? false;
}

function convertsRow(to: SqlType, from: SqlType, rules: Sources): boolean {
  if (from.name === "NULL") return to.fields !== null;
  if (to.fields === null || from.fields === null || to.fields.length !== from.fields.length) return false;
  const others = from.fields;
  return to.fields.every((field, index) => {
    const other = others[index];
    return other !== undefined && canConvert(field.type, other.type, rules);
  });
}
