import type { Expression, Query, QueryBody } from "./nodes.ts";
import { finishQuery, parseSetOperations } from "./parser-queries.ts";
import { kindAt, type Parser } from "./parser-state.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

/** True when the next token can only open a query. */
export function atQuery(p: Parser): boolean {
  const word = p.words[p.index];
  if (word === W.SELECT || word === W.VALUES || word === W.WITH) return p.kinds[p.index] === T.reserved;
  return word === W.TABLE && kindAt(p, 1) !== T.leftParenthesis;
}

/** True when the next token goes on with a query: a set operation or an outer clause. */
export function isQueryContinuation(p: Parser): boolean {
  switch (p.words[p.index]) {
    case W.UNION:
    case W.INTERSECT:
    case W.EXCEPT:
    case W.MINUS:
    case W.ORDER:
    case W.LIMIT:
    case W.OFFSET:
    case W.FETCH:
      return true;
    default:
      return false;
  }
}

/** The query that parentheses read as an expression hold, null when they hold none. */
export function queryOfExpression(expression: Expression): QueryBody | null {
  const { start, end } = expression;
  if (expression.kind === "SubqueryExpression" && !expression.cursor) {
    return { kind: "ParenthesizedQuery", start, end, query: expression.query };
  }
  if (expression.kind !== "ParenthesizedExpression") return null;
  const inner = queryOfExpression(expression.expression);
  return inner === null ? null : { kind: "ParenthesizedQuery", start, end, query: plainQuery(inner) };
}

/** A query that is nothing but its body. */
export function plainQuery(body: QueryBody): Query {
  return {
    kind: "Query", start: body.start, end: body.end, with: null, body, orderBy: null, limit: null, offset: null, fetch: null,
  };
}

/** Goes on with a query whose first leaf was read as an expression. */
export function continueQuery(p: Parser, first: QueryBody): Query {
  return finishQuery(p, first.start, null, parseSetOperations(p, first, 0));
}
