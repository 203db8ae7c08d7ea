import type { Expression, Node, SelectItem, Star } from "../../../syntax/nodes.ts";
import type { ColumnOrigin, OutputColumn } from "../../model.ts";
import { nativeTypeName } from "../../types/index.ts";
import { checkAggregates, firstTimeAggregate } from "../aggregates.ts";
import { partsBesideNames } from "../expression-parts.ts";
import { columnReferences, itemAlias, withoutParentheses } from "../expressions.ts";
import { violationAt, type ExpandedItem, type QuerySession } from "../query-state.ts";
import { expandStar } from "../stars.ts";
import { checkBareWindowFunction, checkWindowCalls } from "../windows.ts";
import { groupingOf, validateItem, type SelectWork } from "./work.ts";

/** Expands and types the SELECT list, then checks it against GROUP BY. */
export function validateItems(work: SelectWork): void {
  const { session } = work;
  for (const item of work.select.items) {
    if (!session.attempt(expand, item, work)) return;
  }
  checkTimeAggregates(work);
  for (const item of work.items) {
    // A name that is not to be grouped has nothing more to it.
    if (!work.aggregating && (item.expression === null || item.expression.kind === "ColumnReference")) continue;
    if (!session.attempt(checkExpanded, item, work)) return;
  }
}

function expand(item: SelectItem, work: SelectWork): void {
  if (item.expression.kind === "Star") expandStarItem(item, item.expression, work);
  else expandItem(item, item.expression, work);
}

function checkExpanded({ item, expression, column }: ExpandedItem, work: SelectWork): void {
  if (expression !== null) checkItem(item, expression, work);
  else if (work.aggregating && work.groupingKnown && column !== null) groupingOf(work).checkColumn(column, item);
}

function checkItem(item: SelectItem, expression: Expression, work: SelectWork): void {
  if (partsBesideNames(expression).calls.length > 0 && !checkCalls(item, expression, work)) return;
  if (work.aggregating && work.groupingKnown) groupingOf(work).check(expression);
}

function checkCalls(item: SelectItem, expression: Expression, work: SelectWork): boolean {
  if (item.alias === null && !checkBareWindowFunction(expression, work.session)) return false;
  return checkWindowCalls(expression, work.select.windows, work.session) && checkAggregates(expression, groupingOf(work), work.session, work.aggregating);
}

/** From 28 on EARLIEST and LATEST name `__time` themselves: a FROM clause in which it is no column, or that of several tables, refuses them. */
function checkTimeAggregates({ select, scope, itemScope, session, context }: SelectWork): void {
  if (session.release.major < 28 || scope.tables.length === 0) return;
  const having = scope.tables.filter(({ columns }) => columns?.some(({ name }) => name === "__time") === true);
  if (having.length === 1 || (having.length > 1 && itemScope.common?.has("__time") === true) || (having.length === 0 && scope.tables.some(({ columns }) => columns === null))) return;
  const call = firstTimeAggregate([...select.items, ...(select.having === null ? [] : [select.having]), ...(context.query.orderBy?.items ?? [])]);
  if (call !== null) session.report(violationAt("time-aggregate-without-time", having.length === 0 ? "missing" : "ambiguous", call, {}));
}

function expandStarItem(item: SelectItem, star: Star, work: SelectWork): void {
  if (item.alias !== null) {
    work.session.report(violationAt("star-with-alias", "alias", item, { alias: item.alias.name }));
    work.itemsKnown = false;
    return;
  }
  const expanded = expandStar(item, star, work.select.from, work.scope, work.names, work.session);
  if (expanded === null) work.itemsKnown = false;
  else work.items.push(...expanded);
}

function expandItem(item: SelectItem, expression: Expression, work: SelectWork): void {
  const alias = itemAlias(item, work.session.release);
  const name = alias ?? `EXPR$${String(work.names.size)}`;
  const type = validateItem(expression, work);
  const inner = withoutParentheses(expression);
  const column = inner.kind === "ColumnReference" ? work.session.resolved.get(inner) ?? null : null;
  const output: OutputColumn = {
    name, named: alias !== null, type, nativeType: nativeTypeName(type), item, expression,
    origins: originsOf(expression, work.session),
  };
  work.names.add(name);
  if (item.alias !== null && column?.merged === true) work.session.report(violationAt("column-ambiguous", "aliased", inner, { column: column.name }));
  work.items.push({ item, expression, column, merged: column?.merged === true, output });
}

/** The table columns that an expression reads, through subqueries and CTEs. */
export function originsOf(expression: Node, session: QuerySession): readonly ColumnOrigin[] {
  if (expression.kind === "ColumnReference") return session.resolved.get(expression)?.column?.origins ?? [];
  const origins: ColumnOrigin[] = [];
  for (const reference of columnReferences(expression, session.release)) {
    const resolved = session.resolved.get(reference);
    if (resolved?.column != null) origins.push(...resolved.column.origins);
  }
  return origins;
}
