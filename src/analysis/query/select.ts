import type { Release } from "../../druid/releases.ts";
import type { Select, SelectItem } from "../../syntax/nodes.ts";
import type { OutputColumn } from "../model.ts";
import { isGroupingFunction } from "./aggregates.ts";
import { partsBesideNames } from "./expression-parts.ts";
import { findAggregate, isAggregate } from "./expressions.ts";
import { checkTableNames, commonColumns, leafTables, unknownTable, validateFrom } from "./from.ts";
import type { BodyContext } from "./queries.ts";
import { violationAt, wordAfter, type NameScope, type QuerySession } from "./query-state.ts";
import { validateHaving, validateQualify, validateWhere } from "./select/conditions.ts";
import { validateGroupBy } from "./select/groups.ts";
import { validateItems } from "./select/items.ts";
import { validateOrder } from "./select/order.ts";
import type { SelectWork } from "./select/work.ts";
import { checkNamedWindows } from "./windows.ts";

/** Validates a SELECT clause by clause in Calcite's order (`SqlValidatorImpl.validateSelect`). Gives its columns, null where not known. */
export function validateSelect(select: Select, context: BodyContext): readonly OutputColumn[] | null {
  const { session } = context;
  const aggregating = isAggregating(select, session);
  const scope: NameScope = { tables: [], parent: context.parent };
  const work: SelectWork = {
    select, context, session, aggregating,
    scope, itemScope: scope,
    aliases: new Map(), groupItems: [], items: [], order: [], names: new Set(), itemsKnown: true, groupingKnown: true,
    indexes: { grouping: null, distinct: null, plain: null, item: null, written: null, named: null, ordinals: new Map(), looked: 0 },
  };
  for (const clause of clauses) {
    if (!session.attempt(validateClause, clause, work)) return null;
  }
  session.selects.set(select, work);
  if (!aggregating) for (const [name, expression] of work.aliases) session.aliases.set(name, expression);
  session.noteScope(select, context.query, work.scope);
  return work.itemsKnown ? work.items.map((item) => item.output) : null;
}

type Clause = (work: SelectWork) => void;

const clauses: readonly Clause[] = [checkOrderAggregates, checkStarWithoutFrom, validateTables, validateWhere, validateGroupBy, validateHaving, validateWindows, validateItems, validateQualify, validateOrder, checkStream];

function validateClause(clause: Clause, work: SelectWork): void {
  clause(work);
}

function isAggregating(select: Select, session: QuerySession): boolean {
  if (select.groupBy !== null || select.having !== null) return true;
  for (const item of select.items) if (item.expression.kind !== "ColumnReference" && aggregates(item, session.release)) return true;
  return false;
}

/** From 30 on, where windows are planned, `SUM(SUM(x)) OVER ()` aggregates first. */
function aggregates(item: SelectItem, release: Release): boolean {
  const { calls, windowCall } = partsBesideNames(item);
  if (calls.length === 0 || calls.every(isGroupingFunction)) return false;
  return findAggregate(item, release) !== null || (release.major >= 30 && windowCall !== null && calls.some((call) => isAggregate(call, release)));
}

/** Calcite looks for these while it registers the query, before any name is resolved. */
function checkOrderAggregates(work: SelectWork): void {
  if (work.aggregating) return;
  for (const item of work.context.order) {
    const aggregate = findAggregate(item.expression, work.session.release);
    if (aggregate !== null) {
      work.session.report(violationAt("aggregate-in-where", "orderBy", aggregate, {}));
      return;
    }
  }
}

function checkStarWithoutFrom(work: SelectWork): void {
  if (work.select.from !== null) return;
  const star = work.select.items.find((item) => item.expression.kind === "Star" && item.expression.qualifier.length === 0);
  if (star !== undefined) work.session.report(violationAt("star-without-from", "star", star, {}));
}

function validateTables(work: SelectWork): void {
  const { select, context, session, scope } = work;
  if (select.from === null) return;
  checkTableNames(select.from, session);
  if (session.stopped()) {
    scope.tables.push(...leafTables(select.from).map((table) => unknownTable(table)));
    return;
  }
  const lateral: NameScope = { tables: [], parent: context.parent };
  const tables = validateFrom(select.from, lateral, { parent: context.parent, commonTables: context.commonTables, session });
  scope.tables.push(...tables);
  if (select.from.kind !== "Join" && select.from.kind !== "ParenthesizedTable") return;
  const common = commonColumns(select.from, session);
  if (common.size > 0) work.itemScope = { ...scope, common };
}

function checkStream(work: SelectWork): void {
  const { select, session } = work;
  if (!select.stream || select.from === null) return;
  session.report(violationAt("stream-unsupported", "stream", wordAfter("STREAM", select.start, session.text), {}, "validate", select.from.start));
}

function validateWindows(work: SelectWork): void {
  if (work.select.windows.length > 0) checkNamedWindows(work.select, { scope: work.scope, commonTables: work.context.commonTables, session: work.session });
}
