import { functionNamed } from "../../druid/functions.ts";
import { limitOf } from "../../druid/faults.ts";
import { atLeast, before } from "../../druid/releases.ts";
import { nodesOfKind } from "../../syntax/find-node.ts";
import type { Node, Query, Select, SelectItem } from "../../syntax/nodes.ts";
import type { Violation } from "../../syntax/violation.ts";
import { readBoolean, readInteger, readString } from "../context/values.ts";
import { externInputs, inlineRecords } from "../insight/inline-data.ts";
import { literalZone } from "../insight/time-filter.ts";
import { numericLatest } from "../insight/numeric-latest.ts";
import { unstorableMetrics } from "../insight/unstorable-metrics.ts";
import { nameOfCall } from "../insight/aggregates.ts";
import { flagInForce, placeOfEntry } from "../insight/query-context.ts";
import { ingestionOf } from "../insight/statements.ts";
import { utc } from "../ingestion/time-zones.ts";
import type { ContextEntry, Interval, StatementAnalysis } from "../model.ts";
import type { QueryShape } from "../steps.ts";
import { evaluate } from "./evaluate.ts";
import { divisionOf, runQuery, type DataSource, type DryRunOptions, type RowSet } from "./run-query.ts";
import { floorPeriod } from "./time.ts";
import { DivisionByZero, UNKNOWN } from "./values.ts";

/**
 * The faults that a task is bound to end in, seen by running the query in the head over the data that the text itself holds
 * (inline data, VALUES, a single row). Says nothing where data, settings or functions leave anything undecided.
 */
export function foretellFaults(analysis: StatementAnalysis, shape: QueryShape): readonly Violation[] {
  const { node } = analysis.parsed;
  const storage = absentStorage(analysis);
  if (storage !== null) return [storage];
  if (node.kind === "QueryStatement") return faultsOfQuestion(analysis, node.query);
  if (node.kind !== "InsertStatement" && node.kind !== "ReplaceStatement") return [];
  const settings = zeroRows(analysis);
  if (settings !== null) return [settings];
  const lost = lostRows(analysis, shape);
  if (lost !== null) return [lost];
  const latest = numericLatest(analysis);
  if (latest.certain) return latest.violations;
  try {
    const rows = runQuery(node.source, dryRunOptions(analysis));
    const found = rows === UNKNOWN ? [] : faultsOfRows(analysis, rows);
    return found.length > 0 ? found : constantTime(analysis);
  } catch (error) {
    if (!(error instanceof DivisionByZero)) throw error;
    return [divides(error)];
  }
}

/**
 * A question over external data is a task as well; its rows may be of any kind but those that no frame holds. Lines that cannot be read
 * may come too late to end it: seen on a running Druid 27.0.0.
 */
function faultsOfQuestion(analysis: StatementAnalysis, query: Query): readonly Violation[] {
  if (nodesOfKind(query, "TableFunction").length === 0) return [];
  try {
    const rows = runQuery(query, dryRunOptions(analysis));
    const found = rows === UNKNOWN || rows.bad.length > 0 || divisionOf(rows) !== null ? null : nullByte(analysis, rows);
    return found === null ? [] : [found];
  } catch (error) {
    if (!(error instanceof DivisionByZero)) throw error;
    return [];
  }
}

/** How the statement's query is run; `data` puts other data in place of an external table's. */
export function dryRunOptions(analysis: StatementAnalysis, data: DataSource = () => null): DryRunOptions {
  const { release } = analysis.options;
  return { data, isAggregate: (name) => functionNamed(name, release)?.aggregate ?? true, utc: literalZone(analysis) === utc, countsNothing: !before(release, 28) };
}

/** A `__time` that is null, or outside of what is replaced, whatever the rows are: the first of them ends the task. */
function constantTime(analysis: StatementAnalysis): readonly Violation[] {
  const expression = analysis.output?.find((column) => column.name === timeColumn)?.expression ?? null;
  if (expression === null) return [];
  const time = evaluate(expression, { column: () => UNKNOWN, utc: dryRunOptions(analysis).utc });
  if (time === null) return [constantNull(analysis, expression)];
  return typeof time === "bigint" && isOutside(time, analysis) ? [outOfOverwrite(analysis, "constant", expression, time)] : [];
}

