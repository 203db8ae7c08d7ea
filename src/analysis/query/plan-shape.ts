import { atLeast } from "../../druid/releases.ts";
import type { Argument, ColumnReference, Expression, FunctionCall, InExpression, Node, OrderItem, Pivot, QuantifiedComparison, Query, Select, TableReference, UnnestTable } from "../../syntax/nodes.ts";
import { admitsNull, isUnsure, planExpression, settledTruth, type PlanPosition } from "../types/index.ts";
import type { SqlType } from "../model.ts";
import { forEachChild, walk } from "../../syntax/child-keys.ts";
import { partsBesideNames, partsOf } from "./expression-parts.ts";
import { findAggregate, findWindowCall, hasSubquery, isAggregate, walkExpression, withoutParentheses } from "./expressions.ts";
import { conditionFault, constantOf, hasQuery, isSameTable } from "./join-shape.ts";
import { nullBesideGroups } from "./grouped-nulls.ts";
import { lostSide } from "./lost-sides.ts";
import type { OrderKey, QuerySession, SelectFacts } from "./query-state.ts";
import { operatorPlace, violationAt } from "./query-state.ts";
import { timeAggregates } from "./aggregates.ts";
import { relationOf, type Aggregate, type Filter, type JoinRelation, type Project, type ProjectField, type Relation, type Scan, type Sort, type Union, type ValuesRelation } from "./relations.ts";
import { correlatedComparison, correlatedFault, isRowOfOuter } from "./correlation.ts";
import { isUniqueRow } from "./scalar.ts";
import { areSimple, unionBranches } from "./union-shape.ts";
import { isRemoved } from "./unique-keys.ts";
import { checkOver } from "./windows.ts";

/** Settings of the query context on which shapes depend. */
export interface PlanSettings {
  /** `sqlJoinAlgorithm` is sortMerge. */
  readonly sortMerge: boolean;
  readonly approximateCountDistinct: boolean;
  readonly groupingSetForExactDistinct: boolean;
}

export interface PlanContext {
  readonly session: QuerySession;
  readonly settings: PlanSettings;
}

/** Columns of FROM tables that a SELECT uses; the rest of a subquery's columns is trimmed before planning. */
type Needed = ReadonlySet<string> | null;

interface Place {
  /** Nothing but passing projections and a LIMIT stands above: a UNION ALL here may become several queries. */
  readonly top: boolean;
  readonly limitAbove: boolean;
  /** LIMIT 0 stands above: whatever the rows would be, they are dropped before they are planned. */
  readonly unread: boolean;
  readonly needed: Needed;
}

/** Reports the first shape that the planner refuses, from the tables upwards as its rules fire. */
export function planRelation(relation: Relation, context: PlanContext, place: Place = { top: true, limitAbove: false, unread: false, needed: null }): void {
  if (context.session.stopped()) return;
  planKind(relation, context, { ...place, needed: innerNames(relation, place.needed, context.session) });
  const table = relation.kind === "scan" ? relation.table : context.session.derivedTables.get(relation);
  if (table?.node != null && !place.unread) planSample(table.node, context.session);
}

/** No rule plans a sample. SUBSTITUTE only names other rows, and a percentage of all or nothing is no sample: these are read and forgotten. */
function planSample(table: TableReference, session: QuerySession): void {
  if (!("sample" in table) || table.sample === null || session.stopped()) return;
  const [percentage] = table.sample.arguments;
  if (percentage?.kind !== "NumericLiteral") return;
  const share = Number(percentage.text) / 100;
  // The parser of 29 reckoned in single precision.
  const read = atLeast(session.release, 30) ? share : Math.fround(share);
  if (read > 1) session.report(violationAt("table-sample-unsupported", "percentage", percentage, { percentage: percentage.text }, "validate"));
  else if (read > 0 && read < 1) session.report(violationAt("table-sample-unsupported", "unsupported", table.sample, {}, "plan"));
}

/** The needed columns of a subquery by the names that it gives them itself. */
function innerNames(relation: Relation, needed: Needed, session: QuerySession): Needed {
  const table = session.derivedTables.get(relation);
  if (table?.query == null || table.columns === null || needed === null) return needed;
  const rows = session.rows.get(table.query);
  if (rows == null) return null;
  return new Set(table.columns.flatMap((column, index) => (needed.has(column.name) ? [rows[index]?.name ?? column.name] : [])));
}

