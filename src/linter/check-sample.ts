import { dryRunOptions, mayBecomeZero } from "../analysis/dry-run/foretell.ts";
import { divisionOf, runQuery, externalTable, type ExternalTable, type RowSet } from "../analysis/dry-run/run-query.ts";
import { readRecords, type InputRecord, type ReadRecords } from "../analysis/dry-run/rows.ts";
import { floorPeriod } from "../analysis/dry-run/time.ts";
import { DivisionByZero, toNumber, UNKNOWN, type Unknown } from "../analysis/dry-run/values.ts";
import { ingestionOf } from "../analysis/insight/statements.ts";
import type { StatementAnalysis } from "../analysis/model.ts";
import { limitOf } from "../druid/faults.ts";
import { nodesOfKind } from "../syntax/find-node.ts";
import { nearest } from "../text/nearest.ts";

/** What a file of real rows shows about a statement. */
export interface SampleReport {
  /** Rows read; null when the format cannot be read here. */
  readonly rows: number | null;
  readonly problems: readonly SampleProblem[];
  /** Time chunks that the rows fall into, null where `__time` is not decided. */
  readonly timeChunks: number | null;
}

export interface SampleProblem {
  readonly kind:
    | "not-checked" | "no-rows" | "byte-order-mark" | "unreadable" | "missing-field" | "undeclared-field" | "wrong-type" | "fraction" | "multi-value"
    | "time-null" | "time-outside" | "time-chunks" | "division-by-zero";
  readonly message: string;
  /** Number of rows, or lines, it holds for. */
  readonly rows: number;
  /** True where it may be meant and nothing fails of it. */
  readonly harmless?: true;
}

/** Holds sample rows against the first EXTERN of a statement: its format and signature, `__time`, OVERWRITE WHERE, the granularity. */
export function checkSample(analysis: StatementAnalysis, sample: string): SampleReport {
  const table = nodesOfKind(analysis.parsed.node, "TableFunction").find(({ call }) => call.kind === "FunctionCall" && call.name.parts.at(-1)?.name.toUpperCase() === "EXTERN");
  const external = table === undefined ? null : externalTable(table, () => sample);
  if (external === null) return notChecked("the statement has no EXTERN whose format and columns stand in its text");
  const read = readRecords(external.format, sample);
  if (read === UNKNOWN) return notChecked(`the format \`${String(external.format["type"])}\` with these options, or a line of the sample, cannot be read here`);
  const outcome = outcomeOf(analysis, external, sample);
  return {
    rows: read.records.length,
    problems: [...inputProblems(read, sample), ...columnProblems(external, read.records, nodesOfKind(analysis.parsed.node, "GroupByClause").length > 0), ...undeclaredFields(external, read.records), ...timeProblems(analysis, outcome)],
    timeChunks: chunksOf(analysis, timesOf(outcome)),
  };
}

function notChecked(message: string): SampleReport {
  return { rows: null, timeChunks: null, problems: [{ kind: "not-checked", message, rows: 0 }] };
}

function inputProblems(read: ReadRecords, sample: string): readonly SampleProblem[] {
  const problems: SampleProblem[] = [];
  if (sample.startsWith("\uFEFF")) problems.push({ kind: "byte-order-mark", message: "the file begins with a byte order mark, which Druid takes for a part of the first line or name: save it without", rows: 1 });
  const [first] = read.bad;
  if (first !== undefined) {
    const shown = first.text.trim() === "" ? "is empty" : `\`${first.text.slice(0, 60)}\``;
    const hint = isOneDocument(sample) ? " (the file is one JSON document; Druid reads an object a line)" : "";
    const message = `${read.bad.length === 1 ? "a line is" : "lines are"} no record of the format, first line ${String(first.line)} ${shown}: with \`maxParseExceptions\` 0 the task would fail with TooManyWarnings or CannotParseExternalData${hint}`;
    problems.push({ kind: "unreadable", message, rows: read.bad.length });
  }
  else if (isOneDocument(sample)) problems.push({ kind: "unreadable", message: "the file is one JSON list, and Druid reads an object a line: a list is a row without fields", rows: 1 });
  if (read.records.length === 0) problems.push({ kind: "no-rows", message: "the sample has no rows", rows: 0 });
  return problems;
}

/** A list of objects, or an object over several lines. */
function isOneDocument(sample: string): boolean {
  return /^\s*(?:\[|\{\s*[\r\n])/u.test(sample);
}

function columnProblems(external: ExternalTable, records: readonly InputRecord[], groups: boolean): readonly SampleProblem[] {
  if (records.length === 0) return [];
  const fields = new Set(records.flatMap((record) => [...record.keys()]));
  return external.columns.flatMap(({ name, type }) => problemsOfColumn(name, type, records, fields, groups));
}

function problemsOfColumn(name: string, type: string, records: readonly InputRecord[], fields: ReadonlySet<string>, groups: boolean): readonly SampleProblem[] {
  const values = records.map((record) => record.get(name));
  const problems: SampleProblem[] = [];
  const add = (kind: SampleProblem["kind"], message: string, found: (value: unknown) => boolean, harmless = false): void => {
    const rows = values.filter(found).length;
    if (rows > 0) problems.push({ kind, message: `\`${name}\` ${message}`, rows, ...(harmless ? { harmless } : {}) });
  };
  if (!fields.has(name)) {
    const [near] = nearest(name, [...fields].map((field) => field.replace(/^\uFEFF/u, "")));
    const hint = near === undefined ? "" : near === name ? " (the byte order mark before it makes it another name)" : ` (is it \`${near}\`?)`;
    return [{ kind: "missing-field", message: `\`${name}\` is in the signature and in none of the rows: it is null everywhere${hint}`, rows: records.length }];
  }
  add("missing-field", "is in the signature and not in every row: it is null there", (value) => value === undefined);
  if (type === "STRING") add("multi-value", groups ? "holds several values: a multi-value string, which GROUP BY unnests" : "holds several values: it is stored as a multi-value string", Array.isArray, !groups);
  if (type === "LONG" || type === "DOUBLE" || type === "FLOAT") {
    add("wrong-type", `is declared ${type.toLowerCase()} and holds what is no number: it becomes null, or 0`, (value) => Array.isArray(value) || (typeof value === "string" && toNumber(value) === null));
    if (type === "LONG") add("fraction", "is declared long and holds fractions: they are cut to whole numbers (declare it double)", isFraction);
  }
  return problems;
}

function isFraction(value: unknown): boolean {
  const number = typeof value === "string" ? toNumber(value) : value;
  return typeof number === "number" && Number.isFinite(number) && !Number.isInteger(number);
}

function undeclaredFields(external: ExternalTable, records: readonly InputRecord[]): readonly SampleProblem[] {
  const declared = new Set(external.columns.map((column) => column.name));
  const counts = new Map<string, number>();
  for (const record of records) for (const name of record.keys()) if (!declared.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, rows]) => ({ kind: "undeclared-field", message: `\`${name}\` is in the rows and not in the signature: it is not read`, rows, harmless: true }));
}

