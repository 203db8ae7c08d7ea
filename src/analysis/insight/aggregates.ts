import type { Release } from "../../druid/releases.ts";
import type { CommonTable, Expression, FunctionCall, Query, Select, SelectItem, TableReference } from "../../syntax/nodes.ts";
import { createMemo } from "../memo.ts";
import type { StatementAnalysis } from "../model.ts";
import { partsBesideNames } from "../query/expression-parts.ts";
import { columnReferences, isAggregate, itemAlias, walkExpression, withoutParentheses } from "../query/expressions.ts";
import { selectOf } from "./statements.ts";

type CommonTables = ReadonlyMap<string, CommonTable>;

const noTables: CommonTables = new Map();

/**
 * The aggregate calls from which an item of a query's SELECT list is made: its own, else those of the columns that it reads from a
 * subquery or CTE below.
 */
export function aggregatesBehind(expression: Expression, query: Query, release: Release, outer = noTables): readonly FunctionCall[] {
  const own = aggregateCalls(expression, release);
  const from = selectOf(query)?.from ?? null;
  if (own.length > 0 || from === null || from.kind === "TableFunction") return own;
  const tables = withTables(query, outer);
  const below = sourceOf(from, tables);
  if (below === null) return none;
  const calls = new Set<FunctionCall>();
  for (const reference of columnReferences(expression, release)) {
    const item = itemNamed(below, reference.parts.at(-1)?.name ?? "");
    if (item === null) continue;
    for (const call of aggregatesBehind(item, below, release, tables)) calls.add(call);
  }
  return [...calls];
}

/** A column of a result and the aggregate calls that it is made of. */
export interface AggregatedColumn {
  readonly expression: Expression;
  readonly calls: readonly FunctionCall[];
}

const aggregated = createMemo<StatementAnalysis, readonly AggregatedColumn[]>();

/** The columns of a statement's result that are made of aggregates, found once for all who ask. */
export function aggregatedColumns(query: Query, analysis: StatementAnalysis): readonly AggregatedColumn[] {
  let columns = aggregated.values.get(analysis);
  if (columns === undefined) aggregated.values.set(analysis, (columns = findAggregated(query, analysis)));
  return columns;
}

function findAggregated(query: Query, { output, options }: StatementAnalysis): readonly AggregatedColumn[] {
  const columns: AggregatedColumn[] = [];
  for (const { expression } of output ?? []) {
    const calls = expression === null ? none : aggregatesBehind(expression, query, options.release);
    if (expression !== null && calls.length > 0) columns.push({ expression, calls });
  }
  return columns;
}

/** The aggregate calls in an expression, outermost only; not those with OVER. */
export function aggregateCalls(expression: Expression, release: Release): readonly FunctionCall[] {
  for (const call of partsBesideNames(expression).calls) if (isAggregate(call, release)) return outermostAggregates(expression, release);
  return none;
}

const none: readonly FunctionCall[] = [];

function outermostAggregates(expression: Expression, release: Release): readonly FunctionCall[] {
  const calls: FunctionCall[] = [];
  walkExpression(expression, (node) => {
    if (isAggregate(node, release)) {
      calls.push(node);
      return false;
    }
    return true;
  });
  return calls;
}

/** The SELECT nearest to the top that has GROUP BY, through subqueries and CTEs; null where there is none. */
export function groupingSelect(query: Query, outer = noTables): Select | null {
  const select = selectOf(query);
  if (select === null || select.groupBy !== null) return select;
  const tables = withTables(query, outer);
  const below = sourceOf(select.from, tables);
  return below === null ? null : groupingSelect(below, tables);
}

/** The name of a function as written, upper case. */
export function nameOfCall(call: FunctionCall): string {
  return call.name.parts.at(-1)?.name.toUpperCase() ?? "";
}

const tablesOf = createMemo<Query, { readonly outer: CommonTables; readonly tables: CommonTables }>();

/** Made once for all columns that are followed into the query. */
function withTables(query: Query, outer: CommonTables): CommonTables {
  if (query.with === null) return outer;
  const known = tablesOf.values.get(query);
  if (known?.outer === outer) return known.tables;
  const tables = new Map([...outer, ...query.with.tables.map((table) => [table.name.name, table] as const)]);
  tablesOf.values.set(query, { outer, tables });
  return tables;
}

function sourceOf(from: TableReference | null, tables: CommonTables): Query | null {
  if (from?.kind === "ParenthesizedTable") return sourceOf(from.table, tables);
  if (from?.kind === "DerivedTable") return from.query;
  if (from?.kind !== "NamedTable" || from.name.parts.length !== 1) return null;
  return tables.get(from.name.parts[0]?.name ?? "")?.query ?? null;
}

const named = createMemo<Query, ReadonlyMap<string, SelectItem>>();

/** Each column above may ask for one. */
function itemNamed(query: Query, name: string): Expression | null {
  let items = named.values.get(query);
  if (items === undefined) named.values.set(query, (items = itemsByName(query)));
  const item = items.get(name);
  return item === undefined || item.expression.kind === "Star" ? null : withoutParentheses(item.expression);
}

function itemsByName(query: Query): ReadonlyMap<string, SelectItem> {
  const byName = new Map<string, SelectItem>();
  for (const item of selectOf(query)?.items ?? []) {
    const name = itemAlias(item);
    if (name !== null && !byName.has(name)) byName.set(name, item);
  }
  return byName;
}
