import { foreignType } from "../../druid/foreign-types.ts";
import { atLeast } from "../../druid/releases.ts";
import type { DataType } from "../../syntax/nodes.ts";
import type { SqlType, SqlTypeName } from "../model.ts";
import type { TypeEnvironment } from "./expression-scope.ts";
import { arrayType, decimalType, rowType, sqlType, unknownType } from "./sql-type.ts";
import { reportViolation } from "./violations.ts";

/** Built-in names as the parser writes them (upper case), to Calcite's. */
const builtIn: Readonly<Record<string, SqlTypeName>> = {
  BOOLEAN: "BOOLEAN",
  TINYINT: "TINYINT",
  SMALLINT: "SMALLINT",
  INTEGER: "INTEGER",
  INT: "INTEGER",
  BIGINT: "BIGINT",
  DECIMAL: "DECIMAL",
  DEC: "DECIMAL",
  NUMERIC: "DECIMAL",
  FLOAT: "FLOAT",
  REAL: "REAL",
  DOUBLE: "DOUBLE",
  "DOUBLE PRECISION": "DOUBLE",
  CHAR: "CHAR",
  CHARACTER: "CHAR",
  VARCHAR: "VARCHAR",
  "CHAR VARYING": "VARCHAR",
  "CHARACTER VARYING": "VARCHAR",
  BINARY: "BINARY",
  VARBINARY: "VARBINARY",
  "BINARY VARYING": "VARBINARY",
  DATE: "DATE",
  TIME: "TIME",
  TIMESTAMP: "TIMESTAMP",
  ANY: "ANY",
  CURSOR: "CURSOR",
  ROW: "ROW",
};

const maxPrecision: Partial<Record<SqlTypeName, number>> = { DECIMAL: 19, TIMESTAMP: 3, TIME: 3 };

/** The type that a CAST or EXTEND names; reports what validation refuses of it and then gives UNKNOWN. */
export function typeOfDataType(type: DataType, environment: TypeEnvironment): SqlType {
  let result = elementType(type, environment);
  for (const collection of type.collections) {
    result = collection === "ARRAY" ? arrayType(result) : sqlType("MULTISET", { element: result });
  }
  return result;
}

function elementType(type: DataType, environment: TypeEnvironment): SqlType {
  if (type.complexType !== null) return refuseUserType(type, environment);
  const interval = /^INTERVAL\s+(\S.*|)$/.exec(type.name);
  if (interval !== null) return intervalType(interval[1] ?? "");
  const name = type.userType === null ? builtIn[type.name] : undefined;
  if (name === undefined) return refuseUserType(type, environment);
  if (name === "ROW") {
    return rowType(type.fields.map((field) => ({ name: field.name.name, type: field.type === null ? unknownType : typeOfDataType(field.type, environment) })));
  }
  if (name === "TIMESTAMP" && type.modifier?.startsWith("WITH ") === true) {
    return sqlType("TIMESTAMP_WITH_LOCAL_TIME_ZONE", { precision: type.precision ?? 3 });
  }
  return withPrecision(name, type.precision, type.scale);
}

/** `DAY`, `YEAR TO MONTH`, as the parser keeps a type's qualifier. */
export function intervalType(qualifier: string): SqlType {
  const from = qualifier.split(" ")[0]?.split("(", 1)[0] ?? "";
  const months = from.startsWith("YEAR") || from.startsWith("QUARTER") || from.startsWith("MONTH");
  return sqlType(months ? "INTERVAL_YEAR_MONTH" : "INTERVAL_DAY_TIME", { qualifier });
}

function withPrecision(name: SqlTypeName, precision: number | null, scale: number | null): SqlType {
  switch (name) {
    case "DECIMAL":
      return decimalType(Math.min(precision ?? 19, maxPrecision.DECIMAL ?? 19), scale ?? 0);
    case "CHAR":
    case "BINARY":
      return sqlType(name, { precision: precision ?? 1 });
    case "TIMESTAMP":
      return sqlType(name, { precision: Math.min(precision ?? 3, 3) });
    case "TIME":
      return sqlType(name, { precision: Math.min(precision ?? 0, 3) });
    default:
      return precision === null ? sqlType(name) : sqlType(name, { precision });
  }
}

function refuseUserType(type: DataType, environment: TypeEnvironment): SqlType {
  const named = atLeast(environment.release, 28);
  const name = type.complexType ?? type.userType?.parts.map((part) => part.name).join(".") ?? type.name;
  const sqlType = foreignType(name);
  reportViolation(environment, type, "data-type-unknown", sqlType === null ? "unknown" : "foreign", { type: name, sqlType }, { placed: named });
  return unknownType;
}
