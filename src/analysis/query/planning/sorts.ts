import type { Expression, Node, OrderItem } from "../../../syntax/nodes.ts";
import type { SqlType } from "../../model.ts";
import { partsOf } from "../expression-parts.ts";
import { columnReferences, findAggregate, isAggregate, walkExpression } from "../expressions.ts";
import { planRelation } from "../plan-shape.ts";
import { dotted, violationAt, type OrderKey, type QuerySession } from "../query-state.ts";
import type { Sort } from "../relations.ts";
import { typeOf, type Place, type PlanContext } from "./context.ts";
import { planWithQueries } from "./expressions.ts";
import { foldConstants, isEmpty, isNoRows } from "./no-rows.ts";

/** ORDER BY, LIMIT and OFFSET over what is below. */
export function planSort(sort: Sort, context: PlanContext, place: Place): void {
  const { session } = context;
  if (isNoRows(sort)) {
    foldConstants(sort.input, context, place.needed);
    return;
  }
  const limitOnly = sort.keys.length === 0 && sort.offset === null;
  // What a SELECT sorts by is among the columns that it reads; of a UNION the keys are not.
  const needed = sort.input.kind === "union" && sort.keys.length > 0 ? null : place.needed;
  planRelation(sort.input, context, { top: place.top && limitOnly, limitAbove: true, needed });
  planBound(sort.limit, session);
  planBound(sort.offset, session);
  for (const key of sort.keys) {
    if (session.stopped()) return;
    planSortKey(key, context);
    planAggregatedAlias(key, sort, session);
    if (!session.stopped() && !isEmpty(sort.input, session)) planKeyType(key, session);
  }
}

function planSortKey(key: OrderKey | OrderItem, context: PlanContext): void {
  if (context.session.anyEngine || !("item" in key) || key.ordinal !== null) return;
  planMembershipKey(key.expression, context.session);
  planWithQueries(key.expression, "sort", context);
}

/** The names of the SELECT list come first in ORDER BY: an aggregate of what is an aggregate there has no native one. */
function planAggregatedAlias({ expression }: OrderKey | OrderItem, { input }: Sort, session: QuerySession): void {
  if (session.stopped() || !("facts" in input)) return;
  const { aliases } = input.facts;
  for (const call of partsOf(expression).calls) {
    const alias = isAggregate(call, session.release) ? columnReferences(call, session.release).find((name) => aliasesAggregate(aliases.get(name), session)) : undefined;
    if (alias === undefined) continue;
    session.report(violationAt("aggregate-unsupported", "alias", call, { function: dotted(call.name.parts).toUpperCase(), alias: dotted(alias.parts) }, "plan"));
    return;
  }
}

const aliasesAggregate = (item: Expression | undefined, { release }: QuerySession): boolean => item !== undefined && findAggregate(item, release) !== null;

function planKeyType(key: OrderKey | OrderItem, session: QuerySession): void {
  if (session.anyEngine) return;
  const item = "item" in key ? key.item : key;
  const type = keyType(key, session);
  if (type === null) return;
  const { major } = session.release;
  if (major === 27 && (type.name === "OTHER" || type.name === "ARRAY")) {
    session.report(violationAt("sort-type-unsupported", "type", item.expression, { type: type.complex ?? type.name }, "plan"));
  }
  if (type.name === "NULL" && major >= 27 && major < 33) session.report(violationAt("sort-type-unsupported", "null", item.expression, {}, "plan"));
}

/** Up to 27 IN in a sort key that is no item of the SELECT list cannot be converted. */
function planMembershipKey(expression: Expression, session: QuerySession): void {
  if (session.release.major >= 28) return;
  walkExpression(expression, (node) => {
    if (node.kind === "InExpression" && !session.stopped()) session.report(violationAt("sort-by-in", "crash", node, {}, "plan"));
    return !session.stopped();
  });
}

function keyType(key: OrderKey | OrderItem, session: QuerySession): SqlType | null {
  const { expression } = key;
  const type = typeOf(expression, session);
  if (type !== null || expression.kind !== "ColumnReference") return type;
  return session.resolved.get(expression)?.column?.type ?? null;
}

/** LIMIT and OFFSET: a parameter needs a value; from 28 on the number is read as 32 bits and must not come out negative. */
function planBound(clause: Node | null, session: QuerySession): void {
  if (clause === null || session.stopped()) return;
  if (clause.kind !== "LimitClause" && clause.kind !== "OffsetClause" && clause.kind !== "FetchClause") return;
  const { count } = clause;
  if (count === null) return;
  if (count.kind === "DynamicParameter") {
    if (count.index < (session.environment.parameters ?? 0)) return;
    session.report(violationAt("parameter-unbound", "unbound", count, { index: count.index + 1 }, "plan"));
    return;
  }
  if (count.kind !== "NumericLiteral" || count.form !== "integer" || session.release.major < 28) return;
  if (BigInt.asIntN(32, BigInt(count.text)) < 0n) session.report(violationAt("limit-out-of-range", "range", count, { limit: count.text }, "plan"));
}
