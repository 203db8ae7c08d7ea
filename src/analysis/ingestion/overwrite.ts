import { readString } from "../context/values.ts";
import { atLeast } from "../../druid/releases.ts";
import { granularityByName, type Granularity } from "../../druid/granularities.ts";
import type { BinaryExpression, Expression, FunctionCall, OverwriteClause } from "../../syntax/nodes.ts";
import type { Interval, SegmentGranularity } from "../model.ts";
import type { AnalysisState } from "../steps.ts";
import { bucketStart, isAligned } from "./granularity.ts";
import { after, before, from, intersection, complement, toIntervals, union, upTo, type Ranges } from "./ranges.ts";
import { parseTimestamp } from "./timestamps.ts";
import { instantOf, timeZone, utc, type TimeZone } from "./time-zones.ts";

type Reporter = (node: { readonly start: number; readonly end: number }, rule: string, message: string, data?: Readonly<Record<string, string | number | null>>) => void;

/** How one OVERWRITE WHERE is read. */
interface Reading {
  readonly state: AnalysisState;
  readonly zone: TimeZone;
  readonly report: Reporter;
  /** The instants at which a comparison lets time begin or end. */
  readonly bounds: Bound[];
  faults: number;
}

interface Bound {
  readonly node: Expression;
  readonly millis: number;
}

export interface Overwritten {
  readonly all: boolean;
  /** Null where the clause is wrong. */
  readonly intervals: readonly Interval[] | null;
}

/** Checks OVERWRITE as Druid does (DruidSqlParserUtils.validateQueryAndConvertToIntervals) and gives what it replaces. */
export function checkOverwrite(state: AnalysisState, clause: OverwriteClause, granularity: SegmentGranularity | null, missingGranularity: boolean): Overwritten {
  if (clause.all) return { all: true, intervals: null };
  const condition = clause.where === null ? null : bare(clause.where);
  if (condition === null) return { all: false, intervals: null };
  if (condition.kind === "StringLiteral" && condition.value.toUpperCase() === "ALL") return { all: true, intervals: null };
  const reading = createReading(state);
  const ranges = readCondition(reading, condition);
  if (ranges === null || reading.faults > 0) return { all: false, intervals: null };
  const intervals = toIntervals(ranges);
  if (intervals.length === 0) {
    reading.report(condition, "overwrite-empty-interval", "empty");
    return { all: false, intervals: null };
  }
  checkAlignment(reading, condition, intervals, granularity, missingGranularity);
  return { all: false, intervals: reading.faults === 0 ? intervals : null };
}

function createReading(state: AnalysisState): Reading {
  const name = readString(state.context.get("sqlTimeZone")?.value).value;
  const reading: Reading = {
    state,
    zone: (name === null ? null : timeZone(name)) ?? utc,
    bounds: [],
    faults: 0,
    report(node, rule, message, data = {}) {
      reading.faults++;
      if (!state.stopped) state.report({ rule, message, data, stage: "validate", start: node.start, end: node.end, druidStart: null });
    },
  };
  return reading;
}

function bare(expression: Expression): Expression {
  return expression.kind === "ParenthesizedExpression" ? bare(expression.expression) : expression;
}

/** The times that a condition admits; null where it is refused (reported). */
function readCondition(reading: Reading, expression: Expression): Ranges | null {
  const node = bare(expression);
  switch (node.kind) {
    case "BinaryExpression":
      return readBinary(reading, node);
    case "UnaryExpression":
      if (node.operator !== "NOT") return unsupported(reading, node, node.operator);
      return negate(readCondition(reading, node.operand));
    case "BetweenExpression": {
      const column = checkColumn(reading, node.operand, node);
      const low = readBound(reading, node.low);
      const high = readBound(reading, node.high);
      if (!column || low === null || high === null) return null;
      reading.bounds.push({ node, millis: low }, { node, millis: high + 1 });
      if (low <= high) return intersection([from(low), upTo(high)]);
      reading.report(node, "overwrite-empty-interval", "swapped");
      return null;
    }
    case "InExpression":
      return unsupported(reading, node, node.negated ? "NOT IN" : "IN", operatorPlace(reading, node.operatorStart, node.negated ? "NOT IN" : "IN"));
    case "IsExpression":
      return unsupported(reading, node, `IS ${node.negated ? "NOT " : ""}${node.test}`);
    case "LikeExpression":
      return unsupported(reading, node, node.operator);
    case "FunctionCall":
      return node.form === "bare" ? notCondition(reading, node) : unsupported(reading, node, node.name.parts.map((part) => part.name).join("."));
    case "CastExpression":
      return unsupported(reading, node, node.function);
    default:
      return notCondition(reading, node);
  }
}

function notCondition(reading: Reading, node: Expression): null {
  reading.report(node, "overwrite-unsupported-operator", "not-a-comparison");
  return null;
}

function unsupported(reading: Reading, node: Expression, operator: string, place: { readonly start: number; readonly end: number } = node): null {
  reading.report(place, "overwrite-unsupported-operator", operator === "=" ? "equals" : "operator", { operator });
  return null;
}

function operatorPlace(reading: Reading, start: number, operator: string): { readonly start: number; readonly end: number } {
  const width = /^\S+(?:\s+IN\b)?/i.exec(reading.state.tree.text.slice(start, start + 24))?.[0].length ?? operator.length;
  return { start, end: start + width };
}

