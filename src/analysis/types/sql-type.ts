import type { SqlType, SqlTypeName } from "../model.ts";

/** What the constructors take beyond the name; what is left out is null (nullable: false). */
export interface TypeParts {
  readonly precision?: number | null;
  readonly scale?: number | null;
  readonly nullable?: boolean;
  readonly element?: SqlType | null;
  readonly complex?: string | null;
  readonly fields?: SqlType["fields"];
  readonly qualifier?: string | null;
}

const simple = new Map<SqlTypeName, SqlType>();
const simpleNullable = new Map<SqlTypeName, SqlType>();

/** A type of that name; those without parts are shared objects. */
export function sqlType(name: SqlTypeName, parts?: TypeParts): SqlType {
  if (parts !== undefined) return build(name, parts);
  return shared(simple, name, false);
}

/** As `sqlType(name)`, admitting NULL. */
export function nullableType(name: SqlTypeName): SqlType {
  return shared(simpleNullable, name, true);
}

function shared(cache: Map<SqlTypeName, SqlType>, name: SqlTypeName, nullable: boolean): SqlType {
  let type = cache.get(name);
  if (type === undefined) {
    type = build(name, { nullable });
    cache.set(name, type);
  }
  return type;
}

function build(name: SqlTypeName, parts: TypeParts): SqlType {
  return {
    name,
    precision: parts.precision ?? null,
    scale: parts.scale ?? null,
    nullable: parts.nullable ?? false,
    element: parts.element ?? null,
    complex: parts.complex ?? null,
    fields: parts.fields ?? null,
    qualifier: parts.qualifier ?? null,
  };
}

/** Of a column or expression about which nothing is known. */
export const unknownType: SqlType = build("UNKNOWN", { nullable: true });
export const nullType: SqlType = build("NULL", { nullable: true });
export const booleanType: SqlType = sqlType("BOOLEAN");
/** Druid's own timestamps: milliseconds (Calcites.createSqlType). */
export const timestampType: SqlType = build("TIMESTAMP", { precision: 3 });

export const decimalType = (precision: number, scale: number): SqlType => build("DECIMAL", { precision, scale });
export const charType = (length: number): SqlType => build("CHAR", { precision: length });
export const arrayType = (element: SqlType, nullable = false): SqlType => build("ARRAY", { element, nullable });
export const complexType = (name: string, nullable = true): SqlType => build("OTHER", { complex: name, nullable });
export const rowType = (fields: NonNullable<SqlType["fields"]>): SqlType => build("ROW", { fields });

/** The same type with the nullability asked for. */
export function withNullability(type: SqlType, nullable: boolean): SqlType {
  if (type.nullable === nullable || type.name === "UNKNOWN") return type;
  if (type.precision === null && type.element === null && type.complex === null && type.fields === null && type.qualifier === null) {
    return nullable ? nullableType(type.name) : sqlType(type.name);
  }
  return { ...type, nullable };
}

/** Equal but for nullability. */
export function sameType(left: SqlType, right: SqlType): boolean {
  if (left === right) return true;
  if (left.name !== right.name || left.precision !== right.precision || left.scale !== right.scale) return false;
  if (left.complex !== right.complex || left.qualifier !== right.qualifier) return false;
  if ((left.element === null) !== (right.element === null)) return false;
  if (left.element !== null && right.element !== null && !sameType(left.element, right.element)) return false;
  return sameFields(left.fields, right.fields);
}

function sameFields(left: SqlType["fields"], right: SqlType["fields"]): boolean {
  if (left === right) return true;
  if (left === null || right === null || left.length !== right.length) return false;
  return left.every((field, index) => {
    const other = right[index];
    return other !== undefined && field.name === other.name && sameType(field.type, other.type);
  });
}

// Families (Calcite's SqlTypeFamily)

export type TypeFamily =
  | "ANY" | "NUMERIC" | "EXACT_NUMERIC" | "APPROXIMATE_NUMERIC" | "DECIMAL" | "INTEGER"
  | "STRING" | "CHARACTER" | "BINARY" | "BOOLEAN"
  | "DATETIME" | "DATE" | "TIME" | "TIMESTAMP"
  | "DATETIME_INTERVAL" | "INTERVAL_YEAR_MONTH" | "INTERVAL_DAY_TIME"
  | "ARRAY" | "MULTISET" | "MAP" | "NULL" | "CURSOR" | "COLUMN_LIST";

const integers: readonly SqlTypeName[] = ["TINYINT", "SMALLINT", "INTEGER", "BIGINT"];
const approximate: readonly SqlTypeName[] = ["FLOAT", "REAL", "DOUBLE"];
const characters: readonly SqlTypeName[] = ["CHAR", "VARCHAR"];
const binaries: readonly SqlTypeName[] = ["BINARY", "VARBINARY"];
const intervals: readonly SqlTypeName[] = ["INTERVAL_YEAR_MONTH", "INTERVAL_DAY_TIME"];
const timestamps: readonly SqlTypeName[] = ["TIMESTAMP", "TIMESTAMP_WITH_LOCAL_TIME_ZONE"];

