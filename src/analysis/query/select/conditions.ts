import type { ColumnReference, Expression } from "../../../syntax/nodes.ts";
import type { SqlType } from "../../model.ts";
import { printType, typeExpression } from "../../types/index.ts";
import { checkAggregates } from "../aggregates.ts";
import { expressionScope, typeNames } from "../expression-scope.ts";
import { partsOf } from "../expression-parts.ts";
import { columnReferences, findAggregate, findWindowCall, isAggregate, withoutParentheses } from "../expressions.ts";
import { isConditionType } from "../from.ts";
import { violationAt, type NameScope, type QuerySession } from "../query-state.ts";
import { checkWindowCalls } from "../windows.ts";
import { takeAliases } from "./aliases.ts";
import { groupingOf, type SelectWork } from "./work.ts";

/** Names, no aggregates, no windows, BOOLEAN. */
export function validateWhere(work: SelectWork): void {
  if (work.select.where !== null) validateCondition(work.select.where, "where", work);
}

/** A condition in the clause of the name: names, no aggregates, no windows, BOOLEAN. */
function validateCondition(condition: Expression, clause: "where", work: SelectWork): void {
  const { session, context } = work;
  const scope: NameScope = context.inExpression ? { ...work.scope, pathsHidden: true } : work.scope;
  if (!typeNames(condition, scope, session)) return;
  const aggregate = findAggregate(condition, session.release);
  if (aggregate !== null) {
    session.report(violationAt("aggregate-in-where", clause, aggregate, {}));
    return;
  }
  const window = findWindowCall(condition);
  if (window !== null) {
    session.report(violationAt("window-in-where", clause, window, {}));
    return;
  }
  const type = typeExpression(condition, expressionScope(scope, context.commonTables, session), session.environment);
  if (!session.stopped() && !isCondition(condition, type)) session.report(violationAt("condition-not-boolean", "condition", condition, { clause: "WHERE", type: printType(type) }));
}

/** BOOLEAN, or NULL as written. */
function isCondition(condition: Expression, type: SqlType): boolean {
  return isConditionType(type) && (type.name !== "NULL" || withoutParentheses(condition).kind === "NullLiteral");
}

/** Aliases, names, what is grouped, BOOLEAN. */
export function validateHaving(work: SelectWork): void {
  const { select, session, scope, context } = work;
  const { having } = select;
  if (having === null) return;
  if (!takeAliases(having, work, columnsOnly(having, session))) return;
  if (!typeNames(having, scope, session, work.aliases)) return;
  if (work.groupingKnown && !groupingOf(work).check(having)) return;
  const type = typeExpression(having, expressionScope(scope, context.commonTables, session, work.aliases), session.environment);
  if (session.stopped()) return;
  const window = session.release.major >= 28 ? findWindowCall(having) : null;
  if (window !== null) {
    session.report(violationAt("window-in-where", "having", window, {}));
    return;
  }
  const named = columnReferences(having, session.release);
  const aliased = session.release.major >= 31 ? named.find((reference) => isWindowAlias(reference, work.aliases)) : undefined;
  if (aliased !== undefined) {
    // The aliases stand for their expressions by then, and the condition begins at the first of these.
    const start = Math.min(...named.map((reference) => (work.aliases.get(reference) ?? reference).start));
    session.report(violationAt("window-in-where", "having", aliased, {}, "validate", start));
    return;
  }
  if (!isCondition(having, type)) {
    session.report(violationAt("condition-not-boolean", "condition", having, { clause: "HAVING", type: printType(type) }));
    return;
  }
  checkAggregates(having, groupingOf(work), session, true);
}

/**
 * The names in HAVING that are columns even where an alias is called so (`SqlValidatorImpl.ExtendedExpander`): those within an aggregate,
 * and until 27 all, once it has an aggregate.
 */
function columnsOnly(having: Expression, { release }: QuerySession): (reference: ColumnReference) => boolean {
  const aggregates = partsOf(having).calls.filter((call) => isAggregate(call, release));
  if (release.major < 28) return () => aggregates.length > 0;
  return ({ start, end }) => aggregates.some((call) => call.start <= start && end <= call.end);
}

/** Names and at least one window. */
export function validateQualify(work: SelectWork): void {
  const { qualify } = work.select;
  if (qualify === null) return;
  const { session, scope, context, aliases } = work;
  // From 30 on aliases stand for their expressions, as in HAVING.
  if (session.release.major >= 30 && !takeAliases(qualify, work)) return;
  if (!typeNames(qualify, scope, session, aliases)) return;
  const type = typeExpression(qualify, expressionScope(scope, context.commonTables, session, aliases), session.environment);
  if (session.stopped()) return;
  if (!isConditionType(type)) {
    session.report(violationAt("condition-not-boolean", "condition", qualify, { clause: "QUALIFY", type: printType(type) }));
    return;
  }
  if (findWindowCall(qualify) === null && !columnReferences(qualify, session.release).some((reference) => isWindowAlias(reference, aliases))) {
    session.report(violationAt("qualify-without-window", "missing", qualify, {}));
    return;
  }
  checkWindowCalls(qualify, work.select.windows, session);
}

function isWindowAlias(reference: ColumnReference, aliases: ReadonlyMap<ColumnReference, Expression>): boolean {
  const aliased = aliases.get(reference);
  return aliased !== undefined && findWindowCall(aliased) !== null;
}
