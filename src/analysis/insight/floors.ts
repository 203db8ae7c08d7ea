import { granularities, granularityByPeriod, granularityByUnit, type Granularity } from "../../druid/granularities.ts";
import type { Expression } from "../../syntax/nodes.ts";
import { withoutParentheses } from "../query/expressions.ts";

/** The granularity to which FLOOR, TIME_FLOOR or DATE_TRUNC cuts a time in UTC; null where the expression is none of them or has a zone or origin. */
export function floorGranularity(expression: Expression): Granularity | null {
  const node = withoutParentheses(expression);
  if (node.kind !== "FunctionCall") return null;
  const [first, second] = node.arguments;
  switch (node.name.parts.at(-1)?.name.toUpperCase()) {
    case "FLOOR":
      return second?.kind === "TimeUnit" ? granularityByUnit(second.unit) : null;
    case "TIME_FLOOR":
      return second?.kind === "StringLiteral" && node.arguments.length === 2 ? granularityByPeriod(second.value) : null;
    case "DATE_TRUNC":
      return first?.kind === "StringLiteral" ? granularityByUnit(first.value) : null;
    default:
      return null;
  }
}

/** True when a bucket of `a` is longer than one of `b`; ALL and NONE are not compared. */
export function isCoarser(a: Granularity, b: Granularity): boolean {
  if (a.period === null || b.period === null) return false;
  return granularities.findIndex((each) => each.name === a.name) > granularities.findIndex((each) => each.name === b.name);
}
