import type { Expression, Node } from "../../../syntax/nodes.ts";
import { isAlwaysMet } from "../../types/index.ts";
import { firstTimeAggregate } from "../aggregates.ts";
import { hasSubquery, withoutParentheses } from "../expressions.ts";
import { violationAt, type QuerySession } from "../query-state.ts";
import { outputNames, type Aggregate, type Project, type ProjectField, type Relation, type Sort } from "../relations.ts";
import type { PlanContext } from "./context.ts";
import { aggregatesOf, expressionsOverGroups, isExpression, neededColumns } from "./needed-columns.ts";
import { isEmpty, isNeverTrue, mayBeEmpty } from "./no-rows.ts";

/** What 26 and 27 find where they look for `__time`: the rows of the native query that EARLIEST and LATEST are made in. */
type Found = "time" | "nothing" | "groups";

interface Look {
  readonly context: PlanContext;
  /** `__time` is read besides, and stays among the columns of what is below. */
  readonly isRead: boolean;
  /** It is so as it is, and not only within expressions. */
  readonly isPassedOn: boolean;
  /** Only columns as they are have been grouped and aggregated so far. */
  readonly isPlain: boolean;
}

/**
 * EARLIEST and LATEST, which read `__time` without naming it: of a table it is there, of a subquery that is a native query of its own
 * only where it is read besides. Of groups 26 and 27 find it while planning, and miss it when the native query is made.
 */
export function planTimeAggregates(project: Project, used: readonly ProjectField[], context: PlanContext): void {
  const { session } = context;
  const { major } = session.release;
  if (major < 26 || major >= 28 || session.stopped()) return;
  const groups = groupsOf(project);
  const call = groups === null ? null : firstTimeAggregate(expressionsOverGroups(project.node, project.facts, used));
  // Groups of no rows by a key are none, and nothing of them is planned; nor are those that HAVING leaves out.
  if (groups === null || call === null || (groups.keys.length > 0 && mayBeEmpty(groups.input, session))) return;
  if (project.input.kind === "filter" && isNeverTrue(project.input, session)) return;
  const isRead = neededColumns(project.facts, project.node, used, session)?.has("__time") !== false;
  const grouped = [...groups.keys, ...aggregatesOf(groups, session).flatMap((aggregate) => aggregate.arguments.filter(isExpression))];
  const found = lookFor(groups.input, { context, isRead, isPassedOn: grouped.some((each) => nameOf(each, session) === "__time"), isPlain: grouped.every(isColumn) });
  if (found === "nothing") session.report(violationAt("time-aggregate-without-time", "missing", call, {}, "plan"));
  else if (found === "groups") session.groupedTimes.push(call);
}

const isColumn = (expression: Expression): boolean => withoutParentheses(expression).kind.endsWith("Literal") || withoutParentheses(expression).kind === "ColumnReference";

const nameOf = (expression: Expression, { resolved }: QuerySession): string | undefined => resolved.get(withoutParentheses(expression))?.name;

/** The groups that a SELECT list is computed of; null where it has none. */
function groupsOf({ input, node }: Project): Aggregate | null {
  const groups = input.kind === "filter" && input.having ? input.input : input;
  return groups.kind === "aggregate" && groups.node === node ? groups : null;
}

function lookFor(relation: Relation, look: Look): Found {
  const { settings, session } = look.context;
  const whereRead = look.isRead ? "time" : "nothing";
  switch (relation.kind) {
    case "scan":
      return relation.table.columns?.some(({ name }) => name === "__time") === false ? "nothing" : "time";
    case "filter":
      if (mayBeEmpty(relation, session) && !(isEmpty(relation, session) && look.isPlain)) return "time";
      if (isEmpty(relation, session) || (settings.sortMerge && hasSubquery(relation.condition))) return whereRead;
      return lookFor(relation.input, look);
    case "project": {
      const groups = groupsOf(relation);
      if (groups !== null) return look.isRead || keepsTime(relation, groups, session) ? "groups" : "nothing";
      return lookFor(relation.input, { ...look, isPlain: look.isPlain && isPassing(relation) });
    }
    case "aggregate":
      return look.isRead || relation.facts.items.some(({ output }) => output.name === "__time") ? "groups" : "nothing";
    case "sort":
      return lookBelowLimit(relation, look);
    case "join":
      if (mayBeEmpty(relation, session)) return "time";
      return lookAtSide(relation.left, settings.sortMerge, look);
    case "values":
    case "union":
      return whereRead;
    case "opaque":
      return "time";
  }
}

const isPassing = ({ fields }: Project): boolean => fields?.every(({ source }) => source !== null) !== false;

/** A key stays whether it is read or not. */
function keepsTime({ fields }: Project, { keys }: Aggregate, session: QuerySession): boolean {
  const textOf = ({ start, end }: Node): string => session.text.slice(start, end);
  const time = fields?.find(({ name }) => name === "__time")?.expression;
  return time != null && keys.some((key) => textOf(key) === textOf(time));
}

/** Under a LIMIT a SELECT that only passes columns on is not a native query of its own. */
function lookBelowLimit({ input }: Sort, look: Look): Found {
  const below = lookFor(input, look);
  if (below === "groups" || look.isPassedOn) return below;
  return look.isPlain && (input.kind !== "project" || isPassing(input)) ? below : "nothing";
}

/** The columns of a join are called as those on its left; a side that is filtered, and under sortMerge each, is a native query of its own. */
function lookAtSide(side: Relation, isOwnQuery: boolean, look: Look): Found {
  if (side.kind === "join") return lookAtSide(side.left, isOwnQuery, look);
  const isRead = look.isRead && outputNames(side)?.includes("__time") !== false;
  const below = lookFor(side, { ...look, isRead });
  if (below === "groups" || isRead) return below;
  const inner = side.kind === "project" ? side.input : side;
  const isFiltered = inner.kind === "filter" && !isAlwaysMet(inner.condition, look.context.session.environment);
  return isOwnQuery || isFiltered || inner.kind === "sort" ? "nothing" : below;
}
