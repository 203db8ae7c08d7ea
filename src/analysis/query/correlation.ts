import type { Expression, Query, QueryBody } from "../../syntax/nodes.ts";
import { columnReferences, withoutParentheses } from "./expressions.ts";
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

/** True for a SELECT without FROM that names columns of the outer query: it cannot be decorrelated. */
export function isRowOfOuter(query: Query, session: QuerySession): boolean {
  const select = selectOf(query.body);
  const scope = select === null ? undefined : session.selects.get(select)?.scope;
  if (select === null || select.from !== null || scope === undefined) return false;
  return select.items.some(({ expression }) => expression.kind !== "Star" && readsOuter(expression, scope, session));
}