function readBinary(reading: Reading, node: BinaryExpression): Ranges | null {
  switch (node.operator) {
    case "AND":
    case "OR": {
      const left = readCondition(reading, node.left);
      if (reading.state.stopped) return null;
      const right = readCondition(reading, node.right);
      if (left === null || right === null) return null;
      return node.operator === "AND" ? intersection([left, right]) : union([left, right]);
    }
    case "<":
    case "<=":
    case ">":
    case ">=":
      return readComparison(reading, node, node.operator);
    default: {
      const { operatorStart } = node;
      return unsupported(reading, node, node.operator, { start: operatorStart, end: operatorStart + node.operator.length });
    }
  }
}

const COMPARISONS = { "<": before, "<=": upTo, ">": after, ">=": from } as const;

function readComparison(reading: Reading, node: BinaryExpression, operator: keyof typeof COMPARISONS): Ranges | null {
  if (!checkColumn(reading, node.left, node)) return null;
  const bound = readBound(reading, node.right);
  if (bound === null) return null;
  reading.bounds.push({ node, millis: operator === "<=" || operator === ">" ? bound + 1 : bound });
  return COMPARISONS[operator](bound);
}

function negate(ranges: Ranges | null): Ranges | null {
  return ranges === null ? null : complement(ranges);
}

/** The left side must be the column `__time`; of a qualified name Druid takes the first part. */
function checkColumn(reading: Reading, expression: Expression, comparison: Expression): boolean {
  const node = bare(expression);
  if (node.kind === "FunctionCall" && node.form === "bare") return checkName(reading, node, node.name.parts[0]?.name ?? "");
  if (node.kind !== "ColumnReference") {
    const reversed = comparison.kind === "BinaryExpression" && bare(comparison.right).kind === "ColumnReference";
    reading.report(reversed ? comparison : node, "overwrite-reversed-comparison", reversed ? "reversed" : "not-a-column");
    return false;
  }
  const [first, ...others] = node.parts.map((part) => part.name);
  if (first === "__time") return true;
  if (others.at(-1) === "__time") reading.report(node, "overwrite-qualified-time", "qualified", { column: [first, ...others].join("."), qualifier: first ?? "" });
  else return checkName(reading, node, first ?? "");
  return false;
}

function checkName(reading: Reading, node: Expression | FunctionCall, name: string): boolean {
  const near = name.toLowerCase() === "__time" ? "case" : "column";
  reading.report(node, "overwrite-non-time-column", near, { column: name });
  return false;
}

/** The right side must be a TIMESTAMP literal (28 on: DATE too), read in `sqlTimeZone`. Milliseconds since 1970. */
function readBound(reading: Reading, expression: Expression): number | null {
  const node = bare(expression);
  const literal = node.kind === "DateTimeLiteral" ? node : null;
  const lenient = atLeast(reading.state.release, 28) && literal !== null && reading.state.tree.text.charAt(literal.start) !== "{";
  const readable = literal !== null && (literal.type === "TIMESTAMP" || lenient);
  const time = readable ? parseTimestamp(literal.value) : null;
  if (time !== null) return instantOf(time.millis, reading.zone);
  reading.report(node, "overwrite-non-timestamp-literal", boundMessage(node, readable), { literal: textOf(reading, node) });
  return null;
}

function boundMessage(node: Expression, readable: boolean): string {
  if (readable) return "format";
  if (node.kind === "DateTimeLiteral") return node.type === "DATE" ? "date" : "type";
  if (node.kind === "StringLiteral") return parseTimestamp(node.value.replace("T", " ").replace(/Z$/, "")) === null ? "string-format" : "string";
  return node.kind === "NumericLiteral" ? "number" : "expression";
}

function textOf(reading: Reading, node: Expression): string {
  const text = reading.state.tree.text.slice(node.start, node.end).replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function checkAlignment(reading: Reading, condition: Expression, intervals: readonly Interval[], granularity: SegmentGranularity | null, missing: boolean): void {
  const known = granularity?.name === null || granularity === null ? null : granularityByName(granularity.name);
  if (known === null) {
    if (missing) reading.report(condition, "partitioned-by-missing", "overwrite-where");
    return;
  }
  for (const interval of intervals) {
    if (isAligned(known, interval.start, interval.end)) continue;
    const data = { granularity: known.name, interval: shownInterval(interval) };
    if (known.name === "ALL") reading.report(condition, "overwrite-where-with-all", "all", data);
    else if (!Number.isFinite(interval.start) || !Number.isFinite(interval.end)) {
      reading.report(condition, "overwrite-open-ended", Number.isFinite(interval.start) ? "end" : "start", data);
    } else {
      const bad = bucketStart(known, interval.start) === interval.start ? interval.end : interval.start;
      const close = bucketStart(known, bad - 1) === bad - 1;
      const message = reading.zone !== utc ? "zone" : close ? "inclusive" : "boundary";
      reading.report(misplacedBound(reading, known, interval) ?? condition, "overwrite-misaligned", message, { ...data, boundary: iso(bad), aligned: iso(bucketStart(known, bad)), zone: readString(reading.state.context.get("sqlTimeZone")?.value).value });
    }
    return;
  }
}

/** The comparison that gives the one end of the interval that lies within a segment; null where both do. */
function misplacedBound(reading: Reading, granularity: Granularity, { start, end }: Interval): Expression | null {
  const misplaced = [start, end].filter((millis) => bucketStart(granularity, millis) !== millis);
  const nodes = new Set(reading.bounds.filter(({ millis }) => misplaced.includes(millis)).map(({ node }) => node));
  const [node] = nodes;
  return node !== undefined && nodes.size === 1 ? node : null;
}

function shownInterval(interval: Interval): string {
  return `${iso(interval.start)}/${iso(interval.end)}`;
}

function iso(millis: number): string {
  return Number.isFinite(millis) ? new Date(millis).toISOString() : millis < 0 ? "the beginning of time" : "the end of time";
}