/** Until 32 a server may be set to make a zero of it, 1970: Druid 27.0.0 as it comes did, on a running one. */
function constantNull({ options }: StatementAnalysis, at: Node): Violation {
  return atLeast(options.release, 32) ? violation("time-null", "constant", "InsertTimeNull", at, {}) : violation("time-null", "zero", undefined, at, {});
}

function faultsOfRows(analysis: StatementAnalysis, set: RowSet): readonly Violation[] {
  const parse = unreadableInput(analysis, set);
  if (parse !== null) return [parse];
  if (set.bad.length > 0 && allowedParseExceptions(analysis.context) === null) return [];
  const checks = [noRows, groupedList, dividedRow, unstorableMetric, nullTime, nullByte, rowTooLarge, timeOutOfBounds, tooManyTimeChunks];
  return checks.map((check) => check(analysis, set)).filter((found) => found !== null).slice(0, 1);
}

/** Durable storage that is asked for where the schema file says that the cluster has none. Recorded on a running Druid 27.0.0. */
function absentStorage(analysis: StatementAnalysis): Violation | null {
  const { node } = analysis.parsed;
  if (analysis.options.schema?.durableStorage !== false || !tasks.has(node.kind)) return null;
  const entry = ["durableShuffleStorage", "faultTolerance", "selectDestination"].map((key) => analysis.context.get(key)).find((each) => each !== undefined && asksForStorage(each, analysis));
  if (entry === undefined) return null;
  return violation("durable-storage-missing", "missing", "DurableStorageConfiguration", placeOfEntry(analysis, entry), { key: entry.key, value: readString(entry.value).value });
}

const tasks: ReadonlySet<string> = new Set(["QueryStatement", "InsertStatement", "ReplaceStatement"]);

function asksForStorage({ key, value }: ContextEntry, { options: { release, engine }, parsed: { node } }: StatementAnalysis): boolean {
  const isQuestion = node.kind === "QueryStatement";
  if (isQuestion && engine === "any") return false;
  if (key === "selectDestination") return isQuestion && atLeast(release, 27) && readString(value).value?.toLowerCase() === "durablestorage";
  return (key === "durableShuffleStorage" || atLeast(release, 26)) && readBoolean(value).value === true;
}

/** Settings that leave no room for a single row; whether there is one, only data in the text tell. Recorded on a running Druid 27.0.0. */
const rowSettings = ["rowsPerSegment", "rowsInMemory"] as const;

function zeroRows(analysis: StatementAnalysis): Violation | null {
  for (const key of rowSettings) {
    const entry = analysis.context.get(key);
    const value = entry === undefined ? null : readInteger(entry.value).value;
    if (entry === undefined || value === null || value > 0) continue;
    return violation("rows-setting-zero", hasRows(analysis) ? "rows" : "zero", "UnknownError", placeOfEntry(analysis, entry), { key, value });
  }
  return null;
}

function hasRows({ parsed, options }: StatementAnalysis): boolean {
  return externInputs(parsed.node, options.release).some((input) => (inlineRecords(input)?.length ?? 0) > 0);
}

function unreadableInput(analysis: StatementAnalysis, set: RowSet): Violation | null {
  // That an empty line is no record is recorded with 27 alone.
  const bad = set.bad.filter(({ record }) => record.text.trim() !== "" || analysis.options.release.major === 27);
  const [first] = bad;
  if (first === undefined) return null;
  const { twice } = first.record;
  if (twice !== undefined) return violation("input-unreadable", "header", "CannotParseExternalData", first.call.arguments[0] ?? first.call, { line: first.record.line, name: twice });
  const allowed = allowedParseExceptions(analysis.context);
  if (allowed === null || allowed < 0 || bad.length <= allowed) return null;
  const fault = allowed === 0 ? "CannotParseExternalData" : "TooManyWarnings";
  const data = { line: first.record.line, text: first.record.text.slice(0, 60), bad: bad.length, allowed };
  return violation("input-unreadable", allowed === 0 ? "line" : "lines", fault, first.call.arguments[0] ?? first.call, data);
}

