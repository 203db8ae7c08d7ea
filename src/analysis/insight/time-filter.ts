import { granularityByName } from "../../druid/granularities.ts";
import type { BetweenExpression, BinaryExpression, ColumnReference, Expression, FunctionCall, Node } from "../../syntax/nodes.ts";
import { readString } from "../context/values.ts";
import { after, before, complement, everything, from, intersection, toIntervals, union, upTo, type Ranges } from "../ingestion/ranges.ts";
import { bucketStart } from "../ingestion/granularity.ts";
import { instantOf, timeZone, utc, type TimeZone } from "../ingestion/time-zones.ts";
import { parseTimestamp } from "../ingestion/timestamps.ts";
import type { Interval, StatementAnalysis } from "../model.ts";
import { columnReferences, expressionKey, withoutParentheses } from "../query/expressions.ts";

/** Times that a WHERE condition admits, as far as it speaks of one expression. */
export interface TimeFilter {
  /** Half-open; rows that pass lie in one of them. */
  readonly intervals: readonly Interval[];
  /** True when a part of the condition that is not understood speaks of the time: it may admit fewer times than the intervals hold. */
  readonly undecided: boolean;
  /** The parts of the condition that bound the time, by a known instant or not; in the order of the text. */
  readonly bounds: readonly Expression[];
}

interface Reading {
  /** True for an expression whose value is the stored time, or a time in the same bucket. */
  readonly isTime: (expression: Expression) => boolean;
  /** True for a node that reads a column from which the stored time is made. */
  readonly speaksOfTime: (node: Node) => boolean;
  readonly zone: TimeZone;
  undecided: boolean;
  readonly bounds: Expression[];
}

/** The zone in which timestamp literals are read; null where `sqlTimeZone` is not known. */
export function literalZone(analysis: StatementAnalysis): TimeZone | null {
  const name = readString(analysis.context.get("sqlTimeZone")?.value).value;
  return name === null ? utc : timeZone(name);
}

/**
 * The times that a condition lets through for the expression that becomes `__time`. What is not a comparison of that expression with a
 * literal may let through anything; it leaves the filter undecided if it speaks of the time.
 */
export function timeFilter(condition: Expression | null, time: Expression, analysis: StatementAnalysis): TimeFilter {
  const zone = literalZone(analysis);
  if (condition === null || zone === null) return { intervals: toIntervals(everything), undecided: condition !== null, bounds: [] };
  const reading: Reading = { ...readingOf(time, analysis), zone, undecided: false, bounds: [] };
  return { intervals: toIntervals(read(condition, reading)), undecided: reading.undecided, bounds: reading.bounds };
}

function readingOf(time: Expression, analysis: StatementAnalysis): Pick<Reading, "isTime" | "speaksOfTime"> {
  const { release } = analysis.options;
  const key = keyOf(time);
  const columns = new Set(columnReferences(time, release).map(lastName));
  return {
    isTime: (expression) => keyOf(expression) === key,
    speaksOfTime: (node) => columnReferences(node, release).some((reference) => columns.has(lastName(reference))),
  };
}

function lastName(reference: ColumnReference): string {
  return reference.parts.at(-1)?.name ?? "";
}

/** A text that is equal for expressions that say the same; a column goes by its last name. */
export function keyOf(expression: Expression): string {
  return expressionKey(withoutParentheses(expression), lastName, (query) => `query ${String(query.start)}`);
}

function read(expression: Expression, reading: Reading): Ranges {
  const node = withoutParentheses(expression);
  switch (node.kind) {
    case "BinaryExpression":
      if (node.operator === "AND") return intersection([read(node.left, reading), read(node.right, reading)]);
      if (node.operator === "OR") return readOr(node, reading);
      return readComparison(node, reading);
    case "BetweenExpression":
      return readBetween(node, reading);
    case "FunctionCall":
      return readCall(node, reading);
    case "IsExpression":
      // Whether there is a time, not which.
      return everything;
    default:
      return anything(node, reading);
  }
}

/** A bound on one side of OR only bounds nothing. */
function readOr(node: BinaryExpression, reading: Reading): Ranges {
  const outside = reading.bounds.length;
  const left = read(node.left, reading);
  const between = reading.bounds.length;
  const right = read(node.right, reading);
  if (between === outside || reading.bounds.length === between) reading.bounds.length = outside;
  return union([left, right]);
}

/** Whatever the condition says, it may hold for any time. */
function anything(node: Expression, reading: Reading): Ranges {
  if (reading.speaksOfTime(node)) reading.undecided = true;
  return everything;
}

const mirrored: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=" };

