import { isTimeAggregate } from "../aggregates.ts";
import { partsBesideNames } from "../expression-parts.ts";
import { violationAt, type QuerySession } from "../query-state.ts";
import type { Project, ProjectField, Relation } from "../relations.ts";
import { expressionsOverGroups } from "./needed-columns.ts";
import { isEmpty } from "./no-rows.ts";

/** 26 and 27 cannot make EARLIEST and LATEST, which go by `__time`, of rows that a query below has grouped. */
export function planTimesOverGroups(project: Project, used: readonly ProjectField[], session: QuerySession): void {
  const { major } = session.release;
  if (major < 26 || major >= 28 || session.stopped() || !readsGroups(project, session)) return;
  const call = expressionsOverGroups(project.node, project.facts, used).flatMap((expression) => partsBesideNames(expression).calls).find(isTimeAggregate);
  if (call === undefined) return;
  if (major === 26) session.report(violationAt("time-aggregate-without-time", "grouped", call, {}, "plan"));
  else session.groupedTimes.push(call);
}

/** True when the rows that a SELECT groups are groups themselves. */
function readsGroups({ input, node }: Project, session: QuerySession): boolean {
  const groups = input.kind === "filter" && input.having ? input.input : input;
  if (groups.kind !== "aggregate" || groups.node !== node || isEmpty(groups.input, session)) return false;
  let below: Relation = groups.input;
  while (below.kind === "project" || below.kind === "filter" || below.kind === "sort") below = below.input;
  return below.kind === "aggregate";
}
