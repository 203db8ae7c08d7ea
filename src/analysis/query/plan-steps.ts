import { limitOf } from "../../druid/faults.ts";
import { before } from "../../druid/releases.ts";
import { storedAggregate } from "../../druid/stored-aggregates.ts";
import type { FunctionCall, Node, Query, QueryBody, Select } from "../../syntax/nodes.ts";
import type { AnalysisState, Step } from "../steps.ts";
import { lostNullability, type IsSubtotaled } from "../types/index.ts";
import { partsOf } from "./expression-parts.ts";
import { findWindowCall, hasSubquery, isAggregate, withoutParentheses } from "./expressions.ts";
import { isNeverMet } from "./join-shape.ts";
import { dotted, operatorPlace, violationAt, type QuerySession } from "./query-state.ts";
import { planRelation } from "./plan-shape.ts";
import type { PlanSettings } from "./planning/context.ts";
import { dividedRowsStep } from "./planning/divided-rows.ts";
import { losesSets } from "./planning/exact-distinct.ts";
import { planJoinTypes } from "./planning/joins.ts";
import { isNeverTrue, isNoRows, mayBeEmpty } from "./planning/no-rows.ts";
import { filledInputs, withoutEmptyBranches } from "./union-shape.ts";
import { outermostRelation, unionBranches, type Aggregate, type Project, type Relation, type Sort } from "./relations.ts";
import { contextBoolean } from "./session.ts";

function rootOf(state: AnalysisState): Relation | null {
  if (state.relation !== null) return state.relation;
  if (state.session === null || state.query === null) return null;
  state.relation = outermostRelation(state.query, state.session, state.ingest?.clusteredBy?.items ?? null);
  return state.relation;
}

/** Finds what the later steps ask of the query's shape; reports nothing. */
export const queryShapeStep: Step = {
  name: "query-shape",
  stage: "plan",
  independent: false,
  run(state) {
    const root = rootOf(state);
    if (root === null) return;
    noteLimit(root, state);
    noteGrouping(root, state);
    state.shape.limitedScan = limitedScan(root);
  },
};

/** The Sort that ends up on top: projections of bare columns are merged away (`MSQTaskSqlEngine.validateLimitAndOffset`). */
function noteLimit(root: Relation, state: AnalysisState): void {
  let relation = root;
  while (relation.kind === "project" && relation.fields?.every((field) => field.source !== null) === true) relation = relation.input;
  if (relation.kind !== "sort") return;
  state.shape.outermostLimit = relation.limit;
  state.shape.outermostOffset = relation.offset;
}

function noteGrouping(root: Relation, state: AnalysisState): void {
  const { shape, session } = state;
  let relation = withoutEmptyBranches(root, session);
  while (relation.kind === "project" || relation.kind === "filter" || relation.kind === "sort") {
    // Windows are a native query of their own, above whatever groups below.
    if (relation.kind === "project" && holdsWindow(relation)) return;
    relation = withoutEmptyBranches(relation.input, session);
  }
  switch (relation.kind) {
    case "aggregate":
      shape.grouped = true;
      shape.native = "groupBy";
      shape.groupKeys = relation.keys;
      return;
    case "union":
      shape.native = "unionAll";
      return;
    case "values":
      shape.native = "values";
      return;
    case "scan":
    case "join":
      shape.native = "scan";
      return;
    default:
      shape.native = null;
  }
}

function holdsWindow({ fields }: Project): boolean {
  for (const { expression } of fields ?? []) if (expression !== null && expression.kind !== "ColumnReference" && findWindowCall(expression) !== null) return true;
  return false;
}

