import type { Release } from "../../druid/releases.ts";
import type { ColumnReference, Expression, GroupingItem, Node, OrderItem, Select, SelectItem, Star } from "../../syntax/nodes.ts";
import { nativeTypeName, printType, typeExpression, unknownType } from "../types/index.ts";
import type { ColumnOrigin, OutputColumn, SqlType } from "../model.ts";
import { checkAggregates, timeAggregates } from "./aggregates.ts";
import { partsBesideNames } from "./expression-parts.ts";
import { expressionScope, typeNames } from "./expression-scope.ts";
import { columnReferences, findAggregate, findWindowCall, holdsBareFunction, isAggregate, itemAlias, ordinalOf, withoutParentheses } from "./expressions.ts";
import { checkTableNames, isConditionType, leafTables, unknownTable, validateFrom } from "./from.ts";
import { createGrouping, type Grouping } from "./grouping.ts";
import { checkOrdinal, type BodyContext } from "./queries.ts";
import { expandStar } from "./stars.ts";
import { violationAt, wordAfter, type ExpandedItem, type GroupItem, type NameScope, type OrderKey, type QuerySession } from "./query-state.ts";
import { checkBareWindowFunction, checkNamedWindows, checkWindowCalls } from "./windows.ts";

/** A SELECT under validation: what its clauses find out for one another. */
interface SelectWork {
  readonly select: Select;
  readonly context: BodyContext;
  readonly session: QuerySession;
  readonly scope: NameScope;
  readonly aggregating: boolean;
  readonly aliases: Map<ColumnReference, Expression>;
  readonly groupItems: GroupItem[];
  readonly items: ExpandedItem[];
  readonly order: OrderKey[];
  /** The names of the columns expanded so far. */
  readonly names: Set<string>;
  /** Made when first asked for. */
  readonly indexes: SelectIndexes;
  /** False once an item of GROUP BY was refused: nothing is said of what is not grouped. */
  groupingKnown: boolean;
  /** False once an item could not be expanded: the row type is not known. */
  itemsKnown: boolean;
}

/** What several clauses look up, so that each looks once however many items the SELECT has. */
interface SelectIndexes {
  /** Of the items of GROUP BY. */
  grouping: Grouping | null;
  /** Of the items of SELECT DISTINCT. */
  distinct: Grouping | null;
  /** The items as written, by the name that they give a column. */
  written: ReadonlyMap<string, readonly SelectItem[]> | null;
  /** The expanded items that have a name of their own, by it. */
  named: ReadonlyMap<string, readonly ExpandedItem[]> | null;
  /** The first position of each expression, for as many expanded items as were asked about. */
  readonly ordinals: Map<string, number>;
  looked: number;
}

/** Validates a SELECT clause by clause in Calcite's order (`SqlValidatorImpl.validateSelect`). Gives its columns, null where not known. */
export function validateSelect(select: Select, context: BodyContext): readonly OutputColumn[] | null {
  const { session } = context;
  const aggregating = isAggregating(select, session);
  const work: SelectWork = {
    select, context, session, aggregating,
    scope: { tables: [], parent: context.parent },
    aliases: new Map(), groupItems: [], items: [], order: [], names: new Set(), itemsKnown: true, groupingKnown: true,
    indexes: { grouping: null, distinct: null, written: null, named: null, ordinals: new Map(), looked: 0 },
  };
  const clauses = [checkOrderAggregates, checkStarWithoutFrom, validateTables, validateWhere, validateGroupBy, validateHaving, validateWindows, validateItems, validateQualify, validateOrder, checkStream];
  for (const clause of clauses) {
    session.attempt(() => {
      clause(work);
    });
    if (session.stopped()) return null;
  }
  session.selects.set(select, work);
  session.noteScope(context.query, work.scope, context.query.with?.tables ?? []);
  return work.itemsKnown ? work.items.map((item) => item.output) : null;
}

function isAggregating(select: Select, session: QuerySession): boolean {
  if (select.groupBy !== null || select.having !== null) return true;
  return select.items.some((item) => findAggregate(item, session.release) !== null || windowAggregates(item, session.release));
}

/** `SUM(SUM(x)) OVER ()` aggregates first: from 30 on, where windows are planned. */
function windowAggregates(item: SelectItem, release: Release): boolean {
  const { calls, windowCall } = partsBesideNames(item);
  return release.major >= 30 && windowCall !== null && calls.some((call) => isAggregate(call, release));
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
}