function planKind(relation: Relation, context: PlanContext, place: Place): void {
  switch (relation.kind) {
    case "scan":
      planScan(relation, context);
      return;
    case "values":
      planValues(relation, context, place);
      return;
    case "project":
      planProject(relation, context, place);
      return;
    case "filter":
      planFilter(relation, context, place);
      return;
    case "aggregate":
      planAggregate(relation, context, place);
      return;
    case "sort":
      planSort(relation, context, place);
      return;
    case "join":
      planJoin(relation, context, place);
      return;
    case "union":
      planUnion(relation, context, place);
      return;
    case "opaque":
      return;
  }
}

const inner: Place = { top: false, limitAbove: false, unread: false, needed: null };

// Expressions

function plan(expression: Expression, position: PlanPosition, context: PlanContext, isGrouped?: (node: Node) => boolean): void {
  const { session } = context;
  if (session.stopped()) return;
  planWindows(expression, context);
  planQueries(expression, context);
  if (!session.stopped()) planExpression(expression, position, session.environment, isGrouped === undefined ? {} : { isGrouped });
}

/** A window function without OVER that validation let through has no native aggregator. 28 and 29 refuse windows in validation; before, the planner has no such operator; from 30 on they are planned. */
function planWindows(expression: Expression, context: PlanContext): void {
  partsBesideNames(expression).calls.every((call) => checkOver(call, context.session, "plan"));
  if (context.session.release.major >= 28 || context.session.anyEngine || context.session.stopped()) return;
  const window = findWindowCall(expression);
  if (window !== null) context.session.report(violationAt("window-unsupported", "unsupported", window, {}, "plan"));
}

/** The queries that stand in an expression, each planned on its own and joined to the rest. */
function planQueries(expression: Expression, context: PlanContext): void {
  if (!partsBesideNames(expression).holdsQuery) return;
  walkExpression(expression, (node) => {
    if (context.session.stopped()) return false;
    const membership = membershipOf(node);
    if (membership !== null) {
      planSubquery(membership, context);
      if (node.kind === "InExpression") planRowMembership(node, context.session);
      if (node.kind === "QuantifiedComparison") planQuantified(node, membership, context.session);
      if (node.kind === "InExpression") planQueries(node.operand, context);
      if (node.kind === "QuantifiedComparison") planQueries(node.left, context);
      return false;
    }
    if (node.kind === "FunctionCall") for (const argument of node.arguments) if (argument.kind === "Query") planScalar(argument, argument, context);
    if (node.kind === "SubqueryExpression") planScalar(node.query, node, context);
    else if (node.kind === "CollectionConstructor" && node.query !== null) context.session.report(violationAt("subquery-unsupported", "collection", node, { collection: node.collection }, "plan"));
    return node.kind !== "SubqueryExpression";
  });
}

/** Until 27 NOT IN counts the rows of the query that are not NULL, for which Druid has an aggregator of one column only. */
function planRowMembership(node: InExpression, session: QuerySession): void {
  const operand = withoutParentheses(node.operand);
  if (!node.negated || operand.kind !== "RowConstructor" || operand.items.length < 2 || session.release.major >= 28) return;
  session.report(violationAt("subquery-unsupported", "rowNotIn", node, { columns: operand.items.length }, "plan"));
}

/** All but `= ANY` and `<> ALL` become MIN or MAX of the query, which Druid has for numbers only. */
function planQuantified(node: QuantifiedComparison, query: Query, session: QuerySession): void {
  const any = node.quantifier !== "ALL";
  if ((node.operator === "=" && any) || ((node.operator === "<>" || node.operator === "!=") && !any)) return;
  const type = session.rows.get(query)?.[0]?.type;
  if (type?.name !== "VARCHAR" && type?.name !== "CHAR") return;
  session.report(violationAt("quantified-comparison-type", "text", node, { type: type.name, quantifier: node.quantifier }, "plan"));
}

/** The query of IN (…), = ANY (…), EXISTS (…), whose rows are not counted; null for anything else. */
function membershipOf(node: Node): Query | null {
  let operand: Expression | undefined;
  if (node.kind === "InExpression" || node.kind === "QuantifiedComparison") operand = node.values.length === 1 ? node.values[0] : undefined;
  else if (node.kind === "UnaryExpression" && node.operator === "EXISTS") operand = node.operand;
  if (operand === undefined) return null;
  const inside = withoutParentheses(operand);
  return inside.kind === "SubqueryExpression" ? inside.query : null;
}

