import type { ColumnReference, Expression } from "../../syntax/nodes.ts";
import { isUnsure } from "../types/index.ts";
import { correlatedComparison } from "./correlation.ts";
import { hasSubquery, walkExpression } from "./expressions.ts";
import { planFloatEquality } from "./planning/compared-queries.ts";
import { innerPlace, type Needed, type Place, type PlanContext } from "./planning/context.ts";
import { planWithQueries } from "./planning/expressions.ts";
import { planAggregate } from "./planning/groups.ts";
import { planJoin } from "./planning/joins.ts";
import { innerNames, usedFields } from "./planning/needed-columns.ts";
import { foldConstants, isEmpty, isNeverTrue, planNoRows } from "./planning/no-rows.ts";
import { planProject } from "./planning/projections.ts";
import { planSort } from "./planning/sorts.ts";
import { planSample, planScan, planValues } from "./planning/tables.ts";
import { operatorPlace, violationAt, type QuerySession } from "./query-state.ts";
import { inputsOf, outputNames, unionBranches, type Filter, type Relation, type Union } from "./relations.ts";
import { areSimple, filledInputs, usedPositions } from "./union-shape.ts";

/** Reports the first shape that the planner refuses, from the tables upwards as its rules fire. */
export function planRelation(relation: Relation, context: PlanContext, place: Place = { top: true, limitAbove: false, needed: null }): void {
  if (context.session.stopped()) return;
  planKind(relation, context, { ...place, needed: innerNames(relation, place.needed, context.session) });
  const table = relation.kind === "scan" ? relation.table : context.session.derivedTables.get(relation);
  if (table?.node != null) planSample(table.node, context.session);
}

function planKind(relation: Relation, context: PlanContext, place: Place): void {
  if (context.session.release.major >= 28 && isPruned(relation, context.session)) planPruned(relation, context, place);
  else planFilled(relation, context, place);
}

/** What stands above rows that never come; a SELECT list is looked at for its types. */
function isPruned(relation: Relation, session: QuerySession): boolean {
  switch (relation.kind) {
    case "aggregate":
    case "join":
    case "union":
      return isEmpty(relation, session);
    case "filter":
    case "sort":
      return isEmpty(relation.input, session);
    default:
      return false;
  }
}

/** Of what stands below that which gives no rows. */
function planPruned(relation: Relation, context: PlanContext, place: Place): void {
  const inputs = inputsOf(relation).filter((input) => isEmpty(input, context.session));
  for (const input of inputs) planRelation(input, context, { ...innerPlace, needed: "input" in relation ? place.needed : null });
}

function planFilled(relation: Relation, context: PlanContext, place: Place): void {
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

function planFilter(filter: Filter, context: PlanContext, place: Place): void {
  if (!filter.having) planParameters(filter.condition, context.session);
  if (context.session.stopped()) return;
  const neverTrue = isNeverTrue(filter, context.session);
  if (neverTrue && !filter.having) planUnnests(filter.input, context);
  if (neverTrue || isUnsure(filter.condition, context.session.environment)) {
    foldConstants(filter.input, context, place.needed);
    if (neverTrue && filter.input.kind === "project") planNoRows(usedFields(filter.input, place.needed), context.session);
    planWithQueries(filter.condition, "filter", context);
    return;
  }
  planRelation(filter.input, context, { ...innerPlace, needed: place.needed, ...(filter.input.kind === "join" && { where: filter.condition }) });
  planWithQueries(filter.condition, "filter", context, { isRowTime: rowTimeOf(filter.input, context.session) });
  if (context.session.stopped() || filter.having || !hasSubquery(filter.condition)) return;
  planFloatEquality(filter.condition, context);
  const fault = correlatedComparison(filter.condition, context.session);
  if (fault !== null) context.session.report(violationAt("join-condition-unsupported", "correlated", fault.at, { operator: fault.operator }, "plan"));
}

/** Until 27 UNNEST is refused whether rows come of it or not; below a HAVING that is never true nothing is left of it. */
function planUnnests(relation: Relation, context: PlanContext): void {
  if (context.session.release.major >= 28) return;
  if (relation.kind === "scan" && relation.table.node?.kind === "UnnestTable") planScan(relation, context);
  for (const input of inputsOf(relation)) planUnnests(input, context);
}

/** The time by which rows are filtered is the leftmost table's; of an external table read on its own it is a column like any other. */
function rowTimeOf(input: Relation, session: QuerySession): (column: ColumnReference) => boolean {
  let left = input;
  while (left.kind === "join") left = left.left;
  const table = left.kind === "scan" ? left.table : session.derivedTables.get(left);
  const isExternal = left === input && isReadFromOutside(left);
  return (column) => !isExternal && (table === undefined || session.resolved.get(column)?.table === table);
}

function isReadFromOutside(relation: Relation): boolean {
  let below = relation;
  while (below.kind === "project" || below.kind === "filter") below = below.input;
  return below.kind === "scan" && below.table.path === null;
}

/** A WHERE is not simplified before the values of parameters are put in: each must have one, also beside what is never true. */
function planParameters(condition: Expression, session: QuerySession): void {
  if (session.environment.parameters === undefined) return;
  walkExpression(condition, (node) => {
    if (node.kind === "DynamicParameter" && node.index >= (session.environment.parameters ?? 0)) session.report(violationAt("parameter-unbound", "unbound", node, { index: node.index + 1 }, "plan"));
    return !session.stopped();
  });
}

function planUnion(union: Union, context: PlanContext, place: Place): void {
  const { session } = context;
  if (union.node.operator !== "UNION") return;
  const branches = unionBranches(union);
  const distinct = branches.unions.find((node) => node.node.quantifier !== "ALL");
  // A UNION ALL at the top becomes several queries, and so does one within it.
  const branchPlace = { ...innerPlace, top: place.top && distinct === undefined && context.session.release.major < 28 };
  // Until 27 the columns of a UNION DISTINCT are trimmed, too.
  const used = distinct === undefined || session.release.major < 28 ? usedPositions(union, place.needed) : null;
  const { groupedNulls } = context.session;
  const known = groupedNulls.length;
  for (const branch of branches.inputs) planRelation(branch, context, { ...branchPlace, needed: namesAt(branch, used) });
  if (place.top) groupedNulls.length = known;
  if (session.stopped()) return;
  const operator = operatorPlace(union.node, session.text);
  const inputs = filledInputs(branches.inputs, session);
  if (inputs.length < 2) return;
  const simple = areSimple(inputs, used);
  session.tableUnions.set(union, simple);
  if (simple !== false) {
    if (session.release.major >= 28 && !session.anyEngine && union.right.kind === "union") session.report(violationAt("union-all-shape", "nested", operator, {}, "plan"));
    return;
  }
  if (distinct !== undefined) session.report(violationAt("union-distinct-unsupported", "distinct", operator, {}, "plan"));
  else if (!place.top || (session.release.major >= 28 && !session.anyEngine)) session.report(violationAt("union-all-shape", "shape", operator, {}, "plan"));
}

/** What is needed of one branch, under the names that it gives its columns itself. */
function namesAt(branch: Relation, used: readonly number[] | null): Needed {
  const names = used === null ? null : outputNames(branch);
  return used === null || names === null ? null : new Set(used.flatMap((position) => names[position] ?? []));
}