const members: { readonly [Family in Exclude<TypeFamily, "ANY">]: ReadonlySet<SqlTypeName> } = {
  NUMERIC: new Set([...integers, "DECIMAL", ...approximate]),
  EXACT_NUMERIC: new Set([...integers, "DECIMAL"]),
  APPROXIMATE_NUMERIC: new Set(approximate),
  DECIMAL: new Set(["DECIMAL"]),
  INTEGER: new Set(integers),
  STRING: new Set([...characters, ...binaries]),
  CHARACTER: new Set(characters),
  BINARY: new Set(binaries),
  BOOLEAN: new Set(["BOOLEAN"]),
  DATETIME: new Set(["DATE", "TIME", ...timestamps]),
  DATE: new Set(["DATE"]),
  TIME: new Set(["TIME"]),
  TIMESTAMP: new Set(timestamps),
  DATETIME_INTERVAL: new Set(intervals),
  INTERVAL_YEAR_MONTH: new Set(["INTERVAL_YEAR_MONTH"]),
  INTERVAL_DAY_TIME: new Set(["INTERVAL_DAY_TIME"]),
  ARRAY: new Set(["ARRAY"]),
  MULTISET: new Set(["MULTISET"]),
  MAP: new Set(["MAP"]),
  NULL: new Set(["NULL"]),
  CURSOR: new Set(["CURSOR"]),
  COLUMN_LIST: new Set(["COLUMN_LIST"]),
};

/** True when the type's name belongs to the family. UNKNOWN belongs to none: ask `isUnknown` first. */
export function inFamily(type: SqlType, family: TypeFamily): boolean {
  return family === "ANY" || members[family].has(type.name);
}

/** The family that Calcite gives a type when it compares two (SqlTypeName.getFamily); null for OTHER. */
export function comparisonFamily(type: SqlType): TypeFamily | "ROW" | "OTHER" {
  switch (type.name) {
    case "CHAR":
    case "VARCHAR":
      return "CHARACTER";
    case "BINARY":
    case "VARBINARY":
      return "BINARY";
    case "TINYINT":
    case "SMALLINT":
    case "INTEGER":
    case "BIGINT":
    case "DECIMAL":
    case "FLOAT":
    case "REAL":
    case "DOUBLE":
      return "NUMERIC";
    case "TIMESTAMP_WITH_LOCAL_TIME_ZONE":
      return "TIMESTAMP";
    case "BOOLEAN":
    case "DATE":
    case "TIME":
    case "TIMESTAMP":
    case "INTERVAL_YEAR_MONTH":
    case "INTERVAL_DAY_TIME":
    case "ARRAY":
    case "MULTISET":
    case "MAP":
    case "NULL":
    case "ANY":
    case "CURSOR":
    case "COLUMN_LIST":
      return type.name;
    case "ROW":
      return "ROW";
    case "OTHER":
    case "SYMBOL":
    case "UNKNOWN":
      return "OTHER";
  }
}

export const isUnknown = (type: SqlType): boolean => type.name === "UNKNOWN";
export const isNull = (type: SqlType): boolean => type.name === "NULL";
export const isCharacter = (type: SqlType): boolean => type.name === "CHAR" || type.name === "VARCHAR";
export const isBinary = (type: SqlType): boolean => type.name === "BINARY" || type.name === "VARBINARY";
export const isNumeric = (type: SqlType): boolean => members.NUMERIC.has(type.name);
export const isExactNumeric = (type: SqlType): boolean => members.EXACT_NUMERIC.has(type.name);
export const isApproximateNumeric = (type: SqlType): boolean => members.APPROXIMATE_NUMERIC.has(type.name);
export const isInteger = (type: SqlType): boolean => members.INTEGER.has(type.name);
export const isDecimal = (type: SqlType): boolean => type.name === "DECIMAL";
export const isDatetime = (type: SqlType): boolean => members.DATETIME.has(type.name);
export const isInterval = (type: SqlType): boolean => type.name === "INTERVAL_DAY_TIME" || type.name === "INTERVAL_YEAR_MONTH";

/** Calcite's SqlTypeUtil.isAtomic: no structure inside. */
export const isAtomic = (type: SqlType): boolean =>
  isDatetime(type) || isNumeric(type) || isCharacter(type) || isBinary(type) || type.name === "BOOLEAN";

/** What may stand as a condition; NULL and unknown types may. */
export const isBooleanType = (type: SqlType): boolean => type.name === "BOOLEAN" || type.name === "UNKNOWN" || type.name === "ANY";