function planSubquery(query: Query, context: PlanContext): void {
  const relation = relationOf(query, context.session);
  planRelation(relation, context, inner);
  if (context.session.stopped()) return;
  const fault = correlatedFault(query, context.session);
  if (fault !== null) context.session.report(violationAt("join-condition-unsupported", "correlated", fault.at, { operator: fault.operator }, "plan"));
}

function planScalar(query: Query, node: Node, context: PlanContext): void {
  planSubquery(query, context);
  if (context.session.stopped() || isUniqueRow(relationOf(query, context.session), context.session)) return;
  context.session.report(violationAt("scalar-subquery-rows", "rows", node, {}, "plan"));
}

// Tables

function planScan(scan: Scan, { session }: PlanContext): void {
  const { node } = scan.table;
  if (node === null) return;
  switch (node.kind) {
    case "UnnestTable":
      if (session.release.major < 28) {
        if (!session.anyEngine) session.report(violationAt("unnest-unsupported", "release", node, {}, "plan"));
      } else planUnnested(node, session);
      return;
    case "Pivot":
      planPivot(node, scan, session);
      return;
    default:
      return;
  }
}

function planUnnested(node: UnnestTable, session: QuerySession): void {
  const [only, second] = node.expressions;
  if (second !== undefined) session.report(violationAt("unnest-unsupported", "several", node, {}, "plan"));
  else if (only !== undefined && findAggregate(only, session.release) !== null) session.report(violationAt("unnest-unsupported", "aggregate", only, {}, "plan"));
  else if (only !== undefined && hasSubquery(only)) session.report(violationAt("unnest-unsupported", "subquery", only, {}, "plan"));
}

/** PIVOT groups by every column that it does not use. */
function planPivot(node: Pivot, scan: Scan, session: QuerySession): void {
  const used = new Set(node.axes.map((axis) => axis.name));
  for (const aggregate of node.aggregates) walkExpression(aggregate, (child) => (child.kind === "ColumnReference" ? used.add(child.parts.at(-1)?.name ?? "") : used).size >= 0);
  const source = scan.inner ?? [];
  for (const column of source) {
    if (!used.has(column.name)) reportKeyType(column.type, node, session);
    if (session.stopped()) return;
  }
}

/** Up to 32 a column of VALUES that is NULL in every row has no type that Druid knows. */
function planValues(values: ValuesRelation, context: PlanContext, { needed }: Place): void {
  if (values.body?.kind !== "Values") return;
  const { rows } = values.body;
  const aggregate = rows.map((row) => row.items.map((item) => findAggregate(item, context.session.release)).find((call) => call !== null)).find((call) => call !== undefined);
  if (aggregate != null) context.session.report(violationAt("aggregate-unsupported", "values", aggregate, {}, "plan"));
  for (const row of rows) row.items.forEach((item, index) => {
    if (needed === null || needed.has(`EXPR$${String(index)}`)) plan(item, "values", context);
    else planExpression(item, "values", context.session.environment, { dropped: true });
  });
  if (context.session.release.major >= 33 || context.session.stopped()) return;
  const [first] = rows;
  first?.items.forEach((item, index) => {
    const names = new Set(rows.map((row) => (row.items[index] === undefined ? null : typeOf(row.items[index], context.session)?.name)));
    names.delete("NULL");
    if (names.size > 1 && (names.has("DATE") || names.has("TIMESTAMP"))) context.session.report(violationAt("values-mismatch", "dates", item, { column: index + 1 }, "plan"));
    if (needed !== null && !needed.has(`EXPR$${String(index)}`)) return;
    const untyped = rows.every((row) => isUntyped(row.items[index], context.session));
    if (untyped) context.session.report(violationAt("null-without-type", "values", item, {}, "plan"));
  });
}

function isUntyped(expression: Expression | undefined, session: QuerySession): boolean {
  return expression !== undefined && typeOf(expression, session)?.name === "NULL";
}

function typeOf(expression: Expression, session: QuerySession): SqlType | null {
  return session.environment.types.get(expression) ?? session.environment.types.get(withoutParentheses(expression)) ?? null;
}

// Projections and filters

