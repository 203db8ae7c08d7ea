import { expect, test } from "vitest";
import { analyze } from "../../../src/analysis/analyze.ts";
import { writtenTime, type WrittenTime } from "../../../src/analysis/insight/replaced-time.ts";
import { ingestionOf } from "../../../src/analysis/insight/statements.ts";
import { countChunks, sayInterval } from "../../../src/analysis/insight/time-filter.ts";
import { requireRelease } from "../../../src/druid/releases.ts";
import { parse } from "../../../src/syntax/parser.ts";

function written(source: string, context: Readonly<Record<string, unknown>> = {}): WrittenTime | null {
  const release = requireRelease("33");
  const tree = parse(`INSERT INTO t ${source} PARTITIONED BY DAY`, { release, semicolons: "druid" });
  const [parsed] = tree.statements;
  if (parsed === undefined) throw new Error("no statement");
  const entries = Object.entries(context).map(([key, value]) => ({ key, value, keyRange: null, valueRange: null, origin: "payload" as const }));
  const analysis = analyze(tree, parsed, { release, schema: null, context: entries, engine: "any", through: "run" });
  const ingest = ingestionOf(parsed.node);
  return ingest === null ? null : writtenTime(ingest, analysis);
}

function times(source: string, context: Readonly<Record<string, unknown>> = {}): readonly string[] {
  return written(source, context)?.intervals.map(sayInterval) ?? [];
}

test.each([
  ["__time >= TIMESTAMP '2024-05-01' AND __time < TIMESTAMP '2024-05-02'", "2024-05-01 to 2024-05-02"],
  ["__time BETWEEN TIMESTAMP '2024-05-01' AND TIMESTAMP '2024-05-01 23:59:59'", "2024-05-01 to 2024-05-01T23:59:59.001Z"],
  ["TIMESTAMP '2024-05-01' <= __time AND city = 'Oslo'", "2024-05-01 to the end of time"],
  ["TIME_IN_INTERVAL(__time, '2024-05-01/2024-05-02T06:00:00Z')", "2024-05-01 to 2024-05-02T06:00:00Z"],
  ["__time >= '2024-05-01T00:00:00Z'", "2024-05-01 to the end of time"],
  ["NOT (__time >= TIMESTAMP '2024-05-01')", "the beginning of time to the end of time"],
])("WHERE %s lets through %s", (where, interval) => {
  expect(times(`SELECT __time, city FROM raw WHERE ${where}`)).toEqual([interval]);
});

test("literals are read in sqlTimeZone", () => {
  expect(times("SELECT __time FROM raw WHERE __time < TIMESTAMP '2024-05-01'", { sqlTimeZone: "+02:00" })).toEqual(["the beginning of time to 2024-04-30T22:00:00Z"]);
});

test("bounds of subqueries and CTEs count, under whatever name the time goes there", () => {
  expect(times("SELECT t AS __time FROM (SELECT __time AS t FROM raw WHERE __time < TIMESTAMP '2024-05-01') WHERE t >= TIMESTAMP '2024-04-01'")).toEqual(["2024-04-01 to 2024-05-01"]);
  expect(times("WITH r AS (SELECT * FROM raw WHERE __time < TIMESTAMP '2024-05-01') SELECT __time FROM r")).toEqual(["the beginning of time to 2024-05-01"]);
});

test("an expression over the columns of a subquery or CTE is followed into it, under its names", () => {
  const parsed = "SELECT TIME_PARSE(ts) AS __time FROM";
  expect(written(`WITH r AS (SELECT * FROM raw) ${parsed} r WHERE TIME_PARSE(ts) < TIMESTAMP '2024-05-01'`)).toMatchObject({ undecided: false, source: "datasource" });
  expect(times(`${parsed} (SELECT * FROM raw WHERE TIME_PARSE(ts) < TIMESTAMP '2024-05-01')`)).toEqual(["the beginning of time to 2024-05-01"]);
  expect(times(`${parsed} (SELECT stamp AS ts FROM raw WHERE TIME_PARSE(stamp) < TIMESTAMP '2024-05-01')`)).toEqual(["the beginning of time to 2024-05-01"]);
  expect(times(`${parsed} (SELECT stamp AS ts FROM raw WHERE TIME_PARSE(ts) < TIMESTAMP '2024-05-01')`)).toEqual(["the beginning of time to the end of time"]);
  expect(times("SELECT t AS __time FROM (SELECT * FROM raw WHERE t < TIMESTAMP '2024-05-01')")).toEqual(["the beginning of time to 2024-05-01"]);
});

