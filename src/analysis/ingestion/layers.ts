import { operatorsNamed } from "../../druid/functions.ts";
import { forEachChild } from "../../syntax/child-keys.ts";
import type { CommonTable, Expression, FunctionCall, Node, Query, QueryBody, Select, TableReference } from "../../syntax/nodes.ts";
import { createMemo } from "../memo.ts";
import type { OutputColumn } from "../model.ts";
import type { AnalysisState } from "../steps.ts";

/**
 * The SELECT whose grouping becomes the outermost native groupBy: the outermost one, or one below it through subqueries and
 * CTEs that only project or filter. Null where the query does not group, or nothing is known.
 */
export interface GroupingLayer {
  readonly select: Select;
  /** SELECTs from the outermost to the grouping one, both included. */
  readonly path: readonly Select[];
}

type CommonTables = ReadonlyMap<string, CommonTable>;

export function groupingLayer(state: AnalysisState): GroupingLayer | null {
  if (!state.shape.grouped || state.query === null) return null;
  const path: Select[] = [];
  let place = selectOf(state.query, new Map());
  while (place !== null) {
    path.push(place.select);
    if (isGrouping(place.select, state)) return { select: place.select, path };
    place = sourceOf(place.select.from, place.tables);
  }
  return null;
}

interface Place {
  readonly select: Select;
  readonly tables: CommonTables;
}

function selectOf(query: Query, tables: CommonTables): Place | null {
  const own = query.with === null ? tables : new Map([...tables, ...query.with.tables.map((table) => [table.name.name, table] as const)]);
  return selectOfBody(query.body, own);
}

function selectOfBody(body: QueryBody, tables: CommonTables): Place | null {
  if (body.kind === "Select") return { select: body, tables };
  return body.kind === "ParenthesizedQuery" ? selectOf(body.query, tables) : null;
}

function sourceOf(from: TableReference | null, tables: CommonTables): Place | null {
  if (from?.kind === "DerivedTable") return selectOf(from.query, tables);
  if (from?.kind === "ParenthesizedTable") return sourceOf(from.table, tables);
  if (from?.kind !== "NamedTable" || from.name.parts.length !== 1) return null;
  const common = tables.get(from.name.parts[0]?.name ?? "");
  return common === undefined || common.columns.length > 0 ? null : selectOf(common.query, tables);
}

/** True for GROUP BY, DISTINCT and SELECTs of aggregates. */
export function isGrouping(select: Select, state: AnalysisState): boolean {
  if (select.groupBy !== null || select.quantifier === "DISTINCT" || select.having !== null) return true;
  return select.items.some((item) => item.expression.kind !== "Star" && holdsAggregate(item.expression, state));
}

export function holdsAggregate(node: Node, state: AnalysisState): boolean {
  if (node.kind === "FunctionCall" && isAggregate(node, state)) return true;
  if (node.kind === "SubqueryExpression") return false;
  let found = false;
  forEachChild(node, (child) => {
    found ||= holdsAggregate(child, state);
  });
  return found;
}

export function isAggregate(call: FunctionCall, state: AnalysisState): boolean {
  return call.over === null && call.name.parts.length === 1 && operatorsNamed(call.name.parts[0]?.name ?? "", state.release).some((fact) => fact.aggregate);
}

/** The expression of the grouping SELECT that an output column passes on unchanged; null where something is computed above it. */
export function groupedExpression(layer: GroupingLayer, column: OutputColumn): Expression | null {
  let name = column.name;
  let expression: Expression | null = column.expression;
  for (const [depth, select] of layer.path.entries()) {
    if (depth > 0) expression = itemNamed(select, name);
    if (select === layer.select) return expression === null ? null : bare(expression);
    const passed = expression === null ? name : referenceName(bare(expression));
    if (passed === null) return null;
    name = passed;
    expression = null;
  }
  return null;
}

const named = createMemo<Select, ReadonlyMap<string, Expression>>();

/** Each column above may ask for one. */
function itemNamed(select: Select, name: string): Expression | null {
  let items = named.values.get(select);
  if (items === undefined) named.values.set(select, (items = itemsByName(select)));
  return items.get(name) ?? null;
}

function itemsByName({ items }: Select): ReadonlyMap<string, Expression> {
  const byName = new Map<string, Expression>();
  for (const { expression, alias } of items) {
    const own = expression.kind === "Star" ? null : (alias?.name ?? referenceName(bare(expression)));
    if (expression.kind !== "Star" && own !== null && !byName.has(own)) byName.set(own, expression);
  }
  return byName;
}

export function referenceName(expression: Expression): string | null {
  return expression.kind === "ColumnReference" ? (expression.parts.at(-1)?.name ?? null) : null;
}

export function bare(expression: Expression): Expression {
  return expression.kind === "ParenthesizedExpression" ? bare(expression.expression) : expression;
}
