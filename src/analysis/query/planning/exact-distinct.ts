import type { Expression, FunctionCall, Node } from "../../../syntax/nodes.ts";
import { withoutParentheses } from "../expressions.ts";
import { violationAt, type QuerySession } from "../query-state.ts";
import type { Aggregate } from "../relations.ts";
import { typeOf, type PlanContext } from "./context.ts";
import { reportKeyType } from "./key-types.ts";
import { aggregatesOf } from "./needed-columns.ts";

/** Exact distinct counts group once more by what is counted, and join such groups again (`AggregateExpandDistinctAggregatesRule`). */
export function planExactDistinct(aggregate: Aggregate, { session, settings }: PlanContext): void {
  if (settings.approximateCountDistinct) return;
  const calls = aggregatesOf(aggregate, session).filter((call, index, all) => all.findIndex((each) => textOf(each, session) === textOf(call, session)) === index);
  const distinct = calls.filter(isDistinct);
  for (const call of distinct) {
    const [argument] = call.arguments;
    if (argument !== undefined) reportKeyType(typeOf(argument as Expression, session), argument, session);
    if (session.stopped()) return;
  }
  const fault = setsFault(aggregate, distinct, session) ?? faultAmong(calls, distinct, session) ?? (joinsGroups(aggregate, session, settings.groupingSetForExactDistinct) ? joinFault(calls, distinct, session) : null);
  if (fault !== null) session.report(violationAt("distinct-aggregate-unsupported", fault.message, fault.call, { function: nameOf(fault.other) }, "plan"));
}

interface Fault {
  readonly message: "arguments" | "filtered" | "several" | "beside" | "sets";
  readonly call: FunctionCall;
  readonly other: FunctionCall;
}

/** Of MIN and MAX the planner knows that DISTINCT changes nothing. */
const isDistinct = (call: FunctionCall): boolean => call.quantifier === "DISTINCT" && !["MIN", "MAX"].includes(nameOf(call));
const nameOf = ({ name }: FunctionCall): string => name.parts[0]?.name.toUpperCase() ?? "";
const textOf = ({ start, end }: Node, session: QuerySession): string => session.text.slice(start, end);

/** Until 27 what is counted becomes one more key, and the grouping sets are lost on the way; a condition of its own breaks that. */
export function losesSets(aggregate: Aggregate, { session, settings }: PlanContext): boolean {
  return aggregate.sets && session.release.major < 28 && !settings.approximateCountDistinct && aggregatesOf(aggregate, session).some(isDistinct);
}

function setsFault({ sets }: Aggregate, distinct: readonly FunctionCall[], { release }: QuerySession): Fault | null {
  const call = sets ? distinct.find((each) => release.major >= 31 || isFiltered(each)) : undefined;
  return call === undefined ? null : { message: "sets", call, other: call };
}

/** What is not planned whether the rows are grouped or not. */
function faultAmong(calls: readonly FunctionCall[], distinct: readonly FunctionCall[], session: QuerySession): Fault | null {
  const wide = distinct.find((call) => call.arguments.length > 1 && nameOf(call) !== "COUNT");
  const counted = distinct.find((call) => ["COUNT", "SUM", "AVG"].includes(nameOf(call)));
  if (wide !== undefined && counted !== undefined) return { message: "arguments", call: counted, other: wide };
  const filtered = session.release.major < 31 ? distinct.find(isFiltered) : undefined;
  const other = calls.find((call) => call !== filtered);
  return filtered === undefined || other === undefined ? null : { message: "filtered", call: filtered, other };
}

/** It has a condition of its own: FILTER, or a CASE without another value, of which the planner makes one. */
function isFiltered({ filter, arguments: [argument] }: FunctionCall): boolean {
  if (filter !== null || argument === undefined) return filter !== null;
  const value = withoutParentheses(argument as Expression);
  return value.kind === "CaseExpression" && value.branches.length === 1 && (value.otherwise === null || withoutParentheses(value.otherwise).kind === "NullLiteral");
}

/** Until 27 groups cannot be joined again, as a key may be NULL; 24 and 25 can do without a join. */
function joinsGroups({ keys }: Aggregate, { release }: QuerySession, byGroupingSets: boolean): boolean {
  return keys.length > 0 && release.major < 28 && !(byGroupingSets && release.major < 26);
}

/** Aggregates that can be made of the finer groups. */
const divisible: ReadonlySet<string> = new Set(["COUNT", "SUM", "$SUM0", "MIN", "MAX"]);

function joinFault(calls: readonly FunctionCall[], distinct: readonly FunctionCall[], session: QuerySession): Fault | null {
  const [first, ...others] = distinct;
  if (first === undefined) return null;
  const columnsOf = (call: FunctionCall): string => call.arguments.map((argument) => textOf(argument, session)).join(",");
  const second = others.find((call) => columnsOf(call) !== columnsOf(first));
  if (second !== undefined) return { message: "several", call: second, other: second };
  const beside = calls.find((call) => !isDistinct(call) && (call.filter !== null || !divisible.has(nameOf(call))));
  return beside === undefined ? null : { message: "beside", call: first, other: beside };
}
