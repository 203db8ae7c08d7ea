import { granularityByName, granularityByPeriod as byPlainPeriod, granularityByUnit, type Granularity as KnownGranularity } from "../../druid/granularities.ts";
import type { Argument, FunctionCall, Granularity, PartitionedByClause } from "../../syntax/nodes.ts";
import { canonicalPeriod } from "../../syntax/granularity-check.ts";
import type { SegmentGranularity } from "../model.ts";

/** The granularity a PARTITIONED BY clause means; null where there is none or Druid reads none (the parser has refused it then). */
export function segmentGranularity(clause: PartitionedByClause | null): SegmentGranularity | null {
  if (clause === null) return null;
  const known = knownGranularity(clause.granularity);
  return known === null ? null : { node: clause.granularity, name: known.name, period: known.period };
}

function knownGranularity(node: Granularity): KnownGranularity | null {
  switch (node.kind) {
    case "AllGranularity":
      return granularityByName("ALL");
    case "UnitGranularity":
      return granularityByName(node.unit) ?? granularityByPeriod(node.unit);
    case "StringLiteral":
      return granularityByName(node.value) ?? granularityByPeriod(node.value);
    case "ColumnReference": {
      const name = node.parts.length === 1 ? node.parts[0]?.name : undefined;
      return name === undefined ? null : granularityByName(name) ?? granularityByPeriod(name);
    }
    case "ParenthesizedExpression":
      return knownGranularity(node.expression);
    case "FunctionCall":
      return flooredGranularity(node);
    default:
      return null;
  }
}

/** Periods are compared in their plain form: `P0Y1D` is `P1D`. */
function granularityByPeriod(text: string): KnownGranularity | null {
  return byPlainPeriod(canonicalPeriod(text) ?? text);
}

function flooredGranularity(call: FunctionCall): KnownGranularity | null {
  const name = call.name.parts.at(-1)?.name.toUpperCase();
  const [first, unit] = call.arguments;
  const column = withoutParentheses(first);
  if (call.arguments.length !== 2 || column?.kind !== "ColumnReference" || column.parts[0]?.name !== "__time") return null;
  if (name === "FLOOR" && unit?.kind === "TimeUnit") return granularityByUnit(unit.unit);
  return name === "TIME_FLOOR" && unit?.kind === "StringLiteral" ? granularityByPeriod(unit.value) : null;
}

function withoutParentheses(argument: Argument | undefined): Argument | undefined {
  return argument?.kind === "ParenthesizedExpression" ? withoutParentheses(argument.expression) : argument;
}

const FIRST_MONDAY = 4 * 86_400_000;

/** Start of the bucket (UTC) that holds an instant; not for ALL, whose only bucket is all of time. */
export function bucketStart(granularity: KnownGranularity, instant: number): number {
  if (granularity.name === "NONE" || !Number.isFinite(instant)) return instant;
  const size = granularity.milliseconds;
  if (size !== null) {
    const origin = granularity.name === "WEEK" ? FIRST_MONDAY : 0;
    return Math.floor((instant - origin) / size) * size + origin;
  }
  const date = new Date(instant);
  const months = granularity.name === "YEAR" ? 12 : granularity.name === "QUARTER" ? 3 : 1;
  const start = new Date(0);
  start.setUTCFullYear(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / months) * months, 1);
  return start.getTime();
}

/** True when both ends are bucket boundaries. Open ends and ALL never are; NONE always is. */
export function isAligned(granularity: KnownGranularity, start: number, end: number): boolean {
  if (granularity.name === "NONE") return true;
  if (granularity.name === "ALL" || !Number.isFinite(start) || !Number.isFinite(end)) return false;
  return bucketStart(granularity, start) === start && bucketStart(granularity, end) === end;
}
