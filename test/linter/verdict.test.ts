import { describe, expect, test } from "vitest";
import { verdict } from "../../src/index.ts";

const schema = { complete: true, tables: { trips: { columns: { __time: "TIMESTAMP", city: "VARCHAR", fare: "DOUBLE" } } } };

test("an accepted statement has nothing but its id", () => {
  expect(verdict({ id: "q1", sql: "SELECT city FROM trips" }, { druid: "27", schema })).toEqual({ id: "q1", verdict: "accept" });
});

test("a refused one names the rule, the stage and Druid's place", () => {
  const row = verdict("SELECT city\nFROM trips\nWHERE nowhere = 1", { druid: "27", schema });
  expect(row).toMatchObject({ verdict: "reject", stage: "validate", rule: "column-not-found", line: 3, column: 7 });
});

test("messages are rendered", () => {
  const row = verdict({ sql: "SELECT 1;" }, { druid: "33" });
  expect(row).toMatchObject({ rule: "trailing-semicolon", line: 1, column: 9 });
  expect(JSON.stringify(row)).not.toContain("{{");
});

test("a semicolon at the end is what the release makes of it", () => {
  expect(verdict("SELECT 1;", { druid: "33" }).verdict).toBe("reject");
  expect(verdict("SELECT 1;", { druid: "34" }).verdict).toBe("accept");
});

test("of several reasons the one that Druid meets first is named", () => {
  expect(verdict("INSERT INTO trips SELECT nowhere FROM trips ORDER BY 1", { druid: "27", schema })).toMatchObject({ rule: "order-by-in-ingest" });
});

test("the context of the request is checked too", () => {
  const sql = "INSERT INTO other SELECT __time, city FROM trips PARTITIONED BY DAY";
  expect(verdict({ sql, context: { maxNumTasks: 1 } }, { druid: "27", schema })).toMatchObject({ verdict: "reject", stage: "submit", rule: "context-max-num-tasks" });
  expect(verdict({ sql, context: { maxNumTasks: 2 } }, { druid: "27", schema }).verdict).toBe("accept");
});

test("checks after the stage that was asked for are not made", () => {
  const request = { sql: "INSERT INTO other SELECT __time, city FROM trips PARTITIONED BY DAY", context: { maxNumTasks: 1 } };
  expect(verdict(request, { druid: "27", schema, through: "plan" }).verdict).toBe("accept");
});

// As recorded with 27.0.0 and 33.0.0.
describe("a parameter without a value", () => {
  test.each([
    ["SELECT ?", "validate"],
    ["SELECT city FROM trips GROUP BY city, ?", "validate"],
    ["SELECT city FROM trips WHERE ? = ?", "validate"],
    ["SELECT city || ? AS x FROM trips", "validate"],
    ["SELECT UPPER(?) AS x FROM trips", "validate"],
    ["SELECT ABS(fare + ?) AS x FROM trips", "plan"],
    ["SELECT city FROM trips WHERE city = ?", "plan"],
    ["SELECT city FROM trips WHERE city IN ('a', ?)", "plan"],
    ["SELECT CASE WHEN ? THEN 1 ELSE 2 END AS x FROM trips", "plan"],
    ["SELECT city FROM trips LIMIT ?", "plan"],
    ["INSERT INTO other SELECT __time, city FROM trips WHERE city = ? PARTITIONED BY DAY", "plan"],
  ])("%s is refused at %s", (sql, stage) => {
    for (const druid of ["27", "33"]) expect(verdict(sql, { druid, schema })).toMatchObject({ rule: "parameter-unbound", stage });
  });

  test.each(["SELECT city FROM (SELECT city, fare + ? AS x FROM trips)", "WITH w AS (SELECT city FROM trips WHERE city = ?) SELECT city FROM trips"])("is not missed where the planner drops it: %s", (sql) => {
    for (const druid of ["27", "33"]) expect(verdict(sql, { druid, schema }).verdict).toBe("accept");
  });

  test("does not hide what Druid meets before", () => {
    expect(verdict("INSERT INTO other SELECT __time, city FROM trips WHERE city = ? LIMIT 5 PARTITIONED BY DAY", { druid: "27", schema })).toMatchObject({ rule: "limit-with-partitioning" });
  });

  test("is one that the request's values do not reach", () => {
    const sql = "SELECT city FROM trips WHERE city = ? AND fare > ? LIMIT ?";
    expect(verdict({ sql, parameters: [1, 2, 3] }, { druid: "27", schema }).verdict).toBe("accept");
    expect(verdict({ sql, parameters: [1, 2] }, { druid: "27", schema })).toMatchObject({ rule: "parameter-unbound", message: expect.stringContaining("parameter 3 ") as string });
  });
});