function checkStream(work: SelectWork): void {
  const { select, session } = work;
  if (!select.stream || select.from === null) return;
  session.report(violationAt("stream-unsupported", "stream", wordAfter("STREAM", select.start, session.text), {}, "validate", select.from.start));
}

// Conditions

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
  const isCondition = isConditionType(type) && (type.name !== "NULL" || withoutParentheses(condition).kind === "NullLiteral");
  if (!session.stopped() && !isCondition) session.report(violationAt("condition-not-boolean", "condition", condition, { clause: "WHERE", type: printType(type) }));
}

function validateWhere(work: SelectWork): void {
  if (work.select.where !== null) validateCondition(work.select.where, "where", work);
}

// GROUP BY

function validateGroupBy(work: SelectWork): void {
  const { select, session } = work;
  const items = select.groupBy?.items ?? [];
  for (const item of items) {
    const illegal = findAggregate(item, session.release) ?? findWindowCall(item);
    if (illegal !== null) {
      session.report(violationAt(illegal.kind === "FunctionCall" && illegal.over !== null ? "window-in-where" : "aggregate-in-where", "groupBy", illegal, {}));
      return;
    }
  }
  for (const item of items) {
    session.attempt(() => {
      const group = groupItem(item, work);
      if (group === null) work.groupingKnown = false;
      else work.groupItems.push(group);
    });
    if (session.stopped()) return;
  }
  work.scope.grouped = work.groupItems.some(({ sets, expressions }) => sets === "one" && expressions.length > 0);
  checkGroupedOrdinals(work);
}

function groupItem(item: GroupingItem, work: SelectWork): GroupItem | null {
  const expressions: Expression[] = [];
  const byOrdinal = new Set<Expression>();
  for (const written of expressionsOf(item)) {
    const ordinal = isOrdinalPosition(written, item) ? ordinalOf(written) : null;
    const expression = ordinal === null ? written : itemAtOrdinal(ordinal, written, work);
    if (expression === null) return null;
    validatePlain(expression, work);
    if (work.session.stopped()) return null;
    for (const part of rowParts(expression)) {
      expressions.push(part);
      if (ordinal !== null) byOrdinal.add(part);
    }
  }
  return { node: item, expressions, byOrdinal, sets: countSets(item) === 1 ? "one" : "many" };
}

/** How many grouping sets an item stands for; Druid turns more than one into subtotals. */
function countSets(item: GroupingItem): number {
  switch (item.kind) {
    case "Rollup":
      return item.items.length + 1;
    case "Cube":
      return 2 ** item.items.length;
    case "GroupingSets":
      return item.sets.reduce((sum, set) => sum + countSets(set), 0);
    default:
      return 1;
  }
}

function expressionsOf(item: GroupingItem): readonly Expression[] {
  switch (item.kind) {
    case "Rollup":
    case "Cube":
      return item.items;
    case "GroupingSets":
      return item.sets.flatMap(expressionsOf);
    case "EmptyGroup":
      return [];
    default:
      return [item];
  }
}

/** A number is an ordinal only as a whole item or as an item of GROUPING SETS, ROLLUP and CUBE. */
function isOrdinalPosition(written: Expression, item: GroupingItem): boolean {
  return written === item || withoutParentheses(written).kind === "NumericLiteral";
}

/** `(a, b)` groups by both. */
function rowParts(expression: Expression): readonly Expression[] {
  const inner = withoutParentheses(expression);
  return inner.kind === "RowConstructor" && !inner.explicit ? inner.items.flatMap(rowParts) : [inner];
}

function itemAtOrdinal(ordinal: number, written: Expression, work: SelectWork): Expression | null {
  const { items } = work.select;
  const item = items[ordinal - 1];
  if (item === undefined) {
    if (items.some((candidate) => candidate.expression.kind === "Star")) work.itemsKnown = false;
    work.session.report(violationAt("ordinal-out-of-range", "groupBy", withoutParentheses(written), { ordinal, columns: items.length }));
    return null;
  }
  if (item.expression.kind !== "Star") return isOrdinalInRange(item.expression, work) ? item.expression : null;
  work.session.report(violationAt("ordinal-out-of-range", "star", item.expression, { ordinal }));
  return null;
}

