import type { Expression, FunctionCall } from "../../../syntax/nodes.ts";
import { isConstant } from "../../types/index.ts";
import { partsBesideNames } from "../expression-parts.ts";
import { findWindowCall, hasSubquery, withoutParentheses } from "../expressions.ts";
import { violationAt, type QuerySession } from "../query-state.ts";
import type { Project, ProjectField } from "../relations.ts";
import type { Needed } from "./context.ts";

/** Windows are planned from 30 on: over a scan, which must read a column; constants in some calls, and some of QUALIFY, end in exceptions. */
export function planWindows(project: Project, needed: Needed, used: readonly ProjectField[], session: QuerySession): void {
  if (session.release.major < 30 || session.anyEngine || session.stopped()) return;
  planQualify(project, session);
  planWindowOrder(project, session);
  const windowed = used.filter(({ expression }) => expression !== null && findWindowCall(expression) !== null);
  const calls = windowed.flatMap(({ expression }) => (expression === null ? [] : partsBesideNames(expression).calls.filter(({ over }) => over !== null)));
  for (const call of calls) planWindowCall(call, session);
  const [window] = calls;
  if (window !== undefined && needed?.size === 0 && project.input.kind === "scan") session.report(violationAt("window-unsupported", "noColumns", window, {}, "plan"));
}

/** QUALIFY becomes a filter over a projection of its own, which groups do not have, and which joins no subquery. */
function planQualify({ node, facts }: Project, session: QuerySession): void {
  if (node.qualify === null) return;
  if (facts.aggregating) session.report(violationAt("window-unsupported", "qualifyGroups", node.qualify, {}, "plan"));
  else if (hasSubquery(node.qualify)) session.report(violationAt("window-unsupported", "qualifyQuery", node.qualify, {}, "plan"));
}

function planWindowOrder({ node, facts }: Project, session: QuerySession): void {
  const [only, second] = node.items;
  if (only?.expression.kind !== "Star" || second !== undefined) return;
  const sorted = facts.order.find((key) => key.ordinal === null && findWindowCall(key.expression) !== null);
  if (sorted !== undefined) session.report(violationAt("window-unsupported", "order", sorted.item, {}, "plan"));
}

function planWindowCall(call: FunctionCall, session: QuerySession): void {
  const name = call.name.parts[0]?.name.toUpperCase() ?? "";
  const [argument, second] = call.arguments as readonly (Expression | undefined)[];
  if (argument === undefined) return;
  if (extremes.has(name) && isText(argument, session)) session.report(violationAt("window-unsupported", "text", call, { function: name }, "plan"));
  if (ofColumns.has(name) && isConstant(argument)) session.report(violationAt("window-unsupported", "constant", argument, { function: name }, "plan"));
  if (ofOffset.has(name) && second !== undefined && !isCount(second)) session.report(violationAt("window-unsupported", "offset", second, { function: name }, "plan"));
  if (name === "NTILE" && Number(argument.kind === "NumericLiteral" ? argument.text : 1) === 0) session.report(violationAt("window-unsupported", "noBuckets", argument, {}, "plan"));
}

/** The least and the greatest text is not known to windows. */
const extremes: ReadonlySet<string> = new Set(["MAX", "MIN"]);
/** Functions whose first argument the planner takes for a column, whatever it is. */
const ofColumns: ReadonlySet<string> = new Set(["LAG", "LEAD", "FIRST_VALUE", "LAST_VALUE"]);
/** Functions whose second argument the planner takes for a number that is written down. */
const ofOffset: ReadonlySet<string> = new Set(["LAG", "LEAD"]);

function isText(argument: Expression, session: QuerySession): boolean {
  const type = session.environment.types.get(argument)?.name;
  return type === "VARCHAR" || type === "CHAR" || type === "NULL";
}

function isCount(argument: Expression): boolean {
  const { kind } = withoutParentheses(argument);
  return kind !== "StringLiteral" && kind !== "NullLiteral" && isConstant(argument);
}
