import type { Expression, FunctionCall, Node } from "../../../syntax/nodes.ts";
import { isConstant } from "../../types/index.ts";
import { partsBesideNames } from "../expression-parts.ts";
import { findWindowCall, hasSubquery } from "../expressions.ts";
import { isGroupsInOrder } from "../lost-sides.ts";
import { violationAt, type QuerySession } from "../query-state.ts";
import type { Project, ProjectField, Relation, ValuesRelation } from "../relations.ts";
import type { Needed } from "./context.ts";

/** From 30 on windows are planned, over a scan that reads a column: what Druid has no window processor for, and what breaks the planner. */
export function planWindowScan(project: Project, needed: Needed, used: readonly ProjectField[], session: QuerySession): void {
  if (session.release.major < 30 || session.anyEngine || session.stopped()) return;
  const refuse = (message: string, node: Node, data: Readonly<Record<string, string>> = {}): void => {
    session.report(violationAt("window-unsupported", message, node, data, "plan"));
  };
  const { qualify } = project.node;
  if (qualify !== null && isQualifiedGroups(project, session)) refuse("qualify", qualify);
  else if (qualify !== null && hasSubquery(qualify)) refuse("qualifyQuery", qualify);
  const sorted = sortOfStar(project);
  if (sorted !== undefined) refuse("order", sorted);
  const windows = windowCalls(used);
  for (const call of windows) {
    planWindowCall(call, session, refuse);
    planFrame(call, session);
  }
  const [window] = windows;
  if (window === undefined || project.facts.aggregating) return;
  const input = belowPassing(project.input);
  if (needed?.size === 0 && (input.kind === "scan" || input.kind === "values")) refuse("noColumns", window);
  else if (input.kind === "values" && !holdsConstantColumn(input, session)) refuse("values", window);
}

/** Groups that QUALIFY filters, unless more than their keys and aggregates is computed of a subquery's rows: that alone is planned. */
function isQualifiedGroups(project: Project, session: QuerySession): boolean {
  const groups = project.input.kind === "filter" ? project.input.input : project.input;
  if (groups.kind !== "aggregate" || groups.node !== project.node) return false;
  const rows = groups.input.kind === "filter" ? groups.input.input : groups.input;
  return rows.kind === "scan" || isGroupsInOrder(project, groups, session);
}

/** What is below SELECTs that only pass columns on. */
function belowPassing(relation: Relation): Relation {
  let below = relation;
  while (below.kind === "project" && below.node.quantifier !== "DISTINCT" && below.fields?.every(({ source }) => source !== null) === true) below = below.input;
  return below;
}

function windowCalls(used: readonly ProjectField[]): FunctionCall[] {
  const calls: FunctionCall[] = [];
  for (const { expression } of used) {
    if (expression === null || expression.kind === "ColumnReference" || findWindowCall(expression) === null) continue;
    for (const call of partsBesideNames(expression).calls) if (call.over !== null) calls.push(call);
  }
  return calls;
}

/** A window as sort key of a SELECT that is a star alone. */
function sortOfStar({ node: { items }, facts }: Project): Node | undefined {
  if (items.length !== 1 || items[0]?.expression.kind !== "Star") return undefined;
  return facts.order.find((key) => key.ordinal === null && findWindowCall(key.expression) !== null)?.item;
}

/** Functions that hand on the value of another row, which must be a column. */
const valueFunctions: ReadonlySet<string> = new Set(["FIRST_VALUE", "LAST_VALUE", "LAG", "LEAD"]);

function planWindowCall(call: FunctionCall, { environment }: QuerySession, refuse: (message: string, node: Node, data?: Readonly<Record<string, string>>) => void): void {
  const name = call.name.parts[0]?.name.toUpperCase() ?? "";
  const [value, distance] = call.arguments as readonly Expression[];
  const type = value === undefined ? undefined : environment.types.get(value)?.name;
  if ((name === "MAX" || name === "MIN") && (type === "VARCHAR" || type === "CHAR" || type === "NULL")) refuse("text", call, { function: name });
  else if (name === "NTILE" && value?.kind === "NumericLiteral" && Number(value.text) < 1) refuse("buckets", value);
  else if (!valueFunctions.has(name) || value === undefined) return;
  else if (isConstant(value.kind === "ColumnReference" ? environment.inlined(value) : value)) refuse("constant", value, { function: name });
  else if (distance !== undefined && !isDistance(distance)) refuse("distance", distance, { function: name });
}

function planFrame({ over }: FunctionCall, session: QuerySession): void {
  const frame = over?.kind === "WindowSpecification" ? over.frame : null;
  const odd = [frame?.low, frame?.high].find((bound) => bound?.offset != null && !isDistance(bound.offset))?.offset;
  if (odd != null) session.report(violationAt("window-frame", "count", odd, {}, "plan"));
}

const isDistance = (argument: Expression): boolean => isConstant(argument) && argument.kind !== "StringLiteral" && argument.kind !== "NullLiteral";

/** Several rows that are written down are sorted in a way that breaks the planner, but where a column that is the same in all of them is computed above. */
function holdsConstantColumn({ body, rows: count }: ValuesRelation, session: QuerySession): boolean {
  if (body?.kind !== "Values" || count < 2) return true;
  const [first, ...others] = body.rows.map(({ items }) => items.map(({ start, end }) => session.text.slice(start, end)));
  const same = (first ?? []).map((text, index) => others.every((row) => row[index] === text));
  return same.includes(true) && same.includes(false);
}