/** What the planner's rules refuse by shape. */
export const queryPlanSteps: readonly Step[] = [
  {
    name: "query-plan",
    stage: "plan",
    independent: false,
    run(state) {
      const root = rootOf(state);
      const { session } = state;
      if (root === null || session === null) return;
      checkSetOperationBranches(state.query, session);
      checkConvertedType(state, session);
      const context = { session, settings: settingsOf(state) };
      planJoinTypes(root, context);
      planRelation(root, context);
      if (!session.stopped() && state.release.major < 27) reportGroupedTimes(state, "plan");
    },
  },
  dividedRowsStep,
  {
    name: "explain-format",
    stage: "plan",
    independent: false,
    run(state) {
      const { node } = state.parsed;
      if (node.kind !== "ExplainStatement" || !node.options.includes("AS JSON")) return;
      state.report(violationAt("explain-as-json", "json", { start: node.start, end: node.statement.start }, {}, "plan"));
    },
  },
];

/** Until 27 a branch with a WITH of its own is cast to something that it is not, in the outermost query only. */
function checkSetOperationBranches(query: Query | null, session: QuerySession): void {
  if (query === null || query.with !== null || session.release.major >= 28) return;
  const waiting: QueryBody[] = [query.body];
  for (let body = waiting.pop(); body !== undefined && !session.stopped(); body = waiting.pop()) {
    if (body.kind === "SetOperation") waiting.push(body.right, body.left);
    if (body.kind !== "ParenthesizedQuery") continue;
    if (body.query.with === null) waiting.push(body.query.body);
    else if (body !== query.body) session.report(violationAt("operator-unsupported", "with", body.query.with, {}));
  }
}

/** The row type of the converted query must be that of the validated one. */
function checkConvertedType({ query, output }: AnalysisState, session: QuerySession): void {
  if (query?.body.kind !== "Select") return;
  const isSubtotaled = subtotaledKeys(query.body, session);
  for (const { expression, item } of output ?? []) {
    const fault = expression === null ? null : lostNullability(expression, session.environment, isSubtotaled);
    if (fault !== null) session.report(violationAt(fault.rule, fault.message, fault.at ?? item ?? query, fault.data ?? {}, "plan"));
  }
}

/** The keys of several grouping sets. From 28 on only those that admit no NULL at all would matter, and are taken. */
function subtotaledKeys(select: Select, session: QuerySession): IsSubtotaled {
  const items = session.release.major >= 28 ? [] : (session.selects.get(select)?.groupItems ?? []);
  if (!items.some(({ sets }) => sets === "many")) return () => false;
  const written = (node: Node): string => session.text.slice(node.start, node.end);
  const keys = new Set(items.flatMap(({ expressions }) => expressions.map(written)));
  return (node) => keys.has(written(node));
}

function settingsOf(state: AnalysisState): PlanSettings {
  return {
    sortMerge: state.context.get("sqlJoinAlgorithm")?.value === "sortMerge",
    approximateCountDistinct: contextBoolean(state, "useApproximateCountDistinct", true),
    groupingSetForExactDistinct: contextBoolean(state, "useGroupingSetForExactDistinct", false),
  };
}

/** The native query is not made for EXPLAIN. */
function reportGroupedTimes(state: AnalysisState, stage: "plan" | "submit"): void {
  const [call] = state.session?.groupedTimes ?? [];
  if (call !== undefined && !state.explain) state.report(violationAt("time-aggregate-without-time", "grouped", call, {}, stage));
}

/** Several native queries become several tasks of one id: the second is refused while the first one runs. Seen on a running Druid 27. */
export const querySubmitSteps: readonly Step[] = [
  {
    name: "times-over-groups",
    stage: "submit",
    independent: false,
    run(state) {
      if (state.release.major >= 27) reportGroupedTimes(state, "submit");
    },
  },
  {
    name: "several-tasks",
    stage: "submit",
    independent: false,
    run(state) {
      const root = rootOf(state);
      const { session } = state;
      if (root === null || session === null || state.ingest === null || state.explain || state.release.major >= 28) return;
      let relation = root;
      let limited = false;
      while (relation.kind === "project" || (relation.kind === "sort" && relation.keys.length === 0)) {
        if (relation.kind === "sort") limited = true;
        relation = relation.input;
      }
      if (relation.kind !== "union" || (!limited && session.tableUnions.get(relation) !== false)) return;
      if (filledInputs(unionBranches(relation).inputs, session).length < 2) return;
      const operator = operatorPlace(relation.node, state.tree.text);
      state.report(violationAt("union-all-legacy", "severalTasks", operator, {}, "submit"));
    },
  },
];