/** Digits of an exact number, bits of an approximate one, as Calcite compares them. */
export function precisionOf(type: SqlType): number {
  switch (type.name) {
    case "TINYINT":
      return 3;
    case "SMALLINT":
      return 5;
    case "INTEGER":
      return 10;
    case "BIGINT":
      return 19;
    case "DECIMAL":
      return type.precision ?? 19;
    case "REAL":
      return 7;
    case "FLOAT":
    case "DOUBLE":
      return 15;
    default:
      return type.precision ?? -1;
  }
}

export const scaleOf = (type: SqlType): number => type.scale ?? 0;

// Names

const printedNames: Partial<Record<SqlTypeName, string>> = {
  INTERVAL_DAY_TIME: "INTERVAL",
  INTERVAL_YEAR_MONTH: "INTERVAL",
  TIMESTAMP_WITH_LOCAL_TIME_ZONE: "TIMESTAMP_WITH_LOCAL_TIME_ZONE",
};

/** As Calcite prints it: `DECIMAL(11, 1)`, `VARCHAR ARRAY`, `INTERVAL DAY TO HOUR`, `COMPLEX<json>`. */
export function printType(type: SqlType): string {
  if (type.element !== null) return `${printType(type.element)} ${type.name}`;
  if (type.name === "OTHER") return type.complex ?? "OTHER";
  if (type.fields !== null) return `RecordType(${type.fields.map((field) => `${printType(field.type)} ${field.name}`).join(", ")})`;
  const name = printedNames[type.name] ?? type.name;
  if (type.qualifier !== null) return `${name} ${type.qualifier}`;
  if (type.precision === null) return name;
  return type.scale === null ? `${name}(${type.precision})` : `${name}(${type.precision}, ${type.scale})`;
}

/** Druid's own name (LONG, ARRAY<STRING>, COMPLEX<json>), null where it has none (Calcites.getColumnTypeForRelDataType). */
export function nativeTypeName(type: SqlType): string | null {
  if (type.name === "OTHER") return type.complex ?? "COMPLEX";
  const element = type.name === "ARRAY" && type.element !== null ? nativeTypeName(type.element) : null;
  return element === null ? (scalarNames[type.name] ?? null) : `ARRAY<${element}>`;
}

const scalarNames: Readonly<Partial<Record<SqlTypeName, string>>> = {
  FLOAT: "FLOAT",
  DECIMAL: "DOUBLE", REAL: "DOUBLE", DOUBLE: "DOUBLE",
  TINYINT: "LONG", SMALLINT: "LONG", INTEGER: "LONG", BIGINT: "LONG", BOOLEAN: "LONG", TIMESTAMP: "LONG", DATE: "LONG",
  CHAR: "STRING", VARCHAR: "STRING", INTERVAL_YEAR_MONTH: "STRING", INTERVAL_DAY_TIME: "STRING",
};

const nativeTypes: Readonly<Record<string, SqlType>> = {
  STRING: nullableType("VARCHAR"),
  LONG: nullableType("BIGINT"),
  DOUBLE: nullableType("DOUBLE"),
  FLOAT: nullableType("FLOAT"),
};

/** The SQL type of a column of that native type (RowSignatures.toRelDataType); null when the name is none of Druid's. */
export function sqlTypeOfNative(name: string): SqlType | null {
  const known = nativeTypes[name];
  if (known !== undefined) return known;
  if (name.startsWith("ARRAY<") && name.endsWith(">")) {
    const element = sqlTypeOfNative(name.slice("ARRAY<".length, -1));
    return element === null ? null : arrayType(element, true);
  }
  return name.startsWith("COMPLEX") ? complexType(name) : null;
}

const sqlNames: Readonly<Record<string, SqlType>> = {
  VARCHAR: nullableType("VARCHAR"),
  CHAR: nullableType("VARCHAR"),
  BIGINT: nullableType("BIGINT"),
  INTEGER: nullableType("INTEGER"),
  INT: nullableType("INTEGER"),
  DOUBLE: nullableType("DOUBLE"),
  FLOAT: nullableType("FLOAT"),
  REAL: nullableType("REAL"),
  BOOLEAN: nullableType("BOOLEAN"),
  TIMESTAMP: timestampType,
  DATE: nullableType("DATE"),
};

/**
 * The type that a schema file names, SQL (`TIMESTAMP`, `VARCHAR ARRAY`) or native (`ARRAY<LONG>`, `COMPLEX<json>`), any case but
 * for names within COMPLEX<…>; null when it is neither.
 */
export function parseTypeName(text: string): SqlType | null {
  const name = text.trim();
  const upper = name.toUpperCase();
  const sql = sqlNames[upper];
  if (sql !== undefined) return sql;
  if (upper.endsWith(" ARRAY")) {
    const element = parseTypeName(name.slice(0, -" ARRAY".length));
    return element === null ? null : arrayType(element, true);
  }
  return sqlTypeOfNative(upper.startsWith("COMPLEX") ? `COMPLEX${name.slice("COMPLEX".length)}` : upper);
}