/** The item at an ordinal is looked at once more: a number there is an ordinal too. */
function isOrdinalInRange(expression: Expression, work: SelectWork): boolean {
  const literal = withoutParentheses(expression);
  if (literal.kind !== "NumericLiteral" || !Number.isInteger(Number(literal.text))) return true;
  const ordinal = Number(literal.text);
  const columns = work.select.items.length;
  if ((ordinal >= 1 && ordinal <= columns) || ordinal > 2_147_483_647) return true;
  work.session.report(violationAt("ordinal-out-of-range", "selected", literal, { ordinal, columns }));
  return false;
}

function validatePlain(expression: Expression, work: SelectWork): SqlType {
  const { session, scope, context } = work;
  if (!typeNames(expression, scope, session)) return unknownType;
  return typeExpression(expression, expressionScope(scope, context.commonTables, session), session.environment);
}

/** An ordinal that stands for an aggregate is found only after the items were expanded. */
function checkGroupedOrdinals(work: SelectWork): void {
  const { session } = work;
  for (const group of work.groupItems) {
    for (const expression of group.expressions) {
      const aggregate = findAggregate(expression, session.release);
      if (aggregate === null) continue;
      session.report(violationAt("aggregate-in-where", "groupBy", aggregate, {}));
      return;
    }
  }
}

/** Until 27 a word such as CURRENT_TIMESTAMP becomes a call in the item and stays a word in the key that an ordinal stands for. */
function unmatchedKeys({ groupItems, session }: SelectWork): ReadonlySet<Expression> {
  const keys = groupItems.flatMap(({ byOrdinal }) => [...byOrdinal]);
  return new Set(session.release.major < 28 ? keys.filter((key) => holdsBareFunction(key, session.release)) : []);
}

function groupingOf(work: SelectWork): Grouping {
  work.indexes.grouping ??= createGrouping(work.groupItems.flatMap((group) => group.expressions), { scope: work.scope, session: work.session, aliases: work.aliases, distinct: false, unmatched: unmatchedKeys(work) });
  return work.indexes.grouping;
}

// HAVING

function validateHaving(work: SelectWork): void {
  const { select, session, scope, context } = work;
  const { having } = select;
  if (having === null) return;
  if (!takeAliases(having, work)) return;
  if (!typeNames(having, scope, session, work.aliases)) return;
  if (work.groupingKnown && !groupingOf(work).check(having)) return;
  const type = typeExpression(having, expressionScope(scope, context.commonTables, session, work.aliases), session.environment);
  if (session.stopped()) return;
  if (!isConditionType(type) || type.name === "NULL") {
    session.report(violationAt("condition-not-boolean", "condition", having, { clause: "HAVING", type: printType(type) }));
    return;
  }
  checkAggregates(having, groupingOf(work), session, true);
}

/** Names that are aliases of the SELECT list stand for its expressions. False when one is ambiguous. */
function takeAliases(expression: Expression, work: SelectWork): boolean {
  const { session } = work;
  for (const reference of columnReferences(expression, session.release)) {
    const [only] = reference.parts;
    if (reference.parts.length !== 1 || only === undefined) continue;
    work.indexes.written ??= groupedBy(work.select.items, (item) => itemAlias(item, session.release));
    const matches = work.indexes.written.get(only.name) ?? [];
    if (matches.length > 1) {
      session.report(violationAt("column-ambiguous", "ambiguous", reference, { column: only.name }));
      return false;
    }
    const [match] = matches;
    if (match === undefined || match.expression.kind === "Star") continue;
    if (match.expression.kind !== "ColumnReference" || match.alias !== null) takeAlias(reference, match.expression, work);
  }
  return true;
}

function groupedBy<Item>(items: readonly Item[], nameOf: (item: Item) => string | null): ReadonlyMap<string, readonly Item[]> {
  const byName = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    if (name === null) continue;
    const named = byName.get(name);
    if (named === undefined) byName.set(name, [item]);
    else named.push(item);
  }
  return byName;
}

function takeAlias(reference: ColumnReference, expression: Expression, work: SelectWork): void {
  if (!work.session.environment.types.has(expression)) validatePlain(expression, work);
  work.aliases.set(reference, expression);
}

// WINDOW, QUALIFY

function validateWindows(work: SelectWork): void {
  checkNamedWindows(work.select, { scope: work.scope, commonTables: work.context.commonTables, session: work.session });
}