function planProject(project: Project, context: PlanContext, place: Place): void {
  const used = usedFields(project, place.needed);
  const needed = neededColumns(project.facts, project.node, used, context.session);
  const passes = project.fields === null || project.fields.every((field) => field.source !== null);
  planRelation(project.input, context, { top: place.top && passes && keepsOrder(project), limitAbove: place.limitAbove, unread: place.unread, needed });
  const lost = lostSide(project, context.session);
  if (lost !== null) context.session.report(violationAt("join-condition-unsupported", "computed", lost.computed, { table: lost.table }, "plan"));
  planConstantRow(project, used, context);
  if (isEmpty(project.input, context.session)) {
    planNoRows(used, context.session);
    if (context.session.release.major >= 28) return;
  }
  planWindowScan(project, needed, used, context.session);
  const nothing = context.session.release.major < 28 ? nullBesideGroups(project, used, context.session) : null;
  if (nothing !== null) context.session.groupedNulls.push({ node: nothing.expression ?? project.node, column: nothing.name });
  for (const field of used) {
    if (field.merged) reportMerged(project, field, context.session);
    if (field.expression !== null) plan(field.expression, positionOver(project.input), context, keysBelow(project, context.session));
    if (context.session.stopped()) return;
  }
}

function positionOver(input: Relation): PlanPosition {
  if (input.kind === "aggregate" || (input.kind === "filter" && input.having)) return "grouped";
  return input.kind === "values" ? "values" : "projection";
}

/** What is a column of the groups below: a key as written there, and an aggregate. */
function keysBelow(project: Project, session: QuerySession): ((node: Node) => boolean) | undefined {
  const below = project.input.kind === "filter" && project.input.having ? project.input.input : project.input;
  if (below.kind !== "aggregate" || below.distinct || below.node !== project.node) return undefined;
  const textOf = ({ start, end }: Node): string => session.text.slice(start, end);
  const keys = new Set(below.keys.map(textOf));
  const lengths = new Set(below.keys.map(({ start, end }) => end - start));
  return (node) => isAggregate(node, session.release) || (lengths.has(node.end - node.start) && keys.has(textOf(node)));
}

/** Columns may be left out, not turned round or repeated, when a UNION ALL below is to become several queries. */
function keepsOrder(project: Project): boolean {
  const [table] = project.facts.scope.tables;
  const order = table?.columns?.map((column) => column.name);
  if (order === undefined || project.fields === null) return true;
  const positions = project.fields.map((field) => order.indexOf(field.source?.name ?? ""));
  return positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? 0));
}

function usedFields(project: Project, needed: Needed): readonly ProjectField[] {
  const fields = project.fields ?? project.facts.items.map((item) => ({ name: item.output.name, source: item.column, expression: item.expression, merged: item.merged, left: item.merged ? (item.column?.column ?? null) : null }));
  return needed === null || project.node.quantifier === "DISTINCT" ? fields : fields.filter((field) => needed.has(field.name));
}

/** Every column that the clauses of a SELECT read, by name: what stays when the field trimmer has gone through its tables. */
function neededColumns(facts: SelectFacts, select: Select, used: readonly ProjectField[], session: QuerySession): Needed {
  const names = new Set<string>();
  const read = (node: Node | null): void => {
    if (node === null || (node.kind === "FunctionCall" && node.over === null && isCountOfAll(node, session))) return;
    const { references, holdsQuery } = partsOf(node);
    for (const reference of references) names.add(nameRead(reference, session));
    if (!holdsQuery) return;
    walk(node, (each) => {
      if (each.kind === "ColumnReference" && isOwn(each, facts, session)) names.add(nameRead(each, session));
      return true;
    });
  };
  for (const field of used) {
    if (field.source !== null) names.add(field.source.name);
    read(field.expression);
  }
  readJoins(select.from, read);
  read(select.where);
  read(select.having);
  for (const item of select.groupBy?.items ?? []) read(item);
  for (const key of facts.order) read(key.expression);
  return names;
}

/** A name within a subquery that means a table of this SELECT, as far as known. */
function isOwn(reference: ColumnReference, { scope }: SelectFacts, session: QuerySession): boolean {
  const table = session.resolved.get(reference)?.table;
  return table === undefined || scope.tables.some((own) => isSameTable(own, table));
}

function nameRead(reference: ColumnReference, session: QuerySession): string {
  return session.resolved.get(reference)?.name ?? reference.parts.at(-1)?.name ?? "";
}

