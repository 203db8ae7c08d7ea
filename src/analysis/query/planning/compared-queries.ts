import type { Expression, Query } from "../../../syntax/nodes.ts";
import { conjuncts } from "../join-shape.ts";
import { isAggregate, withoutParentheses } from "../expressions.ts";
import { violationAt, type QuerySession } from "../query-state.ts";
import { relationOf } from "../relations.ts";
import { typeOf, type PlanContext } from "./context.ts";

/**
 * A WHERE by `FLOAT = (a query's DOUBLE)` becomes a join by the query's column as a FLOAT, beside the column itself: both are one column of
 * the native query, which cannot be of two types. Until 27 that happens to a bare SUM only.
 */
export function planFloatEquality(condition: Expression, { session }: PlanContext): void {
  for (const part of conjuncts(condition)) {
    if (part.kind !== "BinaryExpression" || part.operator !== "=" || !isSingle(typeOf(part.left, session)?.name)) continue;
    const right = withoutParentheses(part.right);
    if (right.kind !== "SubqueryExpression" || !isDouble(right.query, session)) continue;
    session.report(violationAt("subquery-unsupported", "float", part, {}, "plan"));
    return;
  }
}

const isSingle = (type: string | undefined): boolean => type === "FLOAT" || type === "REAL";

/** The query aggregates to a DOUBLE, as an average of whatever numbers turns out to be. */
function isDouble(query: Query, session: QuerySession): boolean {
  const relation = relationOf(query, session);
  const value = relation.kind === "project" && relation.input.kind === "aggregate" ? relation.fields?.[0]?.expression : null;
  if (value == null) return false;
  const item = withoutParentheses(value);
  const aggregate = item.kind === "CastExpression" ? withoutParentheses(item.operand) : item;
  if (aggregate.kind !== "FunctionCall" || !isAggregate(aggregate, session.release)) return false;
  const name = aggregate.name.parts[0]?.name.toUpperCase();
  const type = typeOf(item, session)?.name;
  return session.release.major < 28 ? name === "SUM" && item === aggregate && type !== "BIGINT" : name === "AVG" || type === "DOUBLE";
}
