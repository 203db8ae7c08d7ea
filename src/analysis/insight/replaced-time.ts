import type { ColumnReference, CommonTable, DerivedTable, Expression, InsertStatement, NamedTable, Node, Query, ReplaceStatement, Select, TableReference } from "../../syntax/nodes.ts";
import { replaceNodes } from "../../syntax/child-keys.ts";
import { granularityByName, type Granularity } from "../../druid/granularities.ts";
import { bucketStart } from "../ingestion/granularity.ts";
import { createMemo } from "../memo.ts";
import type { Interval, StatementAnalysis } from "../model.ts";
import { columnReferences, itemAlias, withoutParentheses } from "../query/expressions.ts";
import { tableRead } from "./joined-table.ts";
import { externInput, textProperty } from "./extern-inputs.ts";
import { floorGranularity } from "./floors.ts";
import { selectOf } from "./statements.ts";
import { commonIntervals, timeFilter, withoutIntervals } from "./time-filter.ts";

/** Which times the rows that an ingestion writes can have, as far as its WHERE clauses tell. */
export interface WrittenTime {
  /** The expression that makes `__time` in the outermost SELECT; null for a column of a star. */
  readonly expression: Expression | null;
  readonly select: Select;
  /** Half-open; no row lies outside of them. */
  readonly intervals: readonly Interval[];
  /** From the first to the last comparison that bounds the time, in the outermost WHERE that does; null where none does. */
  readonly bounds: { readonly start: number; readonly end: number } | null;
  /** True when something that is not understood may bound the time further. */
  readonly undecided: boolean;
  /** What makes the time, followed through subqueries and CTEs to where it is no longer just passed on. */
  readonly made: Expression | null;
  /** True when it is cut to a unit on the way. */
  readonly cut: boolean;
  /** What the rows are read from at the end of the way; `inline`: data in the text; null where it is several things or not known. */
  readonly source: "datasource" | "external" | "inline" | null;
}

/** The last of the common tables that a query can name, and those before it: the ones that its own query can name. */
interface CommonTables {
  readonly table: CommonTable;
  readonly earlier: CommonTables | null;
}

interface Level {
  readonly select: Select;
  readonly tables: CommonTables | null;
  readonly time: Expression;
}

/** Several rules ask the same of each statement. */
const known = createMemo<StatementAnalysis, WrittenTime | null>();

/**
 * Follows `__time` from the outermost SELECT down to what it is read from, once for all rules; null where the query is no plain
 * SELECT or has no such column.
 */
export function writtenTime(ingest: InsertStatement | ReplaceStatement, analysis: StatementAnalysis): WrittenTime | null {
  let written = known.values.get(analysis);
  if (written === undefined) {
    written = followTime(ingest, analysis);
    known.values.set(analysis, written);
  }
  return written;
}

/**
 * The first stretch of time that is not replaced and whose rows the SELECT lets through: Druid fails the task at such a row. Null where
 * there is none, and where that cannot be told.
 */
export function firstOutside(written: WrittenTime, replaced: readonly Interval[]): Interval | null {
  if (written.undecided || written.source === null || written.source === "inline") return null;
  return withoutIntervals(written.intervals, replaced)[0] ?? null;
}

function followTime(ingest: InsertStatement | ReplaceStatement, analysis: StatementAnalysis): WrittenTime | null {
  const select = selectOf(ingest.source);
  const time = select === null ? undefined : timeItem(select, "__time");
  if (select === null || time === undefined) return null;
  let level: Level | null = { select, tables: tablesOf(ingest.source, null), time: time ?? starTime(select) };
  let intervals: readonly Interval[] = [{ start: -Infinity, end: Infinity }];
  let bounds: WrittenTime["bounds"] = null;
  let undecided = false;
  let source: WrittenTime["source"] = null;
  let made: Expression | null = null;
  let cut = false;
  while (level !== null) {
    const { expression, floored } = withoutFloor(level.time);
    made = expression;
    cut ||= floored;
    const filter = timeFilter(level.select.where, expression, analysis);
    const admitted = floored ? toBuckets(filter.intervals, floorGranularity(level.time) ?? chunkGranularity(analysis)) : filter.intervals;
    intervals = commonIntervals(intervals, admitted);
    bounds ??= spanOf(filter.bounds);
    const constant = columnReferences(expression, analysis.options.release).length === 0;
    undecided ||= constant || filter.undecided || level.select.having !== null || level.select.qualify !== null;
    const from = tableRead(level.select.from, expression, analysis);
    source = sourceOf(from, analysis, level.tables);
    const below = nextLevel(level, from, expression, analysis);
    if (below === "unknown") undecided = true;
    level = below === "unknown" ? null : below;
  }
  return { expression: time, select, intervals, bounds, undecided, made, cut, source };
}

function spanOf(nodes: readonly Expression[]): WrittenTime["bounds"] {
  const [first] = nodes;
  const last = nodes.at(-1);
  return first === undefined || last === undefined ? null : { start: first.start, end: last.end };
}

/** `undefined`: the SELECT list has no such column that is known; null: a star may hold it. */
function timeItem(select: Select, name: string): Expression | null | undefined {
  for (const item of select.items) if (item.expression.kind !== "Star" && itemAlias(item) === name) return item.expression;
  return select.items.some((item) => item.expression.kind === "Star") ? null : undefined;
}