/** The names in the conditions of a FROM clause and in the tables that see others (LATERAL, UNNEST), not those of its subqueries. */
function readJoins(table: TableReference | null, read: (node: Node | null) => void): void {
  if (table === null) return;
  if (table.kind === "Join") {
    readJoins(table.left, read);
    readJoins(table.right, read);
    read(table.on);
  } else if (table.kind === "ParenthesizedTable") readJoins(table.table, read);
  else if (table.kind === "UnnestTable" || (table.kind === "DerivedTable" && table.lateral)) forEachChild(table, read);
}

/** COALESCE of a column that is never null is the column: up to 27 numbers and `__time`. */
function isCoalesced(field: ProjectField): boolean {
  const type = field.left?.type;
  return type === undefined || type.nullable;
}

function reportMerged(project: Project, field: ProjectField, session: QuerySession): void {
  if (session.release.major >= 29 || !isCoalesced(field)) return;
  const star = project.node.items.find((item) => item.expression.kind === "Star") ?? project.node;
  session.report(violationAt("using-star", "coalesce", star, { column: field.name }, "plan"));
}

/** A SELECT of literals without FROM becomes VALUES. */
function planConstantRow(project: Project, used: readonly ProjectField[], { session }: PlanContext): void {
  if (session.release.major >= 33 || session.stopped() || project.input.kind !== "values" || project.input.body !== null) return;
  const untyped = used.find((field) => field.expression !== null && isUntyped(field.expression, session));
  if (untyped?.expression != null) session.report(violationAt("null-without-type", "select", untyped.expression, { column: untyped.name }, "plan"));
}

/** Rows that never come are VALUES without rows, whose columns must have a type that Druid knows. */
function planNoRows(used: readonly ProjectField[], session: QuerySession): void {
  if (session.release.major >= 33 || session.stopped()) return;
  const untyped = used.find(({ expression }) => expression !== null && typesWithoutRows.has(typeOf(expression, session)?.name ?? ""));
  if (untyped?.expression != null) session.report(violationAt("null-without-type", "empty", untyped.expression, { column: untyped.name, type: typeOf(untyped.expression, session)?.name ?? "" }, "plan"));
}

const typesWithoutRows: ReadonlySet<string> = new Set(["NULL", "ANY", "TIME"]);

/** From 30 on windows are planned over a scan, which must read a column; the least and the greatest text is not known to them. */
function planWindowScan(project: Project, needed: Needed, used: readonly ProjectField[], session: QuerySession): void {
  if (session.release.major < 30 || session.anyEngine || session.stopped()) return;
  const window = used.map((field) => (field.expression === null ? null : findWindowCall(field.expression))).find((call) => call !== null);
  const { items } = project.node;
  const sorted = items.length === 1 && items[0]?.expression.kind === "Star" ? project.facts.order.find((key) => key.ordinal === null && findWindowCall(key.expression) !== null) : undefined;
  if (sorted !== undefined) session.report(violationAt("window-unsupported", "order", sorted.item, {}, "plan"));
  const ofText = used.flatMap((field) => (field.expression === null ? [] : partsBesideNames(field.expression).calls)).find((call) => call.over !== null && isExtremeOfText(call, session));
  if (ofText !== undefined) session.report(violationAt("window-unsupported", "text", ofText, { function: ofText.name.parts[0]?.name.toUpperCase() ?? "" }, "plan"));
  if (window != null && needed?.size === 0 && project.input.kind === "scan") session.report(violationAt("window-unsupported", "noColumns", window, {}, "plan"));
}

function isExtremeOfText(call: FunctionCall, session: QuerySession): boolean {
  const name = call.name.parts[0]?.name.toUpperCase();
  const [argument] = call.arguments;
  const type = argument === undefined ? undefined : session.environment.types.get(argument as Expression)?.name;
  return (name === "MAX" || name === "MIN") && (type === "VARCHAR" || type === "CHAR" || type === "NULL");
}

/** No row comes: a condition below is never true. What stands above is planned over no rows, what stands below is not. */
function isEmpty(relation: Relation, session: QuerySession): boolean {
  switch (relation.kind) {
    case "filter":
      return isNeverTrue(relation, session) || isEmpty(relation.input, session);
    case "project":
    case "sort":
      return isEmpty(relation.input, session);
    case "aggregate":
      return relation.keys.length > 0 && isEmpty(relation.input, session);
    default:
      return false;
  }
}

function isNeverTrue({ condition }: Filter, session: QuerySession): boolean {
  const settled = settledTruth(condition, "computed", session.environment);
  return settled === false || settled === null;
}

