import { didYouMean } from "../text/nearest.ts";
import type { Schema, SqlType, TableSchema } from "./model.ts";
import { parseTypeName, unknownType } from "./types/sql-type.ts";

/** A schema file's content as an object, every part optional: see `docs/schema.md`. */
export interface SchemaReading {
  readonly schema: Schema;
  /** The release that the file names. */
  readonly druid: string | null;
  /** What is wrong with the file, a line each; the rest is taken all the same. */
  readonly problems: readonly string[];
}

type JsonObject = Readonly<Record<string, unknown>>;

const knownKeys = ["$schema", "druid", "complete", "extensions", "nullHandling", "lookups", "slots", "durableStorage", "tables"];

/** Reads the content of a schema file: SQL type names, native ones (`LONG`, `COMPLEX<json>`) are taken too. */
export function readSchema(content: unknown): SchemaReading {
  const problems: string[] = [];
  const file = isObject(content) ? content : {};
  if (file !== content) problems.push("expected an object");
  for (const key of Object.keys(file)) {
    if (!knownKeys.includes(key)) problems.push(`unknown key \`${key}\`${didYouMean(key, knownKeys)}`);
  }
  const schema: Schema = {
    complete: valueOf(file, "complete", "boolean", problems) ?? false,
    tables: readTables(file["tables"], problems),
    lookups: readNames(file, "lookups", problems),
    extensions: readNames(file, "extensions", problems),
    nullHandling: readNullHandling(file, problems),
    slots: valueOf(file, "slots", "number", problems),
    durableStorage: valueOf(file, "durableStorage", "boolean", problems),
  };
  return { schema, druid: valueOf(file, "druid", "string", problems), problems };
}

interface ScalarTypes {
  readonly boolean: boolean;
  readonly number: number;
  readonly string: string;
}

function valueOf<Type extends keyof ScalarTypes>(file: JsonObject, key: string, type: Type, problems: string[]): ScalarTypes[Type] | null {
  const value = file[key];
  if (value === undefined || value === null) return null;
  if (typeof value === type) return value as ScalarTypes[Type];
  problems.push(`\`${key}\`: expected a ${type}, got ${JSON.stringify(value)}`);
  return null;
}

function readNames(file: JsonObject, key: string, problems: string[]): ReadonlySet<string> | null {
  const value = file[key];
  if (value === undefined || value === null) return null;
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return new Set(value);
  problems.push(`\`${key}\`: expected a list of names`);
  return null;
}

function readNullHandling(file: JsonObject, problems: string[]): Schema["nullHandling"] {
  const value = file["nullHandling"];
  if (value === "legacy" || value === "sql") return value;
  if (value !== undefined && value !== null) problems.push(`\`nullHandling\`: expected "legacy" or "sql", got ${JSON.stringify(value)}`);
  return null;
}

function readTables(value: unknown, problems: string[]): ReadonlyMap<string, TableSchema> {
  const tables = new Map<string, TableSchema>();
  if (value === undefined || value === null) return tables;
  if (!isObject(value)) {
    problems.push("`tables`: expected an object of tables by name");
    return tables;
  }
  for (const [name, table] of Object.entries(value)) {
    const columns = isObject(table) ? table["columns"] : undefined;
    if (isObject(columns)) tables.set(name, { columns: readColumns(name, columns, problems) });
    else problems.push(`\`tables.${name}\`: expected an object with \`columns\``);
  }
  return tables;
}

function readColumns(table: string, columns: JsonObject, problems: string[]): ReadonlyMap<string, SqlType> {
  const read = new Map<string, SqlType>();
  for (const [column, type] of Object.entries(columns)) {
    const known = typeof type === "string" ? columnType(column, type) : null;
    if (known === null) problems.push(`\`tables.${table}.columns.${column}\`: unknown type ${JSON.stringify(type)}`);
    // The column is there all the same: nothing is claimed of its type.
    read.set(column, known ?? unknownType);
  }
  return read;
}

/** Druid stores `__time` as LONG and shows it as TIMESTAMP. */
function columnType(column: string, name: string): SqlType | null {
  const type = parseTypeName(name);
  return column === "__time" && type?.name === "BIGINT" ? parseTypeName("TIMESTAMP") : type;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
