import { describe, expect, test } from "vitest";
import { analyze } from "../../../src/analysis/analyze.ts";
import type { StatementAnalysis } from "../../../src/analysis/model.ts";
import { readSchema } from "../../../src/analysis/schema.ts";
import { requireRelease } from "../../../src/druid/releases.ts";
import { parse } from "../../../src/syntax/parser.ts";

const { schema } = readSchema({ tables: { trips: { columns: { __time: "TIMESTAMP", city: "VARCHAR", fare: "DOUBLE", n: "BIGINT" } } } });

function analysisOf(sql: string, context: Readonly<Record<string, unknown>> = {}, druid = "27"): StatementAnalysis {
  const release = requireRelease(druid);
  const tree = parse(sql, { release, semicolons: "druid" });
  const [statement] = tree.statements;
  if (statement === undefined) throw new Error("no statement");
  const entries = Object.entries(context).map(([key, value]) => ({ key, value, keyRange: null, valueRange: null, origin: "payload" as const }));
  return analyze(tree, statement, { release, schema, context: entries, engine: "msq", through: "controller" });
}

function rulesOf(sql: string, context: Readonly<Record<string, unknown>> = {}, druid = "27"): readonly string[] {
  return analysisOf(sql, context, druid).violations.map((violation) => violation.rule);
}

const rollup = { finalizeAggregations: false, groupByEnableMultiValueUnnesting: false };
const grouped = "INSERT INTO t SELECT FLOOR(__time TO HOUR) AS __time, city, SUM(fare) AS fare, AVG(fare) AS mean, COUNT(DISTINCT n) AS d FROM trips GROUP BY 1, 2 PARTITIONED BY DAY";

function storedOf(analysis: StatementAnalysis): readonly string[] {
  return (analysis.ingestion?.stored ?? []).map((column) => `${column.role} ${column.name} ${column.storedType ?? "?"}`);
}

describe("what an ingestion stores", () => {
  test("finished aggregates are dimensions", () => {
    const analysis = analysisOf(grouped);
    expect(storedOf(analysis)).toEqual(["time __time long/LONG", "dimension city string/STRING", "dimension fare double/DOUBLE", "dimension mean double/DOUBLE", "dimension d long/LONG"]);
    expect(analysis.ingestion?.rollup).toMatchObject({ recorded: false, intended: true, missing: ["finalize-aggregations", "multi-value-unnesting"] });
  });

  test("with both conditions aggregates are metrics, but for post-aggregations", () => {
    const analysis = analysisOf(grouped, rollup);
    expect(storedOf(analysis)).toEqual(["time __time long/LONG", "dimension city string/STRING", "metric fare DOUBLE", "dimension mean double/DOUBLE", "metric d COMPLEX<hyperUnique>"]);
    expect(analysis.ingestion?.rollup?.recorded).toBe(true);
    expect(analysis.ingestion?.queryGranularity).toBe("{type=period, period=PT1H, timeZone=UTC, origin=null}");
  });

  test("a projection above the grouping changes nothing, a computation makes a dimension", () => {
    const outer = (column: string): string => `INSERT INTO t SELECT __time, ${column} AS x FROM (SELECT __time, SUM(n) AS s FROM trips GROUP BY 1) PARTITIONED BY DAY`;
    expect(storedOf(analysisOf(outer("s"), rollup))).toContain("metric x LONG");
    expect(storedOf(analysisOf(outer("s * 2"), rollup))).toContain("dimension x long/LONG");
  });

  test("cluster keys come first, then the columns as selected", () => {
    const names = (sql: string, context = {}): readonly string[] => (analysisOf(sql, context).ingestion?.stored ?? []).map((column) => column.name);
    const select = "INSERT INTO t SELECT __time, city, fare, n FROM trips PARTITIONED BY DAY";
    expect(names(`${select} CLUSTERED BY n, 2`)).toEqual(["n", "city", "__time", "fare"]);
    expect(names(select, { segmentSortOrder: "__time,fare" })).toEqual(["__time", "fare", "city", "n"]);
  });
});