test("suppression comments play no part", () => {
  expect(verdict("-- msqlint-disable-next-line\nSELECT nowhere FROM trips", { druid: "27", schema }).verdict).toBe("reject");
});

test("SET before the statement is context from 34 on", () => {
  expect(verdict("SET sqlTimeZone = 'Europe/Paris'; SELECT 1", { druid: "34" }).verdict).toBe("accept");
  expect(verdict("SET sqlTimeZone = 'Europe/Paris'; SELECT 1", { druid: "33" })).toMatchObject({ rule: "set-statement-version" });
});

describe("with types", () => {
  test("columns come as name, SQL type and native type", () => {
    expect(verdict({ sql: "SELECT city, fare FROM trips" }, { druid: "27", schema, types: true })).toMatchObject({
      columns: [
        ["city", "VARCHAR", "STRING"],
        ["fare", "DOUBLE", "DOUBLE"],
      ],
    });
  });

  test("an ingestion says how its columns are stored and whether it rolls up", () => {
    const sql = "INSERT INTO other SELECT __time, city FROM trips PARTITIONED BY DAY";
    expect(verdict({ sql }, { druid: "27", schema, types: true })).toMatchObject({ dimensions: { city: "string/STRING" }, rollup: false });
  });
});

// Each is refused for some columns and taken for others.
test.each([
  "SELECT a.b, c FROM a JOIN d ON a.x = d.y WHERE e > 3",
  "SELECT a.b FROM a JOIN d ON x = y",
  "SELECT 1 AS x FROM a WHERE b IN ('c', NULL)",
  "SELECT a.b FROM a JOIN d ON 1 = 1",
  "SELECT COUNT(*) AS n FROM a WHERE MV_TO_ARRAY(SIN(b)) IS NOT NULL",
  "SELECT TIME_IN_INTERVAL(MILLIS_TO_TIMESTAMP(b), '2021-01-01/P1Y') AS inside FROM a",
  "SELECT GREATEST(ARRAY[b, 'z']) AS most FROM a",
  "SELECT r.x FROM (SELECT CAST(NVL(b, 'none') AS VARBINARY) AS x FROM a) r WHERE r.x IS NULL",
  "SELECT r.x FROM (SELECT CASE WHEN b = '' THEN NULL ELSE NULL END AS x FROM a) r WHERE r.x IS NULL",
])("without a schema nothing is held against unknown tables and columns: %s", (sql) => {
  expect(verdict(sql, { druid: "27" }).verdict).toBe("accept");
});

test("a bare name of one of two unknown tables may be a column of either", () => {
  const sql = "SELECT l.b FROM l FULL OUTER JOIN r ON b = c";
  expect(verdict({ sql, context: { sqlJoinAlgorithm: "sortMerge" } }, { druid: "27" }).verdict).toBe("accept");
  expect(verdict({ sql: sql.replace("b = c", "l.b = l.c"), context: { sqlJoinAlgorithm: "sortMerge" } }, { druid: "27" })).toMatchObject({ rule: "join-condition-unsupported" });
});

test("of a time whose bounds are not known, BETWEEN is taken", () => {
  expect(verdict("SELECT CAST(a AS DATE) BETWEEN MILLIS_TO_TIMESTAMP(b) AND c AS inside FROM t", { druid: "33" }).verdict).toBe("accept");
});

test("settings that name no release are the caller's error", () => {
  expect(() => verdict("SELECT 1", { druid: "99" })).toThrow("unknown Druid release");
});