/** What MSQ's query kits refuse in the controller (QueryNotSupported). */
export const queryControllerSteps: readonly Step[] = [
  {
    name: "query-kits",
    stage: "controller",
    independent: false,
    run(state) {
      const root = rootOf(state);
      if (root === null || state.explain || state.session?.anyEngine === true) return;
      visitKits(root, state, false);
      const [nothing] = state.session?.groupedNulls ?? [];
      if (!state.stopped && nothing !== undefined) reportKit("null-beside-groups", nothing.node, state, { column: nothing.column });
      if (!state.stopped && isLimitedGrouping(root, state)) reportKit("grouped-limit-with-partitioning", state.query ?? state.statement, state);
    },
  },
];

/** A grouped query with LIMIT or OFFSET under further expressions cannot be sorted into time chunks. */
function isLimitedGrouping(root: Relation, state: AnalysisState): boolean {
  const granularity = state.ingest?.partitionedBy?.granularity;
  if (granularity === undefined || granularity.kind === "AllGranularity") return false;
  const { relation, sorts } = sortedBelow(root);
  const [only] = sorts;
  return relation?.kind === "aggregate" && sorts.length === 1 && only !== undefined && (only.limit !== null || only.offset !== null) && !isNoRows(only);
}

/** The LIMIT or OFFSET of rows that are neither grouped nor sorted and that the query above only makes expressions of: one native scan. */
function limitedScan(root: Relation): Node | null {
  const { relation, sorts } = sortedBelow(root);
  if ((relation?.kind !== "scan" && relation?.kind !== "join") || sorts.some(({ keys }) => keys.length > 0)) return null;
  const [limited] = sorts;
  return limited?.limit ?? limited?.offset ?? null;
}

/** What stands below projections, sorts, and filters under a sort: with the expressions above it one native query. */
function sortedBelow(root: Relation): { readonly relation: Relation | null; readonly sorts: readonly Sort[] } {
  const sorts: Sort[] = [];
  let relation = root;
  if (root.kind !== "project") return { relation: null, sorts };
  while (relation.kind === "project" || relation.kind === "sort" || (relation.kind === "filter" && sorts.length > 0)) {
    // Two sorts, or a subquery joined in between, make the groups a query of their own.
    if (relation.kind === "project" && relation.facts.items.some(({ expression }) => expression !== null && hasSubquery(expression))) return { relation: null, sorts };
    if (relation.kind === "sort") sorts.push(relation);
    relation = relation.input;
  }
  return { relation, sorts };
}

function visitKits(relation: Relation, state: AnalysisState, limitAbove: boolean): void {
  if (state.stopped) return;
  switch (relation.kind) {
    case "project":
      visitKits(relation.input, state, limitAbove);
      return;
    case "filter":
      if (state.session === null || !isNeverTrue(relation, state.session)) visitKits(relation.input, state, false);
      return;
    case "sort":
      // CLUSTERED BY is counted with what a segment stores.
      if (state.ingest === null) checkSortedKeys(relation.keys.length + 1, "sorted", spanOf(relation.keys.map((key) => ("item" in key ? key.item : key))), state);
      checkUnfinalizedKeys(relation, state);
      visitKits(relation.input, state, relation.keys.length === 0 && relation.offset === null);
      return;
    case "aggregate":
      checkGroups(relation, state);
      visitKits(relation.input, state, false);
      return;
    case "join":
      if (relation.node.on !== null && isNeverMet(relation.node.on) && settingsOf(state).sortMerge) reportKit("join-never-met", relation.node.on, state);
      visitKits(relation.left, state, false);
      visitKits(relation.right, state, false);
      return;
    case "union":
      visitUnion(relation, state, limitAbove);
      return;
    default:
      return;
  }
}

