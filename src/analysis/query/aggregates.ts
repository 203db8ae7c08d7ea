import type { FunctionCall, Node } from "../../syntax/nodes.ts";
import { partsBesideNames } from "./expression-parts.ts";
import { findAggregate, findWindowCall, isAggregate } from "./expressions.ts";
import type { Grouping } from "./grouping.ts";
import { violationAt, type QuerySession } from "./query-state.ts";

/** Nesting and placement of the aggregate functions in a validated expression. Reports the first fault; false then. */
export function checkAggregates(expression: Node, grouping: Grouping, session: QuerySession, aggregating: boolean): boolean {
  for (const call of partsBesideNames(expression).calls) {
    const passes = isGroupingFunction(call) ? checkGroupingFunction(call, grouping, session, aggregating) : !isAggregate(call, session.release) || checkAggregate(call, session);
    if (!passes) return false;
  }
  return true;
}

/** The first call of EARLIEST or LATEST, which read `__time` without naming it; null where there is none. */
export function firstTimeAggregate(expressions: readonly Node[]): FunctionCall | null {
  for (const expression of expressions) {
    if (expression.kind === "SelectItem" && expression.expression.kind === "ColumnReference") continue;
    const call = partsBesideNames(expression).calls.find((each) => each.over === null && isTimeAggregate(each));
    if (call !== undefined) return call;
  }
  return null;
}

/** EARLIEST and LATEST, which take the time from `__time`. */
export function isTimeAggregate({ name: { parts } }: FunctionCall): boolean {
  const name = parts.length === 1 ? parts[0]?.name.toUpperCase() : undefined;
  return name === "EARLIEST" || name === "LATEST";
}

function checkAggregate(call: FunctionCall, session: QuerySession): boolean {
  for (const argument of call.arguments) {
    const aggregate = findAggregate(argument, session.release);
    if (aggregate === null && findWindowCall(argument) === null) continue;
    if (aggregate !== null && isGroupingFunction(aggregate)) {
      session.report(violationAt("grouping-argument", "aggregated", aggregate, {}));
      return false;
    }
    session.report(violationAt("nested-aggregate", "nested", call, {}));
    return false;
  }
  if (call.filter !== null && (findAggregate(call.filter, session.release) !== null || findWindowCall(call.filter) !== null)) {
    session.report(violationAt("nested-aggregate", "filter", call.filter, {}));
    return false;
  }
  if (call.filter !== null && session.environment.types.get(call.filter)?.name === "NULL") {
    session.report(violationAt("condition-not-boolean", "condition", call.filter, { clause: "FILTER", type: "NULL" }));
    return false;
  }
  return true;
}

/** GROUPING and its like, which Calcite counts among the aggregates without taking a query that has them alone for one that aggregates. */
export function isGroupingFunction(call: FunctionCall): boolean {
  const name = call.name.parts.at(-1)?.name.toUpperCase();
  return name === "GROUPING" || name === "GROUPING_ID" || name === "GROUP_ID";
}

function checkGroupingFunction(call: FunctionCall, grouping: Grouping, session: QuerySession, aggregating: boolean): boolean {
  if (call.arguments.some((argument) => findAggregate(argument, session.release) !== null)) {
    session.report(violationAt("nested-aggregate", "nested", call, {}));
    return false;
  }
  if (!aggregating) {
    session.report(violationAt("grouping-argument", "notAggregating", call, {}));
    return false;
  }
  for (const argument of call.arguments) {
    if (grouping.isGrouped(argument)) continue;
    session.report(violationAt("grouping-argument", "notGrouped", argument, { expression: session.text.slice(argument.start, argument.end) }));
    return false;
  }
  return true;
}
