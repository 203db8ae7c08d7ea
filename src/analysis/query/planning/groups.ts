import type { Expression, FunctionCall } from "../../../syntax/nodes.ts";
import { firstTimeAggregate } from "../aggregates.ts";
import { partsBesideNames, partsOf } from "../expression-parts.ts";
import { isAggregate } from "../expressions.ts";
import { planRelation } from "../plan-shape.ts";
import { countGroupingSets } from "../grouping-sets.ts";
import { violationAt, type QuerySession } from "../query-state.ts";
import type { Aggregate } from "../relations.ts";
import { innerPlace, typeOf, type Place, type PlanContext } from "./context.ts";
import { planRowOfNothing } from "./empty-groups.ts";
import { planWithQueries } from "./expressions.ts";
import { reportGroupedType, reportKeyType } from "./key-types.ts";
import { expressionsOverGroups, isCountOfAll, isExpression } from "./needed-columns.ts";
import { isEmpty } from "./no-rows.ts";

/** GROUP BY, DISTINCT and aggregates: what is below, the keys, what is aggregated, exact distinct counts. */
export function planAggregate(aggregate: Aggregate, context: PlanContext, place: Place): void {
  const { session } = context;
  planRelation(aggregate.input, context, { ...innerPlace, needed: aggregate.distinct ? null : place.needed });
  for (const key of aggregate.keys) {
    if (!aggregate.distinct) planWithQueries(key, "grouping", context);
    reportGroupedType(typeOf(key, session), key, aggregate, session);
    if (session.stopped()) return;
  }
  planGroupingSets(aggregate, session);
  planTimeAggregates(aggregate, session);
  planAggregated(aggregate, context);
  planRowOfNothing(aggregate, session);
  if (session.stopped() || isEmpty(aggregate.input, session)) return;
  if (aggregate.distinct) planDistinctStar(aggregate, session);
  else planExactDistinct(aggregate, context);
}

/** What is aggregated is a projection below: it is planned even where the aggregate itself turns out not to be needed. */
function planAggregated(aggregate: Aggregate, context: PlanContext): void {
  const { session } = context;
  for (const expression of aggregate.distinct ? [] : expressionsOverGroups(aggregate.node, aggregate.facts)) {
    for (const call of partsOf(expression).calls) {
      if (!isAggregate(call, session.release) || isCountOfAll(call, session)) continue;
      for (const argument of call.arguments) if (isExpression(argument) && argument.kind !== "ColumnReference") planWithQueries(argument, "aggregate", context);
      if (session.stopped()) return;
    }
  }
}

/** From 28 on a grouping set that stands there twice becomes a UNION ALL of groups. */
function planGroupingSets({ node, distinct }: Aggregate, session: QuerySession): void {
  if (session.release.major < 28 || distinct || node.groupBy === null) return;
  const sets = countGroupingSets(node, session.text);
  if (sets !== null && sets.different < sets.all) session.report(violationAt("grouping-sets-unsupported", "repeated", node.groupBy, { repeated: sets.all - sets.different }, "plan"));
}

/** 26 and 27 look for `__time` in the table at the bottom. */
function planTimeAggregates(aggregate: Aggregate, session: QuerySession): void {
  if (session.release.major < 26 || session.release.major >= 28) return;
  let bottom = aggregate.input;
  while (bottom.kind === "project" || bottom.kind === "filter") bottom = bottom.input;
  if (bottom.kind !== "scan" || bottom.table.columns === null || bottom.table.columns.some((column) => column.name === "__time")) return;
  const call = firstTimeAggregate(aggregate.node.items);
  if (call !== null) session.report(violationAt("time-aggregate-without-time", "missing", call, {}, "plan"));
}

function planDistinctStar(aggregate: Aggregate, session: QuerySession): void {
  for (const { expression, output, item } of aggregate.facts.items) {
    if (expression === null) reportGroupedType(output.type, item, aggregate, session);
    if (session.stopped()) return;
  }
}

/** Exact distinct counts group once a column and join the groups again. */
function planExactDistinct(aggregate: Aggregate, { session, settings }: PlanContext): void {
  if (settings.approximateCountDistinct) return;
  const calls = distinctCalls(aggregate, session);
  for (const call of calls) {
    const [argument] = call.arguments;
    if (argument !== undefined) reportKeyType(typeOf(argument as Expression, session), argument, session);
    if (session.stopped()) return;
  }
  const columns = new Set(calls.map((call) => call.arguments.map((argument) => session.text.slice(argument.start, argument.end)).join(",")));
  const [second] = calls.slice(1);
  if (columns.size < 2 || second === undefined || aggregate.keys.length === 0 || session.release.major >= 28) return;
  if (settings.groupingSetForExactDistinct && session.release.major < 26) return;
  session.report(violationAt("distinct-aggregate-unsupported", "several", second, { function: "COUNT" }, "plan"));
}

function distinctCalls(aggregate: Aggregate, session: QuerySession): FunctionCall[] {
  return aggregate.node.items.flatMap((item) => partsBesideNames(item).calls.filter((call) => call.quantifier === "DISTINCT" && isAggregate(call, session.release)));
}
