import type { Expression, Query, QueryBody } from "../../syntax/nodes.ts";
import { nodesOfKind } from "../../syntax/find-node.ts";
import { columnReferences, findAggregate, hasSubquery, withoutParentheses } from "./expressions.ts";
import { conjuncts } from "./join-shape.ts";
import type { NameScope, QuerySession } from "./query-state.ts";

export interface CorrelationFault {
  readonly at: Expression;
  readonly operator: string;
}

/**
 * A correlated subquery is turned into a join whose condition is what compares it with the outer query: up to 28 only equality can be
 * planned. Looks at the WHERE of the subquery's own SELECT.
 */
export function correlatedFault(query: Query, session: QuerySession): CorrelationFault | null {
  if (session.release.major >= 29) return null;
  const select = selectOf(query.body);
  if (select?.where == null) return null;
  const scope = session.selects.get(select)?.scope;
  if (scope === undefined) return null;
  for (const part of conjuncts(select.where)) {
    if (!readsOuter(part, scope, session)) continue;
    const operator = part.kind === "BinaryExpression" ? part.operator : part.kind;
    if (operator !== "=") return { at: part, operator };
  }
  return null;
}

/**
 * The same for a comparison with a correlated scalar subquery in WHERE: the comparison itself becomes the condition of the join. A
 * COUNT is joined otherwise, as it is 0 for no rows; a side without columns stays a filter.
 */
export function correlatedComparison(condition: Expression, session: QuerySession): CorrelationFault | null {
  if (session.release.major >= 29) return null;
  for (const written of conjuncts(condition)) {
    const part = written.kind === "UnaryExpression" && written.operator === "NOT" ? withoutParentheses(written.operand) : written;
    if (part.kind !== "BinaryExpression" || !inequalities.has(part.operator)) continue;
    const sides = [part.left, part.right];
    const joined = sides.some((side) => isCorrelatedScalar(side, session)) && sides.some((side) => !hasSubquery(side) && columnReferences(withoutParentheses(side), session.release).length > 0);
    if (joined) return { at: part, operator: part.operator };
  }
  return null;
}

const inequalities: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "<>", "!="]);

function isCorrelatedScalar(expression: Expression, session: QuerySession): boolean {
  return nodesOfKind(expression, "SubqueryExpression").some(({ query }) => {
    const select = selectOf(query.body);
    const scope = select === null ? undefined : session.selects.get(select)?.scope;
    if (select?.where == null || scope === undefined || !readsOuter(select.where, scope, session)) return false;
    const [item] = select.items;
    const aggregate = item === undefined || item.expression.kind === "Star" ? null : findAggregate(item.expression, session.release);
    return aggregate !== null && aggregate.name.parts.at(-1)?.name.toUpperCase() !== "COUNT";
  });
}

function selectOf(body: QueryBody): Extract<QueryBody, { kind: "Select" }> | null {
  if (body.kind === "Select") return body;
  return body.kind === "ParenthesizedQuery" ? selectOf(body.query.body) : null;
}

/** True when the expression names a column of an enclosing query. */
export function readsOuter(expression: Expression, scope: NameScope, session: QuerySession): boolean {
  return columnReferences(withoutParentheses(expression), session.release).some((reference) => {
    const table = session.resolved.get(reference)?.table;
    return table !== undefined && !scope.tables.some((own) => own === table || (own.node !== null && own.node === table.node));
  });
}

/** True when the WHERE of the subquery's own SELECT names columns of the outer query. */
export function isCorrelated(query: Query, session: QuerySession): boolean {
  const select = selectOf(query.body);
  const scope = select === null ? undefined : session.selects.get(select)?.scope;
  return select?.where != null && scope !== undefined && readsOuter(select.where, scope, session);
}

/** True for a SELECT without FROM that names columns of the outer query: it cannot be decorrelated. */
export function isRowOfOuter(query: Query, session: QuerySession): boolean {
  const select = selectOf(query.body);
  const scope = select === null ? undefined : session.selects.get(select)?.scope;
  if (select === null || select.from !== null || scope === undefined) return false;
  return select.items.some(({ expression }) => expression.kind !== "Star" && readsOuter(expression, scope, session));
}
