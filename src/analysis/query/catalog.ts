import type { NamedTable, QualifiedName, ExplicitTable } from "../../syntax/nodes.ts";
import { systemSchemas, systemTable, systemTableNames } from "../../druid/system-tables.ts";
import { nativeTypeName, parseTypeName, sqlType, unknownType } from "../types/index.ts";
import type { OutputColumn, TableSchema } from "../model.ts";
import { nearestNames } from "./names.ts";
import { dotted, storedType, tableColumn, violationAt, type QuerySession } from "./query-state.ts";

/** A table of the catalog: its path and columns, null columns when nothing is known of them. */
export interface CatalogTable {
  readonly path: readonly string[];
  readonly columns: readonly OutputColumn[] | null;
}

const DRUID_SCHEMA = "druid";
const LOOKUP_SCHEMA = "lookup";
const VIEW_SCHEMA = "view";
const LOOKUP_COLUMNS = ["k", "v"];

/** Finds a table by name as Druid's root schema does, case-sensitively; reports and returns null where it does not exist. */
export function findCatalogTable(name: QualifiedName, table: NamedTable | ExplicitTable, session: QuerySession): CatalogTable | null {
  const parts = name.parts.map((part) => part.name);
  const [first = "", second = ""] = parts;
  if (parts.length === 1) return druidTable(first, name, table, false, session);
  if (parts.length > 2) return notFoundDeep(parts, name, session);
  switch (first) {
    case DRUID_SCHEMA:
      return druidTable(second, name, table, true, session);
    case LOOKUP_SCHEMA:
      return lookupTable(second, name, table, session);
    case VIEW_SCHEMA:
      return { path: parts, columns: null };
    default:
      return systemSchemas.includes(first) ? findSystemTable(first, second, name, session) : schemaNotFound(first, name, session);
  }
}

function druidTable(table: string, name: QualifiedName, node: NamedTable | ExplicitTable, qualified: boolean, session: QuerySession): CatalogTable | null {
  const path = [DRUID_SCHEMA, table];
  const { schema } = session;
  const known = schema?.tables.get(table);
  if (known !== undefined) return { path, columns: columnsOf(known, node, session) };
  if (schema === null || !schema.complete) return { path, columns: null };
  const suggestions = nearestNames(table, [...schema.tables.keys()]);
  const data = { table, schema: qualified ? DRUID_SCHEMA : null, suggestions };
  session.report(violationAt("table-not-found", tableMessage(qualified, suggestions), name, data));
  return null;
}

function tableMessage(qualified: boolean, suggestions: string): string {
  if (suggestions !== "") return qualified ? "notInSchemaSuggest" : "notFoundSuggest";
  return qualified ? "notInSchema" : "notFound";
}

function columnsOf(table: TableSchema, node: NamedTable | ExplicitTable, session: QuerySession): OutputColumn[] {
  const columns: OutputColumn[] = [];
  for (const [name, type] of table.columns) {
    const origins = node.kind === "NamedTable" ? [{ table: node, column: name }] : [];
    columns.push(tableColumn(name, storedType(type, session), nativeTypeName(type), origins));
  }
  return columns;
}

function lookupTable(lookup: string, name: QualifiedName, node: NamedTable | ExplicitTable, session: QuerySession): CatalogTable | null {
  const lookups = session.schema?.lookups ?? null;
  if (lookups !== null && !lookups.has(lookup)) {
    const suggestions = nearestNames(lookup, [...lookups]);
    session.report(violationAt("table-not-found", tableMessage(true, suggestions), name, { table: lookup, schema: LOOKUP_SCHEMA, suggestions }));
    return null;
  }
  const type = sqlType("VARCHAR", { nullable: true });
  const columns = LOOKUP_COLUMNS.map((column) => tableColumn(column, type, "STRING", node.kind === "NamedTable" ? [{ table: node, column }] : []));
  return { path: [LOOKUP_SCHEMA, lookup], columns };
}

function findSystemTable(schema: string, table: string, name: QualifiedName, session: QuerySession): CatalogTable | null {
  const columns = systemTable(schema, table, session.release);
  if (columns === undefined) {
    const suggestions = nearestNames(table, systemTableNames(schema));
    session.report(violationAt("table-not-found", tableMessage(true, suggestions), name, { table, schema, suggestions }));
    return null;
  }
  session.noteSystemTable(`${schema}.${table}`, name);
  if (columns === null) return { path: [schema, table], columns: null };
  const outputs = [...columns].map(([column, type]) => tableColumn(column, parseTypeName(type) ?? unknownType, null, []));
  return { path: [schema, table], columns: outputs };
}

function schemaNotFound(schema: string, name: QualifiedName, session: QuerySession): null {
  const schemas = [DRUID_SCHEMA, LOOKUP_SCHEMA, VIEW_SCHEMA, ...systemSchemas];
  const otherCase = schemas.find((candidate) => candidate.toLowerCase() === schema.toLowerCase());
  const suggestions = otherCase === undefined ? nearestNames(schema, schemas) : `\`${otherCase}\``;
  session.report(violationAt("table-not-found", suggestions === "" ? "schemaNotFound" : "schemaNotFoundSuggest", name, { schema, suggestions, table: dotted(name.parts) }));
  return null;
}

function notFoundDeep(parts: readonly string[], name: QualifiedName, session: QuerySession): null {
  session.report(violationAt("table-not-found", "tooManyParts", name, { table: parts.join(".") }));
  return null;
}
