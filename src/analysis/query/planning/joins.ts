import type { Expression } from "../../../syntax/nodes.ts";
import { isContradiction, isNeverMet } from "../../types/index.ts";
import { correlatedFault, isRowOfOuter } from "../correlation.ts";
import { withoutParentheses } from "../expressions.ts";
import { conditionFault, conjuncts, constantOf, hasQuery, isSameTable, type Pushed } from "../join-shape.ts";
import { planRelation } from "../plan-shape.ts";
import { operatorPlace, violationAt, type QuerySession } from "../query-state.ts";
import { inputsOf, type JoinRelation, type Relation } from "../relations.ts";
import { innerPlace, type Place, type PlanContext } from "./context.ts";
import { planWithQueries } from "./expressions.ts";
import { isNeverTrue, mayBeEmpty } from "./no-rows.ts";

/** Both sides, LATERAL, the condition. */
export function planJoin(join: JoinRelation, context: PlanContext, place: Place): void {
  const { session } = context;
  planRelation(join.left, context, { ...innerPlace, needed: place.needed });
  planRelation(join.right, context, { ...innerPlace, needed: place.needed });
  if (session.stopped() || mayBeEmpty(join, session)) return;
  const { node } = join;
  planLateral(join, context);
  if (session.stopped()) return;
  const isAlone = session.release.major >= 28 && node.type === "LEFT" && mayBeEmpty(join.right, session);
  if (node.on !== null && !isAlone) planCondition(join, node.on, context, place);
}

/** The kind of each join, which is looked at while the query is converted, whatever becomes of it but below a HAVING that is never true. */
export function planJoinTypes(relation: Relation, context: PlanContext): void {
  const { session, settings } = context;
  if (session.stopped() || session.anyEngine || settings.sortMerge || session.release.major < 26) return;
  if (relation.kind === "filter" && relation.having && isNeverTrue(relation, session)) return;
  for (const input of inputsOf(relation)) planJoinTypes(input, context);
  if (relation.kind !== "join" || (relation.node.type !== "RIGHT" && relation.node.type !== "FULL")) return;
  session.report(violationAt("join-type-needs-sort-merge", "broadcast", operatorPlace(relation.node, session.text), { type: relation.node.type }, "plan"));
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
  planWithQueries(condition, "join", context);
  if (session.stopped()) return;
  if (join.node.right.kind === "UnnestTable" && constantOf(condition) === null) {
    session.report(violationAt("unnest-unsupported", "condition", condition, {}, "plan"));
    return;
  }
  if (isPulledUp(join, place.where, session) || isNeverMet(condition, "written", session.environment) || isContradicted(join, condition, place, session)) return;
  if (isComparedLiterals(condition) && !isTrimmed(join, place, session)) {
    session.report(violationAt("join-condition-unsupported", "literals", condition, { operator: "EQUALS" }, "plan"));
    return;
  }
  const fault = conditionFault(condition, { left: join.leftTables, right: join.rightTables, session, pushed: pushedSides(join, context) });
  if (fault === null) return;
  session.report(violationAt("join-condition-unsupported", fault.reason, fault.at, { operator: fault.operator }, "plan"));
}

/** What the WHERE over an inner join wants is looked at together with the condition. */
function isContradicted({ node: { type } }: JoinRelation, condition: Expression, { where }: Place, { environment }: QuerySession): boolean {
  return type === "INNER" && where !== undefined && isContradiction([...conjuncts(condition), ...conjuncts(where)], environment);
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

/** Under sortMerge parts of the condition that read one side only become filters below the join; of an outer join from 27 on. */
function pushedSides({ node: { type } }: JoinRelation, { session, settings }: PlanContext): Pushed {
  if (!settings.sortMerge) return "none";
  if (type === "INNER") return "both";
  const sides: Partial<Record<typeof type, Pushed>> = session.release.major < 27 ? {} : { LEFT: "right", RIGHT: "right", FULL: "right compared" };
  return sides[type] ?? "none";
}

/** From 29 on an inner join's other conditions become a filter above it, and those of a LEFT JOIN whose WHERE takes no row without a match. UNNEST takes any condition. */
function isPulledUp(join: JoinRelation, where: Expression | undefined, session: QuerySession): boolean {
  if (join.node.right.kind === "UnnestTable") return true;
  if (session.release.major < 29) return false;
  return join.node.type === "INNER" || (join.node.type === "LEFT" && where !== undefined && wantsMatch(where, join, session));
}

const comparisons: ReadonlySet<string> = new Set(["=", "<>", "!=", "<", "<=", ">", ">="]);

/** The WHERE compares a column of the right side. Of several comparisons of one the simplifier makes a search for values, as of IN and BETWEEN, of which that is not known. */
function wantsMatch(where: Expression, join: JoinRelation, session: QuerySession): boolean {
  const names = conjuncts(where).flatMap(comparedColumns).filter((column) => isOfRight(column, join, session)).map(({ start, end }) => session.text.slice(start, end));
  return names.some((name) => names.indexOf(name) === names.lastIndexOf(name));
}

/** What a condition compares with something: where one of them is NULL it does not hold. */
function comparedColumns(part: Expression): readonly Expression[] {
  switch (part.kind) {
    case "BinaryExpression":
      return comparisons.has(part.operator) ? [part.left, part.right] : [];
    case "LikeExpression":
      return part.negated ? [] : [part.operand];
    case "IsExpression":
      return part.test === "NULL" && part.negated ? [part.operand] : [];
    default:
      return [];
  }
}

function isOfRight(expression: Expression, { rightTables }: JoinRelation, session: QuerySession): boolean {
  const table = session.resolved.get(withoutParentheses(expression))?.table;
  return table !== undefined && rightTables.some((each) => isSameTable(each, table));
}