describe("OVERWRITE WHERE", () => {
  const replace = (where: string, partitioned = "DAY"): string => `REPLACE INTO t OVERWRITE WHERE ${where} SELECT __time, city FROM trips PARTITIONED BY ${partitioned}`;

  test("gives the intervals it replaces", () => {
    const analysis = analysisOf(replace("__time >= TIMESTAMP '2024-05-01' AND __time < TIMESTAMP '2024-05-03'"));
    expect(analysis.violations).toEqual([]);
    expect(analysis.ingestion?.overwrite).toEqual({ all: false, intervals: [{ start: Date.UTC(2024, 4, 1), end: Date.UTC(2024, 4, 3) }] });
  });

  test("literals are read in sqlTimeZone", () => {
    const hourly = replace("__time >= TIMESTAMP '2024-05-01' AND __time < TIMESTAMP '2024-05-02'", "HOUR");
    expect(analysisOf(hourly, { sqlTimeZone: "Europe/Oslo" }).ingestion?.overwrite?.intervals).toEqual([{ start: Date.UTC(2024, 3, 30, 22), end: Date.UTC(2024, 4, 1, 22) }]);
  });

  test("says every fault of the condition at once", () => {
    expect(rulesOf(replace("__time = TIMESTAMP '2024-05-01' AND t.__time < '2024-05-02'"))).toEqual(["overwrite-unsupported-operator", "overwrite-qualified-time"]);
  });

  test("NOT BETWEEN is read as BETWEEN, as Druid does", () => {
    expect(rulesOf(replace("__time NOT BETWEEN TIMESTAMP '2024-05-01' AND TIMESTAMP '2024-05-01 23:59:59.999'"))).toEqual([]);
  });
});

describe("the clauses of an ingestion", () => {
  test("ORDER BY in parentheses is still the outermost one, in a subquery it is not", () => {
    expect(rulesOf("INSERT INTO t (SELECT __time, city FROM trips ORDER BY city) PARTITIONED BY DAY")).toEqual(["order-by-in-ingest"]);
    expect(rulesOf("INSERT INTO t SELECT * FROM (SELECT __time, city FROM trips ORDER BY city) PARTITIONED BY DAY")).toEqual([]);
  });

  test("EXPLAIN does not make the checks of submission", () => {
    const insert = "INSERT INTO t SELECT __time, city FROM trips PARTITIONED BY DAY";
    expect(rulesOf(insert, { maxNumTasks: 1 })).toEqual(["context-max-num-tasks"]);
    expect(rulesOf(`EXPLAIN PLAN FOR ${insert}`, { maxNumTasks: 1 })).toEqual([]);
  });

  test("a null in the context breaks grouping, not scanning", () => {
    expect(rulesOf("INSERT INTO t SELECT __time, city FROM trips PARTITIONED BY DAY", { whatever: null })).toEqual([]);
    expect(rulesOf("INSERT INTO t SELECT DISTINCT __time, city FROM trips PARTITIONED BY DAY", { whatever: null })).toEqual(["context-null-value"]);
  });

  test("CLUSTERED BY DESC is refused before planning from 27 on, by the controller before", () => {
    const sql = "INSERT INTO t SELECT __time, city FROM trips PARTITIONED BY DAY CLUSTERED BY city DESC";
    expect(analysisOf(sql).violations[0]).toMatchObject({ rule: "clustered-by-desc", stage: "validate" });
    expect(analysisOf(sql, {}, "26").violations[0]).toMatchObject({ rule: "clustered-by-desc", stage: "controller", fault: "InsertCannotOrderByDescending" });
  });

  test("columns of a table that is not known are not judged", () => {
    expect(rulesOf("INSERT INTO t SELECT * FROM unknown_table PARTITIONED BY DAY")).toEqual([]);
    expect(rulesOf("INSERT INTO t SELECT __time, x FROM unknown_table PARTITIONED BY DAY")).toEqual([]);
  });
});
