import type { ColumnReference, Identifier, Star } from "../../syntax/nodes.ts";
import type { Violation } from "../../syntax/violation.ts";
import { nearest } from "../../text/nearest.ts";
import { createMemo } from "../memo.ts";
import type { OutputColumn } from "../model.ts";
import { dotted, violationAt, type FromTable, type NameScope, type QuerySession, type ResolvedColumn } from "./query-state.ts";

/**
 * The column that a name stands for, searched as Calcite's `DelegatingScope.fullyQualify` does: the tables of the FROM clause, then
 * those of the enclosing queries. Reports and returns null where there is none, or more than one.
 */
export function resolveName(reference: ColumnReference, scope: NameScope, session: QuerySession): ResolvedColumn | null {
  const [first] = reference.parts;
  if (first === undefined) return null;
  return reference.parts.length === 1 ? resolveSimple(reference, first.name, scope, session) : resolveQualified(reference, scope, session);
}

function resolveSimple(reference: ColumnReference, name: string, scope: NameScope, session: QuerySession): ResolvedColumn | null {
  for (let level: NameScope | null = scope; level !== null; level = level.parent) {
    const found = findIn(level, name, level === scope && level.common?.has(name) === true);
    if (found === "ambiguous") return ambiguous(reference, name, session);
    if (found !== null) return found;
  }
  reportColumnNotFound(reference, name, scope, session);
  return null;
}

/**
 * The one column of the name in a FROM clause, the first of those that USING makes `common`. A table without known columns may hold it:
 * it is taken as it comes.
 */
function findIn(level: NameScope, name: string, common: boolean): ResolvedColumn | "ambiguous" | null {
  let found: ResolvedColumn | null = null;
  let unknown: FromTable | null = null;
  for (const table of level.tables) {
    if (table.columns === null) unknown ??= table;
    const named = columnsNamed(table, name);
    if (named === null || (common && found !== null)) continue;
    if (found !== null || named.count > 1) return "ambiguous";
    found = { table, column: named.column, name, merged: common };
  }
  return found ?? (unknown === null ? null : { table: unknown, column: null, name });
}

function ambiguous(reference: ColumnReference, name: string, session: QuerySession): null {
  session.report(violationAt("column-ambiguous", "ambiguous", reference, { column: name }));
  return null;
}

function reportColumnNotFound(reference: ColumnReference, name: string, scope: NameScope, session: QuerySession): void {
  const empty = emptySignature(scope, session);
  if (empty !== null) {
    session.report({ ...empty, stage: "validate", druidStart: reference.start });
    return;
  }
  const otherCase = nameInOtherCase(name, scope);
  if (otherCase !== null) {
    session.report(violationAt("column-not-found", "wrongCase", reference, { column: name, suggestion: otherCase }));
    return;
  }
  const suggestions = nearestNames(name, allColumnNames(scope));
  session.report(violationAt("column-not-found", suggestions === "" ? "notFound" : "notFoundSuggest", reference, { column: name, suggestions }));
}

/** A table in sight that was declared without columns: that is why the name is found nowhere. */
function emptySignature({ tables }: NameScope, { unplannable }: QuerySession): Violation | null {
  return unplannable.find(({ rule, start, end }) => rule === "signature-empty" && tables.some(({ node }) => node !== null && node.start <= start && end <= node.end)) ?? null;
}

function nameInOtherCase(name: string, scope: NameScope): string | null {
  const lower = name.toLowerCase();
  for (let level: NameScope | null = scope; level !== null; level = level.parent) {
    for (const table of level.tables) {
      const column = table.columns?.find((candidate) => candidate.name.toLowerCase() === lower);
      if (column !== undefined) return column.name;
    }
  }
  return null;
}

function allColumnNames(scope: NameScope): string[] {
  const names: string[] = [];
  for (let level: NameScope | null = scope; level !== null; level = level.parent) {
    for (const table of level.tables) for (const column of table.columns ?? []) names.push(column.name);
  }
  return names;
}

/** At most three names near the one written, in backticks, as text for a message; empty when none is near. */
export function nearestNames(name: string, candidates: readonly string[]): string {
  return nearest(name, [...new Set(candidates)]).map((candidate) => `\`${candidate}\``).join(", ");
}

// Qualified names

function resolveQualified(reference: ColumnReference, scope: NameScope, session: QuerySession): ResolvedColumn | null {
  const { parts } = reference;
  for (let length = Math.min(parts.length - 1, longestQualifier(scope)); length > 0; length--) {
    const table = findTable(parts.slice(0, length), scope);
    if (table !== null) return columnOf(reference, table, length, session);
    const otherCase = tableInOtherCase(parts.slice(0, length), scope);
    if (otherCase !== null) {
      const prefix = rangeOf(parts.slice(0, length));
      session.report(violationAt("table-not-found", "aliasWrongCase", prefix, { table: dotted(parts.slice(0, length)), suggestion: otherCase }));
      return null;
    }
  }
  const [first] = parts;
  if (first === undefined) return null;
  const field = fieldOfColumn(reference, first.name, scope);
  if (field !== null) return field;
  const prefix = parts.slice(0, -1);
  session.report(violationAt("table-not-found", "aliasNotFound", rangeOf(prefix), { table: dotted(prefix), suggestions: nearestNames(dotted(prefix), tableNames(scope)) }));
  return null;
}

/** More parts than the longest path that is in sight mean no table. */
function longestQualifier(scope: NameScope): number {
  let longest = 1;
  for (let level: NameScope | null = scope; level !== null; level = level.parent) {
    for (const { path } of level.tables) longest = Math.max(longest, path?.length ?? 1);
  }
  return longest;
}

