import type { Expression, FunctionCall, Node } from "../../../syntax/nodes.ts";
import { partsOf } from "../expression-parts.ts";
import { isAggregate, withoutParentheses } from "../expressions.ts";
import { violationAt, type QuerySession } from "../query-state.ts";
import type { Aggregate, Relation } from "../relations.ts";
import { typeOf } from "./context.ts";
import { aggregatesOf, expressionsOverGroups, isCountOfAll, isExpression } from "./needed-columns.ts";
import { isEmpty, mayBeEmpty } from "./no-rows.ts";

/**
 * True when groups over no rows are taken out before their aggregates are planned: rules that find nothing to do with the groups come
 * first only where nothing but the rows stands below, and until 27 where nothing is sorted or filtered above.
 */
export function areGroupsGone(aggregate: Aggregate, session: QuerySession): boolean {
  if (aggregate.distinct || aggregate.sets || !mayBeEmpty(aggregate.input, session)) return false;
  if (aggregate.keys.length === 0) return isRowOfNothing(aggregate, session);
  if (session.release.major >= 28) return true;
  const columns = readByAggregates(aggregate, session).filter(({ kind }) => kind === "ColumnReference");
  return isUnread(aggregate, session) && areKnown(aggregatesOf(aggregate, session), true) && isInOrder(positionsOf([...aggregate.keys, ...columns], session));
}

/** The one group of no rows is a row that is written down (`AggregateValuesRule`): Druid has no form for a time in it that is NULL. */
export function planRowOfNothing(aggregate: Aggregate, session: QuerySession): void {
  if (session.stopped() || aggregate.keys.length > 0 || !isEmpty(aggregate.input, session) || !isRowOfNothing(aggregate, session)) return;
  const isTime = (expression: Expression): boolean => ["TIMESTAMP", "DATE"].includes(typeOf(expression, session)?.name ?? "");
  // From 28 on only what ends up as a column of the row is written down.
  const written = session.release.major < 28 ? aggregatesOf(aggregate, session) : expressionsOverGroups(aggregate.node, aggregate.facts).filter(isTime).flatMap((expression) => partsOf(expression).calls);
  const time = written.find((call) => isAggregate(call, session.release) && isTime(call));
  if (time !== undefined) session.report(violationAt("null-without-type", "aggregate", time, { type: typeOf(time, session)?.name ?? "" }, "plan"));
}

/** Aggregates whose value over no rows Calcite knows. */
const known: ReadonlySet<string> = new Set(["COUNT", "SUM", "$SUM0", "MIN", "MAX"]);

function isRowOfNothing(aggregate: Aggregate, session: QuerySession): boolean {
  if (aggregate.sets || !areKnown(aggregatesOf(aggregate, session), false)) return false;
  const read = readByAggregates(aggregate, session);
  return isInOrder([...new Set(positionsOf(read, session))]) && isReadAlone(new Set(read.map((column) => nameOf(column, session))), aggregate.input, session);
}

function areKnown(calls: readonly FunctionCall[], areGrouped: boolean): boolean {
  const isCountedApart = ({ quantifier }: FunctionCall, name: string): boolean => areGrouped && quantifier === "DISTINCT" && name === "COUNT";
  return calls.every((call) => {
    const name = call.name.parts[0]?.name.toUpperCase() ?? "";
    return call.filter === null && known.has(name) && !isCountedApart(call, name);
  });
}

function isUnread({ node, facts }: Aggregate, session: QuerySession): boolean {
  return facts.order.length === 0 && (node.having === null || !partsOf(node.having).calls.some((call) => isAggregate(call, session.release)));
}

function readByAggregates(aggregate: Aggregate, session: QuerySession): readonly Expression[] {
  return aggregatesOf(aggregate, session).flatMap((call) => (isCountOfAll(call, session) ? [] : call.arguments.filter(isExpression)));
}

/** Columns as the table has them, which need no projection. */
function isInOrder(positions: readonly number[]): boolean {
  return positions.every((position, index) => position !== -1 && (index === 0 || position > (positions[index - 1] ?? 0)));
}

function positionsOf(columns: readonly Expression[], session: QuerySession): readonly number[] {
  const found = columns.map((column) => session.resolved.get(withoutParentheses(column)) ?? null);
  return found.map((column) => column?.table.columns?.findIndex(({ name }) => name === column.name) ?? -1);
}

const nameOf = (expression: Node, session: QuerySession): string => session.resolved.get(withoutParentheses(expression as Expression))?.name ?? "";

/** No other column is read up to where the rows end, and none is computed. */
function isReadAlone(names: ReadonlySet<string>, input: Relation, session: QuerySession): boolean {
  let below = input;
  for (; below.kind === "filter" || below.kind === "sort" || below.kind === "project"; below = below.input) {
    if (below.kind === "filter" && partsOf(below.condition).references.some((reference) => !names.has(nameOf(reference, session)))) return false;
    if (below.kind === "project" && below.fields?.every(({ source }) => source !== null) !== true) return false;
    if (below.kind !== "project" && !mayBeEmpty(below.input, session)) return below.input.kind !== "join";
  }
  return below.kind === "union" && session.release.major >= 28;
}
