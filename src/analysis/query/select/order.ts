import type { Expression, OrderItem } from "../../../syntax/nodes.ts";
import { typeExpression } from "../../types/index.ts";
import { checkAggregates } from "../aggregates.ts";
import { expressionScope, typeNames } from "../expression-scope.ts";
import { ordinalOf, withoutParentheses } from "../expressions.ts";
import { createGrouping, type Grouping } from "../grouping.ts";
import { checkOrdinal } from "../queries.ts";
import { checkNulls } from "../nulls-order.ts";
import { violationAt, type ExpandedItem, type OrderKey } from "../query-state.ts";
import { checkWindowCalls } from "../windows.ts";
import { takeOrderAliases } from "./aliases.ts";
import { groupingOf, type SelectWork } from "./work.ts";

/** ORDER BY, in an ingestion CLUSTERED BY; the keys are kept for planning. */
export function validateOrder(work: SelectWork): void {
  const { context, session } = work;
  for (const item of context.order) {
    session.attempt(validateOrderItem, item, work);
    if (session.stopped()) return;
  }
}

function validateOrderItem(item: OrderItem, work: SelectWork): void {
  const { session, scope, context } = work;
  const ordinal = ordinalOf(item.expression);
  if (ordinal !== null) {
    if (!checkNulls(item, session)) return;
    if (checkOrdinal(item, ordinal, work.itemsKnown ? work.items : null, session)) addOrdinalKey(item, ordinal, work);
    const selected = work.items[ordinal - 1]?.expression ?? null;
    if (selected !== null && work.select.quantifier === "DISTINCT" && !session.stopped()) checkDistinctOrder(selected, work);
    return;
  }
  if (!takeOrderAliases(item.expression, work) || !typeNames(item.expression, scope, session, work.aliases)) return;
  typeExpression(item.expression, expressionScope(scope, context.commonTables, session, work.aliases), session.environment);
  if (session.stopped() || !checkNulls(item, session) || !checkWindowCalls(item.expression, work.select.windows, session)) return;
  if (!checkAggregates(item.expression, groupingOf(work), session, work.aggregating)) return;
  if (work.select.quantifier === "DISTINCT" && !checkDistinctOrder(item.expression, work)) return;
  if (work.aggregating && work.groupingKnown && !groupingOf(work).check(item.expression)) return;
  addKey({ item, ordinal: ordinalOfKey(item.expression, work), expression: withoutParentheses(item.expression) }, work);
}

function addOrdinalKey(item: OrderItem, ordinal: number, work: SelectWork): void {
  const target = work.items[ordinal - 1];
  addKey({ item, ordinal, expression: target?.expression ?? item.expression }, work);
}

/** A column that USING merged is looked up anew where groups are sorted by it (28 on): it is then of the left table, which is not grouped by. */
function addKey(key: OrderKey, work: SelectWork): void {
  const target = key.ordinal === null ? undefined : work.items[key.ordinal - 1];
  if (target?.merged === true && target.expression !== null && work.aggregating && work.session.release.major >= 28) {
    const { name, table } = target.column ?? { name: target.output.name, table: null };
    work.session.report(violationAt("not-grouped", "notGrouped", target.expression, { expression: table?.name == null ? name : `${table.name}.${name}`, aggregate: null }));
  } else work.order.push(key);
}

/** The item of the SELECT list that an ORDER BY expression is, by alias or by being the same; null when it is none. */
function ordinalOfKey(expression: Expression, work: SelectWork): number | null {
  const grouping = groupingOf(work);
  const { indexes, items } = work;
  const key = grouping.keyOf(expression);
  for (; !indexes.ordinals.has(key) && indexes.looked < items.length; indexes.looked++) {
    const itemKey = keyOfItem(items[indexes.looked], grouping);
    if (itemKey !== null && !indexes.ordinals.has(itemKey)) indexes.ordinals.set(itemKey, indexes.looked + 1);
  }
  return indexes.ordinals.get(key) ?? null;
}

function keyOfItem(item: ExpandedItem | undefined, grouping: Grouping): string | null {
  if (item === undefined) return null;
  if (item.expression !== null) return grouping.keyOf(item.expression);
  return item.column === null ? null : grouping.keyOfColumn(item.column);
}

/** SELECT DISTINCT sorts only by what it selects. */
function checkDistinctOrder(expression: Expression, work: SelectWork): boolean {
  work.indexes.distinct ??= groupingOfItems(work);
  return work.indexes.distinct.check(expression);
}

function groupingOfItems(work: SelectWork): Grouping {
  const expressions = work.items.flatMap(({ expression }) => (expression === null ? [] : [expression]));
  const columns = work.items.flatMap(({ expression, column }) => (expression === null && column !== null ? [column] : []));
  return createGrouping(expressions, { scope: work.scope, session: work.session, aliases: work.aliases, distinct: true }, columns);
}