/** `column.field` of a column whose table is not known, or of a ROW: nothing is claimed of it. */
function fieldOfColumn(reference: ColumnReference, name: string, scope: NameScope): ResolvedColumn | null {
  for (let level: NameScope | null = scope; level !== null; level = level.parent) {
    for (const table of level.tables) {
      const column = columnNamed(table, name);
      if (column?.type.name === "UNKNOWN" || column?.type.name === "ROW") return { table, column: null, name: dotted(reference.parts) };
    }
  }
  return null;
}

function tableNames(scope: NameScope): string[] {
  const names: string[] = [];
  for (let level: NameScope | null = scope; level !== null; level = level.parent) {
    for (const table of level.tables) if (table.name !== null) names.push(table.name);
  }
  return names;
}

/** The table that a qualifier means: an alias, or the path of a catalog table that is visible under its own name. */
export function findTable(parts: readonly Identifier[], scope: NameScope): FromTable | null {
  const last = parts.at(-1)?.name;
  for (let level: NameScope | null = scope; level !== null; level = level.parent) {
    for (const table of level.tables) {
      if (table.name !== last) continue;
      if (parts.length === 1 || (level.pathsHidden !== true && isPathOf(parts, table))) return table;
    }
  }
  return null;
}

function isPathOf(parts: readonly Identifier[], table: FromTable): boolean {
  const path = table.path;
  return path !== null && path.length === parts.length && parts.every((part, index) => part.name === path[index]);
}

function tableInOtherCase(parts: readonly Identifier[], scope: NameScope): string | null {
  const [only] = parts;
  if (parts.length !== 1 || only === undefined) return null;
  const lower = only.name.toLowerCase();
  const matches = tableNames(scope).filter((name) => name.toLowerCase() === lower);
  return matches.length === 1 ? matches[0] ?? null : null;
}

function columnOf(reference: ColumnReference, table: FromTable, length: number, session: QuerySession): ResolvedColumn | null {
  const { parts } = reference;
  const name = parts[length]?.name ?? "";
  if (table.columns === null) return { table, column: null, name };
  const column = columnNamed(table, name);
  const rest = parts.slice(length);
  if (column !== null && rest.length > 1 && (column.type.name === "ROW" || column.type.name === "UNKNOWN")) return { table, column: null, name: dotted(rest) };
  if (column === null || rest.length > 1) {
    reportNotInTable(table, parts.slice(0, length), column === null ? rest.slice(0, 1) : rest, session);
    return null;
  }
  if (countNamed(table, name) > 1) return ambiguous(reference, name, session);
  return { table, column, name };
}

function reportNotInTable(table: FromTable, prefix: readonly Identifier[], rest: readonly Identifier[], session: QuerySession): void {
  const data = { column: dotted(rest), table: dotted(prefix) };
  const lower = dotted(rest).toLowerCase();
  const otherCase = table.columns?.find((column) => column.name.toLowerCase() === lower);
  if (otherCase !== undefined) {
    session.report(violationAt("column-not-found", "wrongCaseInTable", rangeOf(rest), { ...data, suggestion: otherCase.name }));
    return;
  }
  const suggestions = nearestNames(dotted(rest), (table.columns ?? []).map((column) => column.name));
  session.report(violationAt("column-not-found", suggestions === "" ? "notInTable" : "notInTableSuggest", rangeOf(rest), { ...data, suggestions }));
}

function rangeOf(parts: readonly Identifier[]): { start: number; end: number } {
  return { start: parts[0]?.start ?? 0, end: parts.at(-1)?.end ?? 0 };
}

/** The first column of the table that bears the name, and how many do; null where none does, or nothing is known of them. */
function columnsNamed({ columns }: FromTable, name: string): NamedColumns | null {
  if (columns === null) return null;
  if (columns.length > few) return indexOf(columns).get(name) ?? null;
  let first: OutputColumn | null = null;
  let count = 0;
  for (const column of columns) {
    if (column.name !== name) continue;
    first ??= column;
    count++;
  }
  return first === null ? null : { column: first, count };
}

export function columnNamed(table: FromTable, name: string): OutputColumn | null {
  return columnsNamed(table, name)?.column ?? null;
}

/** How many columns of the table bear the name. */
export function countNamed(table: FromTable, name: string): number {
  return columnsNamed(table, name)?.count ?? 0;
}

/** Among so few columns looking at each is quicker than an index. */
const few = 8;

interface NamedColumns {
  /** The first of the name. */
  readonly column: OutputColumn;
  count: number;
}

const indexes = createMemo<readonly OutputColumn[], ReadonlyMap<string, NamedColumns>>();

/** The columns of a table by name, made once. */
function indexOf(columns: readonly OutputColumn[]): ReadonlyMap<string, NamedColumns> {
  const known = indexes.values.get(columns);
  if (known !== undefined) return known;
  const index = new Map<string, NamedColumns>();
  for (const column of columns) {
    const named = index.get(column.name);
    if (named === undefined) index.set(column.name, { column, count: 1 });
    else named.count++;
  }
  indexes.values.set(columns, index);
  return index;
}

/** The tables that `*` or `t.*` stands for, in order; null (and reported) where the qualifier names none. */
export function tablesOfStar(star: Star, scope: NameScope, session: QuerySession): readonly FromTable[] | null {
  if (star.qualifier.length === 0) return scope.tables;
  const table = findTable(star.qualifier, scope);
  if (table !== null) return [table];
  session.report(violationAt("table-not-found", "starNotFound", star, { table: dotted(star.qualifier) }));
  return null;
}
