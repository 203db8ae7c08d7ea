import { describe, expect, test } from "vitest";
import { fix, lint } from "../../src/index.ts";
import type { Finding } from "../../src/linter/finding.ts";
import { fixText } from "../../src/linter/fix-text.ts";

const ingest = "INSERT INTO z SELECT __time FROM s";
const fixed = (sql: string, druid: string): string => fix(sql, { druid }).output;

describe("a fix whose result would not parse is none", () => {
  test.each([
    ["a clause would go into the next statement", `${ingest} PARTITIONED BY DAY ORDER BY 1\n${ingest} PARTITIONED BY DAY ORDER BY 1\n`],
    ["a query has a WITH of its own", "WITH w AS (SELECT 1 AS x) REPLACE INTO t OVERWRITE ALL WITH v AS (SELECT 2 AS y) SELECT __time, x FROM s, w PARTITIONED BY DAY"],
    ["the query belongs to the next statement", `WITH w AS (SELECT 1 AS x) INSERT INTO t\n${ingest} PARTITIONED BY DAY`],
    ["INSERT stands within WITH", "WITH x AS (INSERT INTO y SELECT 1) SELECT 2"],
    ["ORDER BY would come before UNION", "SELECT a FROM s ORDER BY a WHERE b = 1 UNION ALL SELECT a FROM q"],
    ["the name after a dot is still to be written", "SELECT a. FROM b"],
    ["the name before a condition is still to be written", "SELECT b.x FROM b WHERE b. GROUP BY b.x"],
    ["the table after a dot is still to be written", "SELECT a FROM b. LEFT JOIN c ON b.x = c.x"],
    ["CASE has no branch", "SELECT CASE END FROM foo"],
    ["a clause is of another database", "SELECT a FROM foo FOR UPDATE"],
    ["a unit has a word too many", `${ingest} PARTITIONED BY DAY TIME`],
    ["a table has columns with types", "SELECT x FROM foo (x INTEGER)"],
    ["a text has an unknown prefix", "SELECT B'01' FROM foo"],
    ["a bracket is doubled", "SELECT [a]]b] FROM c"],
  ])("%s", (_what, sql) => {
    for (const druid of ["27.0.0", "33.0.0"]) {
      expect(fixed(sql, druid)).toBe(sql);
      expect(lint(sql, { druid }).filter((finding) => finding.fix?.safety === "safe")).toEqual([]);
    }
  });

  test.each([
    [`${ingest} PARTITIONED BY DAY LIMIT 5;\n${ingest} PARTITIONED BY DAY`, `${ingest} LIMIT 5 PARTITIONED BY DAY;\n${ingest} PARTITIONED BY DAY`],
    ["WITH w AS (SELECT 1 AS x) REPLACE INTO t OVERWRITE ALL SELECT __time, x FROM s, w PARTITIONED BY DAY", "REPLACE INTO t OVERWRITE ALL WITH w AS (SELECT 1 AS x) SELECT __time, x FROM s, w PARTITIONED BY DAY"],
    ["SELECT a FROM s ORDER BY a WHERE b = 1", "SELECT a FROM s WHERE b = 1 ORDER BY a"],
    ["SELECT b.from FROM b", 'SELECT b."from" FROM b'],
    ["SELECT b.order, b.value FROM b", 'SELECT b."order", b."value" FROM b'],
    ["SELECT [a], [b] FROM c", 'SELECT "a", "b" FROM c'],
    ["SELECT a FROM t ORDER BY value DESC", 'SELECT a FROM t ORDER BY "value" DESC'],
  ])("and one whose result parses is applied: %s", (sql, output) => {
    for (const druid of ["27.0.0", "33.0.0"]) expect(fixed(sql, druid)).toBe(output);
  });
});

test("of a cast the value is a name and the type is none", () => {
  for (const druid of ["27.0.0", "33.0.0"]) {
    expect(fixed("SELECT CAST(timestamp AS TIMESTAMP) FROM b", druid)).toBe('SELECT CAST("timestamp" AS TIMESTAMP) FROM b');
    expect(fixed("SELECT timestamp AS timestamp FROM b", druid)).toBe('SELECT "timestamp" AS "timestamp" FROM b');
    expect(fixed("SELECT CAST(a AS TIMESTAMP) AS value FROM b", druid)).toBe('SELECT CAST(a AS TIMESTAMP) AS "value" FROM b');
  }
});

test("a fix is applied in every release though others of Druid's parser become visible by it", () => {
  const sql = "INSERT INTO c SELECT __time, value FROM src LIMIT 5 OFFSET 3 PARTITIONED BY 'P1D'";
  expect(fixed(sql, "33.0.0")).toBe(sql.replace("value", '"value"'));
  expect(fixed(sql, "27.0.0")).toBe(sql.replace("value", '"value"').replace("'P1D'", "DAY"));
});

describe("a rule's fix of what the parser stops at", () => {
  const at = (start: number, ruleId: string, replacement: string | null): Finding => ({
    ruleId, severity: "error", category: "rejected", stage: "parse", message: ruleId, start, end: start + 3, suggestions: [], related: [],
    fix: replacement === null ? null : { title: "", edits: [{ start, end: start + 3, text: replacement }], safety: "safe" },
    statement: 0, fault: null, inferred: false, release: "33.0.0",
  });
  const fixedWhere = (stop: Finding): string => fixText("one bad two", (text) => (text.includes("bad") ? [at(4, "first", "good )")] : [stop]), { unsafe: false }).output;

  test("is refused when the parser then stops within it", () => {
    expect(fixedWhere(at(9, "second", null))).toBe("one bad two");
  });

  test("is applied when the parser then stops behind it, or at what is mended next", () => {
    expect(fixedWhere(at(11, "second", null))).toBe("one good ) two");
    expect(fixedWhere(at(4, "second", "best"))).toContain("best");
  });
});

describe("of two context parameters that mean one, none gets the other's name", () => {
  test.each([
    ["SET numTasks = 3; SET msqMaxNumTasks = 4;"],
    ["SET maxnumtasks = 3; SET maxNumTasks = 4;"],
    ["SET maxnumtasks = 3; SET numTasks = 4;"],
    ["SET rowsInMemory = 3; SET MAXROWSINMEMORY = 4;"],
  ])("%s", (settings) => {
    const sql = `${settings} ${ingest} PARTITIONED BY DAY`;
    expect(fixed(sql, "36.0.0")).toBe(sql);
  });

  test("but one alone does", () => {
    expect(fixed(`SET numTasks = 3; SET rowsInMemory = 4; ${ingest} PARTITIONED BY DAY`, "36.0.0")).toBe(`SET maxNumTasks = 3; SET maxRowsInMemory = 4; ${ingest} PARTITIONED BY DAY`);
  });
});