/** The rows that come out of an ingestion; or that one of them ends the task before, or that it is not known which. */
function outcomeOf(analysis: StatementAnalysis, external: ExternalTable, sample: string): RowSet | Unknown | "division" {
  const source = ingestionOf(analysis.parsed.node)?.source;
  if (source === undefined) return UNKNOWN;
  try {
    const set = runQuery(source, dryRunOptions(analysis, (call) => (call === external.call ? sample : null)));
    return set === UNKNOWN || divisionOf(set) === null ? set : "division";
  } catch (error) {
    if (!(error instanceof DivisionByZero)) throw error;
    return "division";
  }
}

/** The `__time` of each row, a symbol where it is not decided. */
function timesOf(outcome: ReturnType<typeof outcomeOf>): readonly unknown[] {
  if (outcome === UNKNOWN || outcome === "division") return [];
  return outcome.rows.filter((row) => row.has("__time")).map((row) => row.get("__time"));
}

function timeProblems(analysis: StatementAnalysis, outcome: ReturnType<typeof outcomeOf>): readonly SampleProblem[] {
  if (outcome === "division") return [{ kind: "division-by-zero", message: "a row divides a whole number by zero: the task would fail with UnknownError", rows: 1 }];
  const times = timesOf(outcome);
  const problems = [...undecidedTimes(analysis, outcome, times)];
  const nulls = times.filter((time) => time === null).length;
  const becomes = outcome !== UNKNOWN && mayBecomeZero(outcome, analysis) ? " and rows are grouped: it becomes 1970 where the server takes null as 0 (the default up to 27), or the task would fail" : ": the task would fail";
  if (nulls > 0) problems.push({ kind: "time-null", message: `\`__time\` is null${becomes} with InsertTimeNull`, rows: nulls });
  const intervals = analysis.ingestion?.overwrite?.intervals;
  if (intervals !== null && intervals !== undefined) {
    const outside = times.filter((time): time is bigint => typeof time === "bigint" && !intervals.some(({ start, end }) => Number(time) >= start && Number(time) < end));
    const [first] = outside;
    if (first !== undefined) problems.push({ kind: "time-outside", message: `\`__time\` lies outside of OVERWRITE WHERE, first ${isoOf(first)}: the task would fail with InsertTimeOutOfBounds`, rows: outside.length });
  }
  const chunks = chunksOf(analysis, times);
  const most = limitOf("partitionBuckets");
  if (chunks !== null && chunks > most) problems.push({ kind: "time-chunks", message: `the rows fall into ${String(chunks)} time chunks, more than the ${String(most)} that a task may write: it would fail with TooManyBuckets`, rows: times.length });
  return problems;
}

/** Says of what cannot be worked out here that it was not, so that silence is no praise. */
function undecidedTimes(analysis: StatementAnalysis, outcome: RowSet | Unknown, times: readonly unknown[]): readonly SampleProblem[] {
  if (analysis.output?.some((column) => column.name === "__time") === false) return [];
  const notChecked = (message: string, rows = 0): readonly SampleProblem[] => [{ kind: "not-checked", message, rows, harmless: true }];
  if (outcome === UNKNOWN) return notChecked("`__time` cannot be computed here for this query: nothing is said of it or of time chunks");
  const undecided = times.filter((time) => time === UNKNOWN).length;
  if (undecided > 0) return notChecked("`__time` cannot be computed here: nothing is said of it or of time chunks", undecided);
  return outcome.exact || outcome.grouping === true ? [] : notChecked("which rows the query's conditions let through cannot be computed here for all: nothing is said of the others' `__time`");
}

function isoOf(time: bigint): string {
  const date = new Date(Number(time));
  return Number.isNaN(date.getTime()) ? time.toString() : date.toISOString().replace(".000Z", "Z");
}

function chunksOf(analysis: StatementAnalysis, times: readonly unknown[]): number | null {
  const period = analysis.ingestion?.granularity?.period;
  if (period === undefined || period === null || times.length === 0) return null;
  const chunks = new Set<bigint | Unknown>();
  // A row without a time has no chunk.
  for (const time of times) if (time !== null) chunks.add(typeof time === "bigint" ? floorPeriod(time, period) : UNKNOWN);
  return chunks.has(UNKNOWN) || chunks.size === 0 ? null : chunks.size;
}