/** What is taken out of the plan has its constants folded all the same, as far as its columns are used. */
function foldConstants(relation: Relation, context: PlanContext, outer: Needed): void {
  const needed = innerNames(relation, outer, context.session);
  const { environment } = context.session;
  switch (relation.kind) {
    case "project": {
      const used = usedFields(relation, needed);
      foldConstants(relation.input, context, neededColumns(relation.facts, relation.node, used, context.session));
      for (const field of used) if (field.expression !== null) planExpression(field.expression, positionOver(relation.input), environment, { dropped: true });
      return;
    }
    case "filter":
      foldConstants(relation.input, context, needed);
      planExpression(relation.condition, "filter", environment, { dropped: true });
      return;
    case "aggregate":
    case "sort":
      foldConstants(relation.input, context, needed);
      return;
    default:
  }
}

function planFilter(filter: Filter, context: PlanContext, place: Place): void {
  const neverTrue = isNeverTrue(filter, context.session);
  if (neverTrue || isUnsure(filter.condition, context.session.environment)) {
    foldConstants(filter.input, context, place.needed);
    if (neverTrue && filter.input.kind === "project") planNoRows(usedFields(filter.input, place.needed), context.session);
    plan(filter.condition, "filter", context);
    return;
  }
  planRelation(filter.input, context, { ...inner, unread: place.unread, needed: place.needed });
  plan(filter.condition, "filter", context);
  if (context.session.stopped() || filter.having || !hasSubquery(filter.condition)) return;
  const fault = correlatedComparison(filter.condition, context.session);
  if (fault !== null) context.session.report(violationAt("join-condition-unsupported", "correlated", fault.at, { operator: fault.operator }, "plan"));
}

// Aggregation

function planAggregate(aggregate: Aggregate, context: PlanContext, place: Place): void {
  const { session } = context;
  planRelation(aggregate.input, context, { ...inner, unread: place.unread, needed: aggregate.distinct ? null : place.needed });
  for (const key of aggregate.keys) {
    if (!aggregate.distinct) plan(key, "grouping", context);
    reportGroupedType(typeOf(key, session), key, aggregate, session);
    if (session.stopped()) return;
  }
  planTimeAggregates(aggregate, session);
  planAggregated(aggregate, context);
  if (session.stopped()) return;
  if (aggregate.distinct) planDistinctStar(aggregate, session);
  else planExactDistinct(aggregate, context);
}

/** What is aggregated is a projection below: it is planned even where the aggregate itself turns out not to be needed. */
function planAggregated(aggregate: Aggregate, context: PlanContext): void {
  const { session } = context;
  const written = [...aggregate.facts.items.map(({ expression }) => expression), aggregate.node.having, ...aggregate.facts.order.map(({ expression }) => expression)];
  for (const expression of aggregate.distinct ? [] : written) {
    for (const call of expression === null ? [] : partsOf(expression).calls) {
      if (!isAggregate(call, session.release) || isCountOfAll(call, session)) continue;
      for (const argument of call.arguments) if (isExpression(argument) && argument.kind !== "ColumnReference") plan(argument, "aggregate", context);
      if (session.stopped()) return;
    }
  }
}

const isExpression = (argument: Argument): argument is Expression => !notExpressions.has(argument.kind);
const notExpressions: ReadonlySet<string> = new Set(["Star", "Query", "NamedArgument", "TimeUnit", "ArgumentKeyword", "DefaultArgument", "TableArgument"]);

/** COUNT of what is never NULL counts rows and reads nothing. */
function isCountOfAll(call: FunctionCall, session: QuerySession): boolean {
  if (call.name.parts[0]?.name.toUpperCase() !== "COUNT" || call.quantifier === "DISTINCT") return false;
  return call.arguments.every((argument) => !isExpression(argument) || !admitsNull(argument, session.environment));
}

/** 26 and 27 look for `__time` in the table at the bottom. */
function planTimeAggregates(aggregate: Aggregate, session: QuerySession): void {
  if (session.release.major < 26 || session.release.major >= 28) return;
  let bottom = aggregate.input;
  while (bottom.kind === "project" || bottom.kind === "filter") bottom = bottom.input;
  if (bottom.kind !== "scan" || bottom.table.columns === null || bottom.table.columns.some((column) => column.name === "__time")) return;
  const call = aggregate.node.items.flatMap((item) => timeAggregates(item))[0];
  if (call !== undefined) session.report(violationAt("time-aggregate-without-time", "missing", call, {}, "plan"));
}