const rangeMakers: Readonly<Record<string, (millis: number) => Ranges>> = {
  "<": before,
  "<=": upTo,
  ">": after,
  ">=": from,
  "=": (millis) => intersection([from(millis), upTo(millis)]),
};

function readComparison(node: BinaryExpression, reading: Reading): Ranges {
  const flipped = !reading.isTime(node.left) && reading.isTime(node.right);
  const [time, other] = flipped ? [node.right, node.left] : [node.left, node.right];
  const make = rangeMakers[flipped ? (mirrored[node.operator] ?? "") : node.operator];
  if (!reading.isTime(time) || make === undefined) return anything(node, reading);
  reading.bounds.push(node);
  const bound = instant(other, reading.zone);
  return bound === null ? anything(node, reading) : make(bound);
}

function readBetween(node: BetweenExpression, reading: Reading): Ranges {
  const low = instant(node.low, reading.zone);
  const high = instant(node.high, reading.zone);
  if (low === null || high === null || !reading.isTime(node.operand) || node.mode === "SYMMETRIC") return anything(node, reading);
  reading.bounds.push(node);
  const ranges = intersection([from(low), upTo(high)]);
  return node.negated ? complement(ranges) : ranges;
}

/** TIME_IN_INTERVAL(t, '2024-01-01/2024-01-02') */
function readCall(call: FunctionCall, reading: Reading): Ranges {
  const [time, interval] = call.arguments;
  const named = call.name.parts.at(-1)?.name.toUpperCase() === "TIME_IN_INTERVAL";
  const [start, end] = named && interval?.kind === "StringLiteral" ? interval.value.split("/").map((text) => isoInstant(text, reading.zone)) : [];
  if (start === undefined || end === undefined || start === null || end === null || time?.kind !== "ColumnReference" || !reading.isTime(time)) return anything(call, reading);
  reading.bounds.push(call);
  return intersection([from(start), before(end)]);
}

function instant(expression: Expression, zone: TimeZone): number | null {
  const node = withoutParentheses(expression);
  if (node.kind === "StringLiteral") return isoInstant(node.value, zone);
  if (node.kind === "CastExpression" && node.type.name === "TIMESTAMP") return instant(node.operand, zone);
  if (node.kind === "FunctionCall" && node.arguments.length === 1 && node.name.parts.at(-1)?.name.toUpperCase() === "TIME_PARSE") {
    const [text] = node.arguments;
    return text?.kind === "StringLiteral" ? isoInstant(text.value, zone) : null;
  }
  if (node.kind !== "DateTimeLiteral" || node.type === "TIME") return null;
  const time = parseTimestamp(node.value);
  return time === null ? null : instantOf(time.millis, zone);
}

/** `2024-01-01`, `2024-01-01T00:00:00Z`, `2024-01-01 00:00:00`; null for other forms. */
function isoInstant(text: string, zone: TimeZone): number | null {
  const time = parseTimestamp(text.replace("T", " ").replace(/Z$/, "").replace(/( \d+:\d+)$/, "$1:00"));
  if (time === null) return null;
  return text.endsWith("Z") ? time.millis : instantOf(time.millis, zone);
}

/** The intervals of `a` that `b` does not cover. */
export function withoutIntervals(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  const ranges = (intervals: readonly Interval[]): Ranges => union(intervals.map(({ start, end }) => intersection([from(start), before(end)])));
  return toIntervals(intersection([ranges(a), complement(ranges(b))]));
}

/** How many time chunks of a granularity the intervals take; null for ALL, NONE, open ends. Counts no further than `most`. */
export function countChunks(intervals: readonly Interval[], granularityName: string, most: number): number | null {
  const granularity = granularityByName(granularityName);
  if (granularity === null || granularity.period === null) return null;
  let count = 0;
  for (const { start, end } of intervals) {
    if (Math.abs(start) > 8.64e15 || Math.abs(end) > 8.64e15) return null;
    if (granularity.milliseconds !== null) {
      count += Math.ceil((end - bucketStart(granularity, start)) / granularity.milliseconds);
      continue;
    }
    const longest = granularity.name === "MONTH" ? 31 : granularity.name === "QUARTER" ? 92 : 366;
    for (let at = bucketStart(granularity, start); at < end && count <= most; count++) at = bucketStart(granularity, at + (longest + 1) * 86_400_000);
  }
  return count;
}

/** An interval for people: `2024-01-01T00:00:00Z to 2024-01-02T00:00:00Z`. */
export function sayInterval(interval: Interval): string {
  const end = (millis: number): string => (Math.abs(millis) > 8.64e15 ? (millis < 0 ? "the beginning of time" : "the end of time") : new Date(millis).toISOString().replace(".000Z", "Z").replace("T00:00:00Z", ""));
  return `${end(interval.start)} to ${end(interval.end)}`;
}