/** `maxParseExceptions`, or what `mode` makes of it; -1: any number; null: not known. */
function allowedParseExceptions(context: ReadonlyMap<string, ContextEntry>): number | null {
  const explicit = context.get("maxParseExceptions")?.value;
  if (explicit !== undefined) return typeof explicit === "number" ? Math.trunc(explicit) : null;
  const mode = context.get("mode")?.value;
  if (mode === undefined) return 0;
  if (typeof mode !== "string") return null;
  return mode.toLowerCase() === "nonstrict" ? -1 : 0;
}

/** An empty result is fine without time chunks, and from 29 on unless `failOnEmptyInsert` is set. */
function noRows(analysis: StatementAnalysis, set: RowSet): Violation | null {
  if (!set.exact || set.rows.length > 0) return null;
  if ((analysis.ingestion?.granularity?.name ?? "ALL") === "ALL") return null;
  const { node } = analysis.parsed;
  const fails = !atLeast(analysis.options.release, 29) || analysis.context.get("failOnEmptyInsert")?.value === true;
  if (!fails || (node.kind !== "InsertStatement" && node.kind !== "ReplaceStatement")) return null;
  return violation("result-empty", "empty", "InsertCannotBeEmpty", whereOf(node.source.body) ?? node.source, {});
}

/** Behind the LIMIT of a scan nothing sorts the rows into time chunks any more, and none is written. Recorded on a running Druid 27.0.0 alone. */
function lostRows({ options, ingestion }: StatementAnalysis, { limitedScan }: QueryShape): Violation | null {
  const granularity = ingestion?.granularity?.name ?? "ALL";
  if (limitedScan === null || granularity === "ALL" || options.release.major !== 27) return null;
  return violation("limit-loses-rows", "lost", "InsertCannotBeEmpty", limitedScan, { granularity });
}

function whereOf(body: Node): Node | null {
  return body.kind === "Select" ? (body.where ?? body.having) : null;
}

/** A row without FROM is a trial or a template; no such fault of one was recorded. */
function readsNothing({ parsed: { node } }: StatementAnalysis): boolean {
  return (node.kind === "InsertStatement" || node.kind === "ReplaceStatement") && node.source.body.kind === "Select" && node.source.body.from === null;
}

function dividedRow(_analysis: StatementAnalysis, set: RowSet): Violation | null {
  const division = divisionOf(set);
  return division === null ? null : divides(division);
}

function divides({ division }: DivisionByZero): Violation {
  return violation("division-by-zero", "divides", "UnknownError", division, {});
}

const timeColumn = "__time";

function nullTime(analysis: StatementAnalysis, set: RowSet): Violation | null {
  const index = set.rows.findIndex((row) => row.get(timeColumn) === null && row.has(timeColumn));
  if (index < 0) return null;
  // Rows of VALUES are constants, too.
  if (nodesOfKind(analysis.parsed.node, "TableFunction").length === 0 && !atLeast(analysis.options.release, 32)) return null;
  const everywhere = set.rows.every((row) => row.get(timeColumn) === null);
  const time = outputNode(analysis, timeColumn);
  if (mayBecomeZero(set, analysis)) return violation("time-null", "grouped", undefined, time, { row: index + 1 });
  const absent = everywhere ? absentBehind(time, set, analysis) : undefined;
  return violation("time-null", absent === undefined ? "row" : "absent", "InsertTimeNull", time, { row: index + 1, rows: set.rows.length, column: absent ?? "" });
}

/** Whether a time that is null may come out as 1970. Recorded on a running Druid 27.0.0 for whatever is grouped on the way. */
export function mayBecomeZero({ grouping }: RowSet, { options }: StatementAnalysis): boolean {
  return grouping === true && !atLeast(options.release, 32);
}

/** The column that no record has and that is read for the time; through a subquery it may be any. */
function absentBehind(time: Node, { absent }: RowSet, { parsed }: StatementAnalysis): string | undefined {
  const body = ingestionOf(parsed.node)?.source.body;
  if (body?.kind !== "Select" || body.from?.kind !== "TableFunction") return absent[0];
  const names = new Set(nodesOfKind(time, "ColumnReference").map((column) => column.parts.at(-1)?.name));
  return absent.find((name) => names.has(name));
}

function nullByte(analysis: StatementAnalysis, set: RowSet): Violation | null {
  if (analysis.context.get("removeNullBytes")?.value === true) return null;
  for (const row of set.rows) {
    for (const [name, value] of row) {
      if (typeof value === "string" && value.includes("\u0000")) return violation("null-byte", "column", "InvalidNullByte", outputNode(analysis, name), { column: name });
    }
  }
  return null;
}

