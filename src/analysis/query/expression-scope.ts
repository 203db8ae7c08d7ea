import type { ColumnReference, Expression, Node, Query } from "../../syntax/nodes.ts";
import { unknownType, type ExpressionScope } from "../types/index.ts";
import { partsBesideNames } from "./expression-parts.ts";
import { columnReferences } from "./expressions.ts";
import { resolveName } from "./names.ts";
import { validateQuery } from "./queries.ts";
import { violationAt, type CommonTableScope, type NameScope, type QuerySession, type ResolvedColumn } from "./query-state.ts";

/** Looks a name up once; later questions get the same answer without a second report. */
export function resolveOnce(reference: ColumnReference, scope: NameScope, session: QuerySession): ResolvedColumn | null {
  const known = session.resolved.get(reference);
  if (known !== undefined) return known;
  const found = resolveName(reference, scope, session);
  session.resolved.set(reference, found);
  return found;
}

/**
 * Resolves all names of an expression, as Calcite does before it looks at types; names in `aliases` stand for expressions of the
 * SELECT list. False when one did not resolve.
 */
export function typeNames(expression: Node, scope: NameScope, session: QuerySession, aliases: ReadonlyMap<ColumnReference, Expression> | null = null): boolean {
  let sound = checkStars(expression, session);
  for (const reference of columnReferences(expression, session.release)) {
    if (aliases?.has(reference) === true) continue;
    if (session.stopped()) return false;
    if (resolveOnce(reference, scope, session) === null) sound = false;
  }
  return sound;
}

/** `t.*` is no argument of a function, not of COUNT either. */
function checkStars(expression: Node, session: QuerySession): boolean {
  const { qualifiedStar } = partsBesideNames(expression);
  if (qualifiedStar !== null) session.report(violationAt("star-argument", "qualified", qualifiedStar, {}));
  return qualifiedStar === null;
}

/** The names of a scope as typing asks for them. */
export function expressionScope(scope: NameScope, commonTables: CommonTableScope | null, session: QuerySession, aliases: ReadonlyMap<ColumnReference, Expression> | null = null): ExpressionScope {
  return {
    grouped: scope.grouped === true,
    resolveColumn(reference) {
      const aliased = aliases?.get(reference);
      if (aliased !== undefined) return session.environment.types.get(aliased) ?? unknownType;
      return resolveOnce(reference, scope, session)?.column?.type ?? unknownType;
    },
    typeQuery(query: Query) {
      return validateQuery(query, scope, commonTables, session, null, true);
    },
  };
}
