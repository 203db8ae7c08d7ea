import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Ingestion } from "../../src/analysis/model.ts";
import { analyze, verdict } from "../../src/index.ts";
import { loadSchema, readLines } from "./recordings.ts";

/** What the controller of 27.0.0 prepared for one ingestion, chosen by hand. */
interface RecordedIngestion {
  readonly id: string;
  readonly sql: string;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly columns: readonly (readonly [name: string, sqlType: string, nativeType: string])[];
  /** In the order of the segment's columns, by which its rows are sorted. */
  readonly dimensions: readonly (readonly [name: string, type: string])[];
  readonly metrics: readonly (readonly [name: string, type: string])[];
  readonly rollup: boolean;
  readonly queryGranularity: string;
  readonly granularity: string;
  /** Null for INSERT; intervals of ISO times, or one that holds all time. */
  readonly replaces: readonly string[] | null;
  /** By what rows are sorted before they are cut into segments: output columns, or names of Druid's own for expressions. */
  readonly clusterBy: readonly string[];
}

const recorded = readLines<RecordedIngestion>(join(import.meta.dirname, "../../fixtures/conformance/ingestions.jsonl.br"));
const schema = loadSchema("27.0.0");

function ingestionOf({ sql, context }: RecordedIngestion): Ingestion {
  const [analysis] = analyze(sql, { druid: "27", schema, engine: "msq", ...(context === undefined ? {} : { context }) });
  if (analysis?.ingestion == null) throw new Error(`no ingestion: ${sql}`);
  return analysis.ingestion;
}

function columnsOf(ingestion: Ingestion, role: "dimension" | "metric"): readonly (readonly [string, string | null])[] {
  return (ingestion.stored ?? []).filter((column) => column.role === role).map(({ name, storedType }) => [name, storedType] as const);
}

/** Columns by which rows are sorted, a repeated one once; null for an expression that is no output column. */
function namesOfKeys({ clusterKeys }: Ingestion): readonly (string | null)[] {
  const names = clusterKeys.map(({ column }) => column?.name ?? null);
  return names.filter((name, index) => name === null || names.indexOf(name) === index);
}

const isOutput = (name: string, { columns }: RecordedIngestion): boolean => columns.some(([column]) => column === name);

/** As Druid prints an interval; years beyond what a date holds stand for all time. */
function printed({ start, end }: { readonly start: number; readonly end: number }): string {
  return `${new Date(start).toISOString()}/${new Date(end).toISOString()}`;
}

const isAllTime = (intervals: readonly string[]): boolean => intervals.length === 1 && /^-146136543-/.test(intervals[0] ?? "");

describe("what an ingestion will do is what the controller of 27.0.0 prepared", () => {
  it("for more than a hundred statements", () => {
    expect(recorded.length).toBeGreaterThan(100);
  });

  it.each(recorded.map((row) => [row.id, row] as const))("%s", (_id, row) => {
    const ingestion = ingestionOf(row);
    const answer = verdict({ sql: row.sql, ...(row.context === undefined ? {} : { context: row.context }) }, { druid: "27", schema, types: true });
    expect(answer).toMatchObject({ verdict: "accept", columns: row.columns });
    expect(columnsOf(ingestion, "dimension"), row.sql).toEqual(row.dimensions);
    expect(new Map(columnsOf(ingestion, "metric")), row.sql).toEqual(new Map(row.metrics));
    expect({ rollup: ingestion.rollup?.recorded, queryGranularity: ingestion.queryGranularity }).toEqual({ rollup: row.rollup, queryGranularity: row.queryGranularity });
    expect(ingestion.granularity?.period ?? ingestion.granularity?.name).toBe(row.granularity);
    // Segments carry rollup exactly where nothing is missing.
    expect(ingestion.rollup?.missing.length === 0, String(ingestion.rollup?.missing)).toBe(row.rollup);
    // Without CLUSTERED BY a grouped query sorts by what it groups by: the order of the dimensions, above, tells.
    if (row.sql.includes("CLUSTERED BY")) expect(namesOfKeys(ingestion)).toEqual(row.clusterBy.map((name) => (isOutput(name, row) ? name : null)));
    if (row.replaces === null) expect(ingestion.overwrite).toBeNull();
    else if (isAllTime(row.replaces)) expect(ingestion.overwrite).toMatchObject({ all: true });
    else expect(ingestion.overwrite?.intervals?.map(printed)).toEqual(row.replaces);
  });
});