function rowTooLarge(analysis: StatementAnalysis, set: RowSet): Violation | null {
  const most = limitOf("frameBytes");
  for (const row of set.rows) {
    for (const [name, value] of row) {
      if (typeof value === "string" && value.length > most) return violation("row-too-large", "column", "RowTooLarge", outputNode(analysis, name), { column: name, most });
    }
  }
  return null;
}

function timeOutOfBounds(analysis: StatementAnalysis, set: RowSet): Violation | null {
  const outside = times(set).find((time) => isOutside(time, analysis));
  return outside === undefined ? null : outOfOverwrite(analysis, readsNothing(analysis) ? "constant" : "row", outputNode(analysis, timeColumn), outside);
}

function isOutside(time: bigint, { ingestion }: StatementAnalysis): boolean {
  return ingestion?.overwrite?.intervals?.some((interval) => contains(interval, time)) === false;
}

function outOfOverwrite({ options }: StatementAnalysis, message: string, at: Node, time: bigint): Violation {
  return violation("time-out-of-overwrite", message, atLeast(options.release, 28) ? "InsertTimeOutOfBounds" : "InsertTimeOutOfBoundsFault", at, { time: isoOf(time) });
}

function contains(interval: Interval, time: bigint): boolean {
  return time >= BigInt(Math.trunc(interval.start)) && time < BigInt(Math.trunc(interval.end));
}

function tooManyTimeChunks(analysis: StatementAnalysis, set: RowSet): Violation | null {
  const period = analysis.ingestion?.granularity?.period;
  if (period === null || period === undefined) return null;
  const chunks = new Set<bigint>();
  for (const time of times(set)) {
    const chunk = floorPeriod(time, period);
    if (chunk === UNKNOWN) return null;
    chunks.add(chunk);
  }
  const most = limitOf("partitionBuckets");
  if (chunks.size <= most) return null;
  const { node } = analysis.parsed;
  const clause = node.kind === "InsertStatement" || node.kind === "ReplaceStatement" ? node.partitionedBy : null;
  return violation("partitioned-by-too-fine", "rows", "TooManyBuckets", clause ?? node, { chunks: chunks.size, most });
}

function times(set: RowSet): readonly bigint[] {
  return set.rows.map((row) => row.get(timeColumn)).filter((time) => typeof time === "bigint");
}

/** GROUP BY takes no list apart where `groupByEnableMultiValueUnnesting` is false. */
function groupedList(analysis: StatementAnalysis, { grouped }: RowSet): Violation | null {
  if (grouped === undefined || flagInForce(analysis, "groupByEnableMultiValueUnnesting")) return null;
  return violation("mv-group-by-unwrapped", "fails", "QueryRuntimeError", grouped, { column: grouped.parts.at(-1)?.name ?? "" });
}

function unstorableMetric(analysis: StatementAnalysis, set: RowSet): Violation | null {
  const [metric] = set.rows.length === 0 ? [] : unstorableMetrics(analysis);
  return metric === undefined ? null : violation("rollup-metric-unstorable", "metric", "UnknownError", metric.call, { column: metric.column, function: nameOfCall(metric.call) });
}

function isoOf(time: bigint): string {
  const date = new Date(Number(time));
  return Number.isNaN(date.getTime()) ? time.toString() : date.toISOString();
}

/** The item of the outermost SELECT that makes a column, else the statement. */
function outputNode(analysis: StatementAnalysis, name: string): Node {
  const { node } = analysis.parsed;
  const column = analysis.output?.find((output) => output.name === name);
  const item = column?.item ?? itemNamed(node, name);
  return item?.expression ?? node;
}

function itemNamed(node: Node, name: string): SelectItem | null {
  if (node.kind !== "InsertStatement" && node.kind !== "ReplaceStatement") return null;
  const { body } = node.source;
  return body.kind === "Select" ? ((body satisfies Select).items.find((item) => item.alias?.name === name) ?? null) : null;
}

function violation(rule: string, message: string, fault: string | undefined, at: { readonly start: number; readonly end: number }, data: Violation["data"]): Violation {
  return { rule, message, data, stage: "run", start: at.start, end: at.end, druidStart: null, ...(fault === undefined ? {} : { fault }) };
}
