import file from './data/system-tables.json' with { type: 'json' };
import type { Release } from './releases.ts';

/** Columns of a system table by name, in order; types are SQL type names. Null where this release's columns are not known. */
export type SystemTableColumns = ReadonlyMap<string, string> | null;

const tables: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = file.tables;
const since: Readonly<Record<string, number>> = file.since;

/** The schemas that hold system tables; names are case-sensitive. */
export const systemSchemas: readonly string[] = Object.keys(tables);

/** A table of INFORMATION_SCHEMA or sys; undefined when the release is known to have none of that name. */
export function systemTable(schema: string, name: string, release: Release): SystemTableColumns | undefined {
  const columns = tables[schema]?.[name];
  if (columns === undefined) return release.major > 33 ? null : undefined;
  if (release.major < (since[`${schema}.${name}`] ?? 0)) return undefined;
  return release.name === file.columnsOf ? new Map(Object.entries(columns)) : null;
}

/** Names of a schema's tables, for suggestions. */
export function systemTableNames(schema: string): readonly string[] {
  return Object.keys(tables[schema] ?? {});
}
