import type { OutputColumn, SqlType } from "../model.ts";
import type { ColumnReference, Expression, Node, Query } from "../../syntax/nodes.ts";
import { unknownType, type ExpressionScope } from "../types/index.ts";
import { partsBesideNames } from "./expression-parts.ts";
import { columnReferences, isBareFunction } from "./expressions.ts";
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
  if (expression.kind === "ColumnReference" && !isBareFunction(expression, session.release)) {
    return aliases?.has(expression) === true || (!session.stopped() && resolveOnce(expression, scope, session) !== null);
  }
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
  return new NamesInSight(scope, commonTables, session, aliases);
}

class NamesInSight implements ExpressionScope {
  readonly #scope: NameScope;
  readonly #commonTables: CommonTableScope | null;
  readonly #session: QuerySession;
  readonly #aliases: ReadonlyMap<ColumnReference, Expression> | null;

  constructor(scope: NameScope, commonTables: CommonTableScope | null, session: QuerySession, aliases: ReadonlyMap<ColumnReference, Expression> | null) {
    this.#scope = scope;
    this.#commonTables = commonTables;
    this.#session = session;
    this.#aliases = aliases;
  }

  get grouped(): boolean {
    return this.#scope.grouped === true;
  }

  resolveColumn(reference: ColumnReference): SqlType {
    const aliased = this.#aliases?.get(reference);
    if (aliased !== undefined) return this.#session.environment.types.get(aliased) ?? unknownType;
    return resolveOnce(reference, this.#scope, this.#session)?.column?.type ?? unknownType;
  }

  typeQuery(query: Query): readonly OutputColumn[] | null {
    return validateQuery(query, this.#scope, this.#commonTables, this.#session, null, true);
  }
}