function planDistinctStar(aggregate: Aggregate, session: QuerySession): void {
  for (const { expression, output, item } of aggregate.facts.items) {
    if (expression === null) reportGroupedType(output.type, item, aggregate, session);
    if (session.stopped()) return;
  }
}

/** What has no group of its own does no harm where the aggregation is not needed. */
function reportGroupedType(type: SqlType | null, node: Node, aggregate: Aggregate, session: QuerySession): void {
  if (keyFault(type, session) !== null && !isRemoved(aggregate, session)) reportKeyType(type, node, session);
}

function reportKeyType(type: SqlType | null, node: Node, session: QuerySession): void {
  const fault = keyFault(type, session);
  if (fault !== null) session.report(violationAt("group-by-type-unsupported", fault, node, fault === "complex" ? { type: type?.complex ?? "COMPLEX" } : {}, "plan"));
}

/** Of these only a NULL that is cast comes so far. */
const keysWithoutType: ReadonlySet<string> = new Set(["NULL", "TIME", "BINARY", "VARBINARY"]);

function keyFault(type: SqlType | null, session: QuerySession): "complex" | "null" | null {
  const json = type?.complex === "COMPLEX<json>" && session.release.major >= 31;
  if (type?.name === "OTHER" && !json) return "complex";
  return type?.name === "ANY" || (keysWithoutType.has(type?.name ?? "") && session.release.major < 33) ? "null" : null;
}

/** Exact distinct counts group once a column and join the groups again. */
function planExactDistinct(aggregate: Aggregate, { session, settings }: PlanContext): void {
  if (settings.approximateCountDistinct) return;
  const calls = distinctCalls(aggregate, session);
  for (const call of calls) {
    const [argument] = call.arguments;
    if (argument !== undefined) reportKeyType(typeOf(argument as Expression, session), argument, session);
    if (session.stopped()) return;
  }
  const columns = new Set(calls.map((call) => call.arguments.map((argument) => session.text.slice(argument.start, argument.end)).join(",")));
  const [second] = calls.slice(1);
  if (columns.size < 2 || second === undefined || aggregate.keys.length === 0 || session.release.major >= 28) return;
  if (settings.groupingSetForExactDistinct && session.release.major < 26) return;
  session.report(violationAt("distinct-aggregate-unsupported", "several", second, { function: "COUNT" }, "plan"));
}

function distinctCalls(aggregate: Aggregate, session: QuerySession): FunctionCall[] {
  return aggregate.node.items.flatMap((item) => partsBesideNames(item).calls.filter((call) => call.quantifier === "DISTINCT" && isAggregate(call, session.release)));
}

// Sorting

function planSort(sort: Sort, context: PlanContext, place: Place): void {
  const { session } = context;
  if (isNoRows(sort) && session.release.major < 28) {
    foldConstants(sort.input, context, place.needed);
    return;
  }
  const limitOnly = sort.keys.length === 0 && sort.offset === null;
  planRelation(sort.input, context, { top: place.top && limitOnly, limitAbove: true, unread: place.unread || isNoRows(sort), needed: place.needed });
  planBound(sort.limit, session);
  planBound(sort.offset, session);
  for (const key of sort.keys) {
    if (session.stopped()) return;
    planSortKey(key, context);
  }
}

/** LIMIT 0: nothing below is planned, as below a condition that is never true. */
export function isNoRows({ limit }: Sort): boolean {
  return (limit?.kind === "LimitClause" || limit?.kind === "FetchClause") && limit.count?.kind === "NumericLiteral" && Number(limit.count.text) === 0;
}

