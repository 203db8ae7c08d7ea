import type { Node } from "../../../syntax/nodes.ts";
import type { PlanOptions, PlanPosition } from "../../types/index.ts";
import { isAggregate } from "../expressions.ts";
import { nullBesideGroups } from "../grouped-nulls.ts";
import { lostSide } from "../lost-sides.ts";
import { planRelation } from "../plan-shape.ts";
import { violationAt, type QuerySession } from "../query-state.ts";
import type { Project, ProjectField, Relation } from "../relations.ts";
import { isUntyped, type Place, type PlanContext } from "./context.ts";
import { planCountedCases } from "./counted-cases.ts";
import { areGroupsGone } from "./empty-groups.ts";
import { planWithQueries } from "./expressions.ts";
import { neededColumns, usedFields } from "./needed-columns.ts";
import { isEmpty, isNeverTrue, mayBeEmpty, planNoRows } from "./no-rows.ts";
import { planTimeAggregates } from "./time-aggregates.ts";
import { planWindowScan } from "./windows.ts";

/** A SELECT list over what is below it. */
export function planProject(project: Project, context: PlanContext, place: Place): void {
  if (isOneRow(project, context.session) && place.needed?.size === 0) return;
  const used = usedFields(project, place.needed);
  const needed = neededColumns(project.facts, project.node, used, context.session);
  const passes = project.fields === null || project.fields.every((field) => field.source !== null);
  planRelation(project.input, context, { top: place.top && passes && keepsOrder(project), limitAbove: place.limitAbove, needed });
  const lost = lostSide(project, context.session);
  if (lost !== null) context.session.report(violationAt("join-condition-unsupported", "computed", lost.computed, { table: lost.table }, "plan"));
  planConstantRow(project, used, context);
  planCountedCases(project, used, context.session);
  planTimeAggregates(project, used, context);
  const hasNoRows = isEmpty(project.input, context.session);
  if (hasNoRows) planNoRows(used, context.session);
  if (hasNoRows && context.session.release.major >= 28) return;
  planWindowScan(project, needed, used, context.session);
  const nothing = context.session.release.major < 28 ? nullBesideGroups(project, used, context.session) : null;
  if (nothing !== null) context.session.groupedNulls.push({ node: nothing.expression ?? project.node, column: nothing.name });
  const options = { ...optionsOver(project, context.session), hasNoRows: mayBeEmpty(project.input, context.session) };
  const position = positionOver(project.input);
  for (const field of used) {
    if (field.merged) reportMerged(project, field, context.session);
    // For a name there is nothing to plan, and most items of a SELECT are names.
    if (field.expression === null || field.expression.kind === "ColumnReference") continue;
    planWithQueries(field.expression, position, context, options);
    if (context.session.stopped()) return;
  }
}

/** Aggregates without groups, of which Calcite's field trimmer makes a row of nothing where none of them is read (28 on). */
function isOneRow({ input, node }: Project, { release }: QuerySession): boolean {
  return release.major >= 28 && input.kind === "aggregate" && input.node === node && node.groupBy === null && !input.distinct;
}

/** How the expressions of a SELECT list are planned over `input`. */
export function positionOver(input: Relation): PlanPosition {
  if (input.kind === "aggregate" || (input.kind === "filter" && input.having)) return "grouped";
  return input.kind === "values" ? "values" : "projection";
}

/** What is a column of the groups below: a key as written there, and an aggregate. */
function optionsOver(project: Project, session: QuerySession): PlanOptions {
  const below = project.input.kind === "filter" && project.input.having ? project.input.input : project.input;
  if (below.kind !== "aggregate" || below.distinct || below.node !== project.node) return {};
  const textOf = ({ start, end }: Node): string => session.text.slice(start, end);
  const keys = new Set(below.keys.map(textOf));
  const lengths = new Set(below.keys.map(({ start, end }) => end - start));
  const isGrouped = (node: Node): boolean => isAggregate(node, session.release) || (lengths.has(node.end - node.start) && keys.has(textOf(node)));
  return { isGrouped, areAggregatesGone: (project.input.kind === "filter" && isNeverTrue(project.input, session)) || areGroupsGone(below, session) };
}

/** Columns may be left out, not turned round or repeated, when a UNION ALL below is to become several queries. */
function keepsOrder(project: Project): boolean {
  const [table] = project.facts.scope.tables;
  const order = table?.columns?.map((column) => column.name);
  if (order === undefined || project.fields === null) return true;
  const positions = project.fields.map((field) => order.indexOf(field.source?.name ?? ""));
  return positions.every((position, index) => index === 0 || position > (positions[index - 1] ?? 0));
}

/** COALESCE of a column that is never null is the column: up to 27 numbers and `__time`. */
function isCoalesced(field: ProjectField): boolean {
  const type = field.left?.type;
  return type === undefined || type.nullable;
}

function reportMerged(project: Project, field: ProjectField, session: QuerySession): void {
  if (session.release.major >= 29 || !isCoalesced(field)) return;
  if (field.expression !== null) {
    session.report(violationAt("using-column-unqualified", "column", field.expression, { column: field.left?.name ?? field.name }, "plan"));
    return;
  }
  const star = project.node.items.find((item) => item.expression.kind === "Star") ?? project.node;
  session.report(violationAt("using-column-unqualified", "coalesce", star, { column: field.name }, "plan"));
}

/** A SELECT of literals without FROM becomes VALUES. */
function planConstantRow(project: Project, used: readonly ProjectField[], { session }: PlanContext): void {
  if (session.release.major >= 33 || session.stopped() || project.input.kind !== "values" || project.input.body !== null) return;
  const untyped = used.find((field) => field.expression !== null && isUntyped(field.expression, session));
  if (untyped?.expression != null) session.report(violationAt("null-without-type", "select", untyped.expression, { column: untyped.name }, "plan"));
}
