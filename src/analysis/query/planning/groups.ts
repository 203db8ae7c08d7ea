import { partsOf } from "../expression-parts.ts";
import { isAggregate } from "../expressions.ts";
import { planRelation } from "../plan-shape.ts";
import { countGroupingSets } from "../grouping-sets.ts";
import { violationAt, type QuerySession } from "../query-state.ts";
import type { Aggregate } from "../relations.ts";
import { innerPlace, typeOf, type Place, type PlanContext } from "./context.ts";
import { planRowOfNothing } from "./empty-groups.ts";
import { planExactDistinct } from "./exact-distinct.ts";
import { planWithQueries } from "./expressions.ts";
import { reportGroupedType } from "./key-types.ts";
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
      for (const argument of call.arguments) if (isExpression(argument)) planWithQueries(argument, "aggregate", context);
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

function planDistinctStar(aggregate: Aggregate, session: QuerySession): void {
  for (const { expression, output, item } of aggregate.facts.items) {
    if (expression === null) reportGroupedType(output.type, item, aggregate, session);
    if (session.stopped()) return;
  }
}