function planSortKey(key: OrderKey | OrderItem, context: PlanContext): void {
  const { session } = context;
  if (session.anyEngine) return;
  const item = "item" in key ? key.item : key;
  const expression = key.expression;
  if ("item" in key && key.ordinal === null) {
    planMembershipKey(expression, session);
    plan(expression, "sort", context);
  }
  if (session.stopped()) return;
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

// Joins

function planJoin(join: JoinRelation, context: PlanContext, place: Place): void {
  const { session, settings } = context;
  planRelation(join.left, context, { ...inner, unread: place.unread, needed: place.needed });
  planRelation(join.right, context, { ...inner, unread: place.unread, needed: place.needed });
  if (session.stopped()) return;
  const { node } = join;
  planLateral(join, context);
  if (session.stopped()) return;
  if (node.on !== null) planCondition(join, node.on, context, place);
  if (session.stopped() || session.anyEngine || settings.sortMerge || session.release.major < 26) return;
  if (node.type === "RIGHT" || node.type === "FULL") {
    const operator = operatorPlace(node, session.text);
    session.report(violationAt("join-type-needs-sort-merge", "broadcast", operator, { type: node.type }, "plan"));
  }
}

function planLateral(join: JoinRelation, { session }: PlanContext): void {
  const { right } = join.node;
  if (right.kind !== "DerivedTable" || !right.lateral) return;
  if (isRowOfOuter(right.query, session)) {
    session.report(violationAt("lateral-unsupported", "row", right, {}, "plan"));
    return;
  }
  const fault = correlatedFault(right.query, session);
  if (fault !== null) session.report(violationAt("join-condition-unsupported", "correlated", fault.at, { operator: fault.operator }, "plan"));
}

function planCondition(join: JoinRelation, condition: Expression, context: PlanContext, place: Place): void {
  const { session } = context;
  if (hasQuery(condition)) {
    session.report(violationAt("join-condition-unsupported", "subquery", condition, {}, "plan"));
    return;
  }
  plan(condition, "join", context);
  if (session.stopped()) return;
  if (join.node.right.kind === "UnnestTable" && constantOf(condition) === null) {
    session.report(violationAt("unnest-unsupported", "condition", condition, {}, "plan"));
    return;
  }
  if (isPulledUp(join, session)) return;
  if (isComparedLiterals(condition) && !isTrimmed(join, place, session)) {
    session.report(violationAt("join-condition-unsupported", "literals", condition, { operator: "EQUALS" }, "plan"));
    return;
  }
  const fault = conditionFault(condition, { left: join.leftTables, right: join.rightTables, session, pushed: pushedSides(join, context.settings) });
  if (fault === null) return;
  session.report(violationAt("join-condition-unsupported", fault.reason, fault.at, { operator: fault.operator }, "plan"));
}

function isComparedLiterals(condition: Expression): boolean {
  return withoutParentheses(condition).kind === "BinaryExpression" && constantOf(condition) === true;
}

/**
 * `1 = 1` is simplified only where the field trimmer builds the join anew, that is when a column is left out: a table of unknown columns
 * may have one that is.
 */
function isTrimmed(join: JoinRelation, { needed }: Place, session: QuerySession): boolean {
  if (session.release.major >= 28) return true;
  const tables = [...join.leftTables, ...join.rightTables];
  if (needed === null) return false;
  return tables.some(({ columns }) => columns === null || columns.some((column) => !needed.has(column.name)));
}

/** Under sortMerge parts of the condition that read one side only become filters below the join. */
function pushedSides(join: JoinRelation, settings: PlanSettings): "both" | "right" | "none" {
  if (!settings.sortMerge) return "none";
  if (join.node.type === "INNER") return "both";
  return join.node.type === "LEFT" ? "right" : "none";
}

/** From 29 on an inner join's other conditions become a filter above it. UNNEST takes any condition. */
function isPulledUp(join: JoinRelation, session: QuerySession): boolean {
  if (join.node.right.kind === "UnnestTable") return true;
  return session.release.major >= 29 && join.node.type === "INNER";
}

// Unions

function planUnion(union: Union, context: PlanContext, place: Place): void {
  const { session } = context;
  if (union.node.operator !== "UNION") return;
  const branches = unionBranches(union);
  const distinct = branches.unions.find((node) => node.node.quantifier !== "ALL");
  // A UNION ALL at the top becomes several queries, and so does one within it.
  const branchPlace = { ...inner, unread: place.unread, top: place.top && distinct === undefined && context.session.release.major < 28 };
  const { groupedNulls } = context.session;
  const known = groupedNulls.length;
  for (const branch of branches.inputs) planRelation(branch, context, branchPlace);
  if (place.top) groupedNulls.length = known;
  if (session.stopped()) return;
  const operator = operatorPlace(union.node, session.text);
  const simple = areSimple(branches.inputs, session);
  if (simple !== false) {
    if (session.release.major >= 28 && !session.anyEngine && union.right.kind === "union") session.report(violationAt("union-all-shape", "nested", operator, {}, "plan"));
    return;
  }
  if (distinct !== undefined) session.report(violationAt("union-distinct-unsupported", "distinct", operator, {}, "plan"));
  else if (!place.top || (session.release.major >= 28 && !session.anyEngine)) session.report(violationAt("union-all-shape", "shape", operator, {}, "plan"));
}