test("an expression over computed columns, or over names that a list gives, leaves it undecided", () => {
  expect(written("SELECT TIME_PARSE(ts) AS __time FROM (SELECT TRIM(stamp) AS ts FROM raw)")?.undecided).toBe(true);
  expect(written("WITH r (ts) AS (SELECT ts FROM raw) SELECT TIME_PARSE(ts) AS __time FROM r")?.undecided).toBe(true);
  expect(written("SELECT TIME_PARSE(ts) AS __time FROM (SELECT ts FROM raw) AS r (ts)")?.undecided).toBe(true);
});

test("a time that is made of no column leaves it undecided", () => {
  expect(written("SELECT TIMESTAMP '2024-05-01' AS __time, city FROM raw")?.undecided).toBe(true);
});

test("a CTE reads the table whose name it takes, not itself", () => {
  expect(written("WITH raw AS (SELECT * FROM raw WHERE __time < TIMESTAMP '2024-05-01') SELECT __time FROM raw")).toMatchObject({ undecided: false, source: "datasource" });
});

test("bounds of a time that is cut are widened to whole chunks", () => {
  expect(times("SELECT FLOOR(__time TO DAY) AS __time FROM raw WHERE __time >= TIMESTAMP '2024-05-01 10:00:00' AND __time < TIMESTAMP '2024-05-02 10:00:00'")).toEqual(["2024-05-01 to 2024-05-03"]);
});

test("a bound that moves, or that is not understood, leaves it undecided", () => {
  expect(written("SELECT __time FROM raw WHERE __time >= CURRENT_TIMESTAMP - INTERVAL '1' DAY")).toMatchObject({ bounds: { start: 43 }, undecided: true });
  expect(written("SELECT __time FROM raw WHERE EXTRACT(YEAR FROM __time) = 2024")).toMatchObject({ bounds: null, undecided: true });
});

test("a condition about something else bounds nothing", () => {
  expect(written("SELECT __time FROM raw WHERE city = 'Oslo' AND __time IS NOT NULL")).toMatchObject({ bounds: null, undecided: false, source: "datasource" });
});

test("a bound on one side of OR bounds nothing, one on both sides does", () => {
  expect(written("SELECT __time FROM raw WHERE __time >= TIMESTAMP '2024-05-01' OR city = 'Oslo'")?.bounds).toBeNull();
  expect(written("SELECT __time FROM raw WHERE __time < TIMESTAMP '2024-05-01' OR __time >= TIMESTAMP '2024-06-01'")?.bounds).not.toBeNull();
});

test.each([
  ["raw AS r LEFT JOIN cities AS c ON r.city = c.name", "r.__time", "datasource"],
  ["cities AS c RIGHT JOIN raw AS r ON r.city = c.name", "r.__time", "datasource"],
  ["raw, UNNEST(tags) AS u (tag)", "__time", "datasource"],
  // The join may give null, its condition speaks of the time, or the names do not tell whose time it is.
  ["cities AS c LEFT JOIN raw AS r ON r.city = c.name", "r.__time", null],
  ["raw AS r JOIN days AS d ON r.__time = d.day", "r.__time", null],
  ["raw AS r JOIN cities AS c ON r.city = c.name", "__time", null],
])("FROM %s: %s is read from a %s", (from, time, source) => {
  const found = written(`SELECT ${time} AS __time FROM ${from} WHERE ${time} >= TIMESTAMP '2024-05-01'`);
  expect([found?.source, found?.undecided]).toEqual([source, source === null]);
});

test.each([
  ["DAY", 31], ["HOUR", 744], ["MONTH", 1], ["YEAR", 1], ["WEEK", 5], ["ALL", null],
])("May 2024 by %s: %s chunks", (granularity, chunks) => {
  expect(countChunks([{ start: Date.UTC(2024, 4, 1), end: Date.UTC(2024, 5, 1) }], granularity, 5000)).toBe(chunks);
});