function checkGroups(relation: Aggregate, state: AnalysisState): void {
  if (relation.sets && state.session !== null && !mayBeEmpty(relation, state.session) && !losesSets(relation, { session: state.session, settings: settingsOf(state) })) {
    reportKit("grouping-sets-unsupported", relation.facts.groupItems.find(({ sets }) => sets === "many")?.node ?? relation.node, state);
  }
  checkSortedKeys(relation.keys.length, "grouped", relation.node.groupBy ?? relation.node, state);
}

/** Rows are sorted by the keys of a group, and by those of ORDER BY with one of the engine's own. */
function checkSortedKeys(count: number, message: "grouped" | "sorted", range: { start: number; end: number }, state: AnalysisState): void {
  const most = limitOf("maxClusteredByColumns");
  if (count <= most || before(state.release, 25)) return;
  state.report({ ...violationAt("too-many-columns", message, range, { count, most }, "controller"), fault: "TooManyClusteredByColumns" });
}

/**
 * Without finalization rows are sorted by what aggregate functions hand from worker to worker, and sketches, lists and pairs have no order
 * in 27.
 */
function checkUnfinalizedKeys({ keys, input }: Sort, state: AnalysisState): void {
  if (state.release.major !== 27 || contextBoolean(state, "finalizeAggregations", true)) return;
  const aliases = "facts" in input ? input.facts.aliases : null;
  for (const key of keys) {
    const written = "item" in key ? key.item.expression : key.expression;
    const expression = withoutParentheses(key.expression);
    const sorted = expression.kind === "ColumnReference" ? (aliases?.get(expression) ?? expression) : expression;
    const call = partsOf(sorted).calls.find((each) => isAggregate(each, state.release) && isUnordered(each, state));
    if (call === undefined || state.stopped) continue;
    const data = { function: dotted(call.name.parts).toUpperCase(), type: unfinalizedType(call, state) };
    state.report({ ...violationAt("sort-type-unsupported", "unfinalized", written, data, "controller"), fault: "QueryNotSupported" });
  }
}

const isUnordered = (call: FunctionCall, state: AnalysisState): boolean => /^(?:COMPLEX|ARRAY)\b/u.test(unfinalizedType(call, state));

function unfinalizedType(call: FunctionCall, state: AnalysisState): string {
  const distinct = call.quantifier === "DISTINCT" && contextBoolean(state, "useApproximateCountDistinct", true);
  const stored = storedAggregate(call.name.parts[0]?.name ?? "", distinct);
  const isText = state.types.get(call)?.name === "VARCHAR";
  return (isText ? stored.text : undefined) ?? stored.metric ?? stored.intermediate;
}

function spanOf(nodes: readonly Node[]): { start: number; end: number } {
  return { start: nodes[0]?.start ?? 0, end: nodes.at(-1)?.end ?? 0 };
}

function visitUnion(relation: Extract<Relation, { kind: "union" }>, state: AnalysisState, limitAbove: boolean): void {
  const { session } = state;
  if (session === null) return;
  if (relation.node.operator !== "UNION") {
    visitKits(relation.left, state, false);
    visitKits(relation.right, state, false);
    return;
  }
  const { inputs } = unionBranches(relation);
  for (const input of inputs) visitKits(input, state, false);
  if (state.stopped || limitAbove || state.release.major >= 28) return;
  if (session.tableUnions.get(relation) === true) reportKit("union-all-legacy", operatorPlace(relation.node, state.tree.text), state);
}

function reportKit(rule: string, range: { start: number; end: number }, state: AnalysisState, data: Readonly<Record<string, string>> = {}): void {
  state.report({ ...violationAt(rule, "notSupported", range, data, "controller"), fault: "QueryNotSupported" });
}