/** The column that a star passes on, as an expression to compare with. */
function starTime(select: Select): Expression {
  const { start, end } = select;
  return { kind: "ColumnReference", start, end, parts: [{ kind: "Identifier", start, end, name: "__time", quoted: false }] };
}

/** A time cut to a unit that is not known is taken to lie in the same chunk as the time itself. */
function withoutFloor(expression: Expression): { readonly expression: Expression; readonly floored: boolean } {
  const node = withoutParentheses(expression);
  if (node.kind !== "FunctionCall") return { expression: node, floored: false };
  const name = node.name.parts.at(-1)?.name.toUpperCase();
  const time = name === "FLOOR" || name === "TIME_FLOOR" ? node.arguments[0] : name === "DATE_TRUNC" ? node.arguments[1] : undefined;
  const isTime = time !== undefined && (time.kind === "ColumnReference" || time.kind === "FunctionCall" || time.kind === "CastExpression");
  return isTime ? { expression: time, floored: true } : { expression: node, floored: false };
}

function chunkGranularity(analysis: StatementAnalysis): Granularity | null {
  const name = analysis.ingestion?.granularity?.name;
  return name === null || name === undefined ? null : granularityByName(name);
}

function toBuckets(intervals: readonly Interval[], granularity: Granularity | null): readonly Interval[] {
  if (granularity === null || granularity.name === "ALL") return intervals;
  return intervals.map(({ start, end }) => ({ start: bucketStart(granularity, start), end: bucketEnd(end, (instant) => bucketStart(granularity, instant)) }));
}

function bucketEnd(end: number, startOf: (instant: number) => number): number {
  const start = startOf(end);
  if (!Number.isFinite(end) || start === end) return end;
  // The longest bucket is a year: a day more lands in the next one, whatever the size.
  for (let step = 1000; ; step *= 2) {
    const next = startOf(end + step);
    if (next > start) return firstBoundary(start, next, startOf);
  }
}

/** The first bucket boundary behind `start`, by halving. */
function firstBoundary(start: number, later: number, startOf: (instant: number) => number): number {
  let low = start;
  let high = later;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (startOf(middle) > start) high = middle;
    else low = middle;
  }
  return high;
}

function tablesOf(query: Query, outer: CommonTables | null): CommonTables | null {
  let tables = outer;
  for (const table of query.with?.tables ?? []) tables = { table, earlier: tables };
  return tables;
}

function nextLevel(level: Level, from: TableReference | null, time: Expression, analysis: StatementAnalysis): Level | "unknown" | null {
  const below = queryOf(from, level.tables);
  if (below === null) return from === null && level.select.from !== null ? "unknown" : null;
  const select = below.renamed ? null : selectOf(below.query);
  const inner = select === null ? null : timeBelow(time, select, analysis);
  if (select === null || inner === null) return "unknown";
  return { select, tables: tablesOf(below.query, below.tables), time: inner };
}

/** An expression over a subquery's columns, said of what the subquery reads; null where that cannot be told. */
function timeBelow(time: Expression, select: Select, analysis: StatementAnalysis): Expression | null {
  if (time.kind === "ColumnReference") return columnBelow(time, select);
  const columns = new Map<Node, Node>();
  for (const reference of columnReferences(time, analysis.options.release)) {
    const column = columnBelow(reference, select);
    // Computed columns in the place of names could double the expression at every level.
    if (column?.kind !== "ColumnReference") return null;
    columns.set(reference, column);
  }
  return replaceNodes(time, columns);
}

function columnBelow(reference: ColumnReference, select: Select): Expression | null {
  const parts = reference.parts.slice(-1);
  const item = timeItem(select, parts[0]?.name ?? "");
  return item === undefined ? null : (item ?? { ...reference, parts });
}

interface Below {
  readonly query: Query;
  readonly tables: CommonTables | null;
  /** True where a list of names hides those that the query gives its columns. */
  readonly renamed: boolean;
}

function queryOf(from: TableReference | null, tables: CommonTables | null): Below | null {
  if (from?.kind === "DerivedTable") return { query: from.query, tables, renamed: hasColumnNames(from) };
  if (from?.kind !== "NamedTable") return null;
  const common = commonTable(from, tables);
  return common === null ? null : { query: common.table.query, tables: common.earlier, renamed: common.table.columns.length > 0 || hasColumnNames(from) };
}

function hasColumnNames({ alias }: DerivedTable | NamedTable): boolean {
  return alias !== null && alias.columns.length > 0;
}

function commonTable({ name }: NamedTable, tables: CommonTables | null): CommonTables | null {
  if (name.parts.length !== 1) return null;
  let common = tables;
  while (common !== null && common.table.name.name !== name.parts[0]?.name) common = common.earlier;
  return common;
}

function sourceOf(from: TableReference | null, analysis: StatementAnalysis, tables: CommonTables | null): WrittenTime["source"] {
  if (from?.kind === "NamedTable") return commonTable(from, tables) === null ? "datasource" : null;
  if (from?.kind === "DerivedTable" && from.query.body.kind === "Values") return "inline";
  if (from?.kind !== "TableFunction") return null;
  const input = externInput(from, analysis.options.release);
  const source = input?.source ?? null;
  return source !== null && textProperty(source.node, "type") === "inline" ? "inline" : "external";
}