function validateQualify(work: SelectWork): void {
  const { qualify } = work.select;
  if (qualify === null) return;
  const { session, scope, context, aliases } = work;
  // From 30 on aliases stand for their expressions, as in HAVING.
  if (session.release.major >= 30 && !takeAliases(qualify, work)) return;
  if (!typeNames(qualify, scope, session, aliases)) return;
  typeExpression(qualify, expressionScope(scope, context.commonTables, session, aliases), session.environment);
  if (session.stopped()) return;
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

// SELECT list

function validateItems(work: SelectWork): void {
  const { session } = work;
  for (const item of work.select.items) {
    session.attempt(() => {
      if (item.expression.kind === "Star") expandStarItem(item, item.expression, work);
      else expandItem(item, item.expression, work);
    });
    if (session.stopped()) return;
  }
  const grouping = groupingOf(work);
  checkTimeAggregates(work);
  for (const { item, expression, column } of work.items) {
    session.attempt(() => {
      if (expression !== null) checkItem(item, expression, grouping, work);
      else if (work.aggregating && work.groupingKnown && column !== null) grouping.checkColumn(column, item);
    });
    if (session.stopped()) return;
  }
}

function checkItem(item: SelectItem, expression: Expression, grouping: Grouping, work: SelectWork): void {
  if (item.alias === null && !checkBareWindowFunction(expression, work.session)) return;
  if (!checkWindowCalls(expression, work.select.windows, work.session)) return;
  if (!checkAggregates(expression, grouping, work.session, work.aggregating)) return;
  if (work.aggregating && work.groupingKnown) grouping.check(expression);
}

/** From 28 on EARLIEST and LATEST name `__time` themselves: a FROM clause without it refuses them. */
function checkTimeAggregates({ select, scope, session }: SelectWork): void {
  if (session.release.major < 28 || scope.tables.length === 0) return;
  if (scope.tables.some((table) => table.columns === null || table.columns.some((column) => column.name === "__time"))) return;
  const call = select.items.flatMap((item) => timeAggregates(item))[0];
  if (call !== undefined) session.report(violationAt("time-aggregate-without-time", "missing", call, {}));
}

function expandStarItem(item: SelectItem, star: Star, work: SelectWork): void {
  if (item.alias !== null) {
    work.session.report(violationAt("star-with-alias", "alias", item, { alias: item.alias.name }));
    work.itemsKnown = false;
    return;
  }
  const expanded = expandStar(item, star, work.select.from, work.scope, work.names, work.session);
  if (expanded === null) work.itemsKnown = false;
  else work.items.push(...expanded);
}

function expandItem(item: SelectItem, expression: Expression, work: SelectWork): void {
  const alias = itemAlias(item, work.session.release);
  const name = alias ?? `EXPR$${String(work.names.size)}`;
  const type = validatePlain(expression, work);
  const inner = withoutParentheses(expression);
  const column = inner.kind === "ColumnReference" ? work.session.resolved.get(inner) ?? null : null;
  const output: OutputColumn = {
    name, named: alias !== null, type, nativeType: nativeTypeName(type), item, expression,
    origins: originsOf(expression, work.session),
  };
  work.names.add(name);
  work.items.push({ item, expression, column, merged: false, output });
}

/** The table columns that an expression reads, through subqueries and CTEs. */
export function originsOf(expression: Node, session: QuerySession): readonly ColumnOrigin[] {
  const origins: ColumnOrigin[] = [];
  for (const reference of columnReferences(expression, session.release)) {
    const resolved = session.resolved.get(reference);
    if (resolved?.column != null) origins.push(...resolved.column.origins);
  }
  return origins;
}

// ORDER BY, CLUSTERED BY

function validateOrder(work: SelectWork): void {
  const { context, session } = work;
  for (const item of context.order) {
    session.attempt(() => {
      validateOrderItem(item, work);
    });
    if (session.stopped()) return;
  }
}

function validateOrderItem(item: OrderItem, work: SelectWork): void {
  const { session, scope, context } = work;
  const ordinal = ordinalOf(item.expression);
  if (ordinal !== null) {
    if (!checkNulls(item, session)) return;
    if (checkOrdinal(item, ordinal, work.itemsKnown ? work.items : null, session)) addOrdinalKey(item, ordinal, work);
    return;
  }
  if (!takeOrderAliases(item.expression, work) || !typeNames(item.expression, scope, session, work.aliases)) return;
  typeExpression(item.expression, expressionScope(scope, context.commonTables, session, work.aliases), session.environment);
  if (session.stopped() || !checkNulls(item, session) || !checkWindowCalls(item.expression, work.select.windows, session)) return;
  if (!checkAggregates(item.expression, groupingOf(work), session, work.aggregating)) return;
  if (work.select.quantifier === "DISTINCT" && !checkDistinctOrder(item, work)) return;
  if (work.aggregating && work.groupingKnown && !groupingOf(work).check(item.expression)) return;
  work.order.push({ item, ordinal: ordinalOfKey(item.expression, work), expression: withoutParentheses(item.expression) });
}

/** Up to 27 NULLS FIRST and NULLS LAST are not in Druid's operator table, which ends in a NullPointerException. */
export function checkNulls(item: OrderItem, session: QuerySession): boolean {
  if (item.nulls === null) return true;
  if (session.release.major >= 28) return checkNullsPlace(item, item.nulls, session);
  session.report(violationAt("nulls-order-unsupported", "crash", item, { nulls: item.nulls }));
  return false;
}

/** From 28 on only the default place of NULL can be asked for: first when ascending, last when descending. */
function checkNullsPlace(item: OrderItem, nulls: "FIRST" | "LAST", session: QuerySession): boolean {
  const descending = item.direction === "DESC";
  if (descending === (nulls === "LAST")) return true;
  session.report(violationAt("nulls-order-unsupported", "place", item, { nulls, direction: descending ? "DESC" : "ASC" }));
  return false;
}

function addOrdinalKey(item: OrderItem, ordinal: number, work: SelectWork): void {
  const target = work.items[ordinal - 1];
  work.order.push({ item, ordinal, expression: target?.expression ?? item.expression });
}

/** The names of the SELECT list come first in ORDER BY. False when one is ambiguous. */
function takeOrderAliases(expression: Expression, work: SelectWork): boolean {
  const { session } = work;
  for (const reference of columnReferences(expression, session.release)) {
    const [only] = reference.parts;
    if (reference.parts.length !== 1 || only === undefined) continue;
    work.indexes.named ??= groupedBy(work.items, ({ output }) => (output.named ? output.name : null));
    const matches = work.indexes.named.get(only.name) ?? [];
    if (matches.length > 1) {
      session.report(violationAt("column-ambiguous", "ambiguous", reference, { column: only.name }));
      return false;
    }
    const [match] = matches;
    if (match === undefined) continue;
    if (match.expression !== null) work.aliases.set(reference, match.expression);
    else if (match.column !== null) session.resolved.set(reference, match.column);
  }
  return true;
}

/** The item of the SELECT list that an ORDER BY expression is, by alias or by being the same; null when it is none. */
function ordinalOfKey(expression: Expression, work: SelectWork): number | null {
  const grouping = groupingOf(work);
  const { indexes, items } = work;
  const key = grouping.keyOf(expression);
  for (; !indexes.ordinals.has(key) && indexes.looked < items.length; indexes.looked++) {
    const itemKey = keyOfItem(items[indexes.looked], grouping);
    if (itemKey !== null && !indexes.ordinals.has(itemKey)) indexes.ordinals.set(itemKey, indexes.looked + 1);
  }
  return indexes.ordinals.get(key) ?? null;
}

function keyOfItem(item: ExpandedItem | undefined, grouping: Grouping): string | null {
  if (item === undefined) return null;
  if (item.expression !== null) return grouping.keyOf(item.expression);
  return item.column === null ? null : grouping.keyOfColumn(item.column);
}

/** SELECT DISTINCT sorts only by what it selects. */
function checkDistinctOrder(item: OrderItem, work: SelectWork): boolean {
  work.indexes.distinct ??= groupingOfItems(work);
  return work.indexes.distinct.check(item.expression);
}

function groupingOfItems(work: SelectWork): Grouping {
  const expressions = work.items.flatMap(({ expression }) => (expression === null ? [] : [expression]));
  const columns = work.items.flatMap(({ expression, column }) => (expression === null && column !== null ? [column] : []));
  return createGrouping(expressions, { scope: work.scope, session: work.session, aliases: work.aliases, distinct: true }, columns);
}
