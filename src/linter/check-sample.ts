import { runQuery, externalTable, type ExternalTable } from "../analysis/dry-run/run-query.ts";
import { readRecords, type InputRecord } from "../analysis/dry-run/rows.ts";
import { floorPeriod } from "../analysis/dry-run/time.ts";
import { toNumber, UNKNOWN } from "../analysis/dry-run/values.ts";
import type { StatementAnalysis } from "../analysis/model.ts";
import { functionNamed } from "../druid/functions.ts";
import { nodesOfKind } from "../syntax/find-node.ts";

/** What a file of real rows shows about a statement. */
export interface SampleReport {
  /** Rows read; null when the format cannot be read here. */
  readonly rows: number | null;
  readonly problems: readonly SampleProblem[];
  /** Time chunks that the rows fall into, null where `__time` is not decided. */
  readonly timeChunks: number | null;
}

export interface SampleProblem {
  readonly kind: "unreadable" | "missing-field" | "undeclared-field" | "wrong-type" | "multi-value" | "time-null" | "time-outside";
  readonly message: string;
  /** Number of rows it holds for. */
  readonly rows: number;
}

/** Holds sample rows against the first EXTERN of a statement: its format and signature, `__time`, OVERWRITE WHERE, the granularity. */
export function checkSample(analysis: StatementAnalysis, sample: string): SampleReport {
  const table = nodesOfKind(analysis.parsed.node, "TableFunction")[0] ?? null;
  const external = table === null ? null : externalTable(table, () => sample);
  if (table === null || external === null) return { rows: null, timeChunks: null, problems: [{ kind: "unreadable", message: "the statement has no EXTERN whose format and columns stand in its text", rows: 0 }] };
  const read = readRecords(external.format, sample);
  if (read === UNKNOWN) return { rows: null, timeChunks: null, problems: [{ kind: "unreadable", message: `the format \`${String(external.format["type"])}\` with these options cannot be read here`, rows: 0 }] };
  const unreadable = read.bad.map((bad) => ({ kind: "unreadable" as const, message: `line ${String(bad.line)} is not a record of the format: ${bad.text.slice(0, 60)}`, rows: 1 }));
  const times = timesOf(analysis, sample);
  return {
    rows: read.records.length,
    problems: [...unreadable, ...columnProblems(external, read.records), ...undeclaredFields(external, read.records), ...timeProblems(analysis, times)],
    timeChunks: chunksOf(analysis, times),
  };
}

function columnProblems(external: ExternalTable, records: readonly InputRecord[]): readonly SampleProblem[] {
  return external.columns.flatMap(({ name, type }) => {
    const values = records.map((record) => record.get(name));
    const missing = values.filter((value) => value === undefined).length;
    const lists = values.filter((value) => Array.isArray(value)).length;
    const wrong = type === "STRING" ? 0 : values.filter((value) => typeof value === "string" && toNumber(value) === null).length;
    const problems: SampleProblem[] = [];
    if (missing > 0) problems.push({ kind: "missing-field", message: `\`${name}\` is in the signature and not in the rows`, rows: missing });
    if (lists > 0 && type === "STRING") problems.push({ kind: "multi-value", message: `\`${name}\` holds several values: a multi-value string, which GROUP BY would unnest`, rows: lists });
    if (wrong > 0) problems.push({ kind: "wrong-type", message: `\`${name}\` is declared ${type.toLowerCase()} and holds text that is no number: it becomes null`, rows: wrong });
    return problems;
  });
}

function undeclaredFields(external: ExternalTable, records: readonly InputRecord[]): readonly SampleProblem[] {
  const declared = new Set(external.columns.map((column) => column.name));
  const counts = new Map<string, number>();
  for (const record of records) for (const name of record.keys()) if (!declared.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, rows]) => ({ kind: "undeclared-field", message: `\`${name}\` is in the rows and not in the signature: it is not read`, rows }));
}

/** The `__time` of each row that comes out; a symbol where it is not decided. */
function timesOf(analysis: StatementAnalysis, sample: string): readonly unknown[] {
  const { node } = analysis.parsed;
  if (node.kind !== "InsertStatement" && node.kind !== "ReplaceStatement") return [];
  const { release } = analysis.options;
  const rows = runQuery(node.source, { data: () => sample, isAggregate: (name) => functionNamed(name, release)?.aggregate ?? true });
  return rows === UNKNOWN ? [] : rows.rows.filter((row) => row.has("__time")).map((row) => row.get("__time"));
}

function timeProblems(analysis: StatementAnalysis, times: readonly unknown[]): readonly SampleProblem[] {
  const problems: SampleProblem[] = [];
  const nulls = times.filter((time) => time === null).length;
  if (nulls > 0) problems.push({ kind: "time-null", message: "`__time` is null: the task would fail with InsertTimeNull", rows: nulls });
  const intervals = analysis.ingestion?.overwrite?.intervals;
  if (intervals !== null && intervals !== undefined) {
    const outside = times.filter((time) => typeof time === "bigint" && !intervals.some(({ start, end }) => Number(time) >= start && Number(time) < end)).length;
    if (outside > 0) problems.push({ kind: "time-outside", message: "`__time` lies outside of OVERWRITE WHERE: the task would fail with InsertTimeOutOfBounds", rows: outside });
  }
  return problems;
}

function chunksOf(analysis: StatementAnalysis, times: readonly unknown[]): number | null {
  const period = analysis.ingestion?.granularity?.period;
  if (period === undefined || period === null || times.length === 0) return null;
  const chunks = times.map((time) => (typeof time === "bigint" ? floorPeriod(time, period) : UNKNOWN));
  return chunks.includes(UNKNOWN) ? null : new Set(chunks).size;
}
