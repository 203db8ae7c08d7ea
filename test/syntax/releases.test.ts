import { describe, expect, test } from "vitest";
import { releases, requireRelease } from "../../src/druid/releases.ts";
import { parse } from "../../src/syntax/parser.ts";

/** The recorded releases whose parser takes the text. */
function takenBy(text: string): string {
  const taken = releases.filter((release) => release.recorded && violations(text, release.name).length === 0);
  return taken.map(({ major }) => major).join(" ");
}

function violations(text: string, release: string): readonly string[] {
  const tree = parse(text, { release: requireRelease(release), semicolons: "druid" });
  return tree.statements.flatMap((statement) => statement.violations.filter(({ stage }) => stage === "parse").map(({ rule }) => rule));
}

const all = "24 25 26 27 28 29 31 32 33";
const from = (major: number): string => all.split(" ").filter((name) => Number(name) >= major).join(" ");
const upTo = (major: number): string => all.split(" ").filter((name) => Number(name) <= major).join(" ");

describe("constructs by release", () => {
  test.each([
    ["SELECT E'a' FROM t", from(28)],
    ["SELECT INTERVAL 1 DAY FROM t", from(28)],
    ["SELECT INTERVAL '1' DAYS FROM t", from(28)],
    ["SELECT x$y FROM t", from(28)],
    ["SELECT EXPR$0 FROM t", all],
    ["SELECT a FROM t WHERE a ILIKE 'x'", from(28)],
    ["SELECT TRY_CAST(a AS VARCHAR) FROM t", from(28)],
    ["SELECT a FROM t QUALIFY a > 1", from(28)],
    ["SELECT a FROM t GROUP BY DISTINCT a", from(28)],
    ["SELECT a FROM t PIVOT (SUM(b) FOR c IN (1))", from(28)],
    ["SELECT 1 FROM (a JOIN b ON TRUE)", from(28)],
    ["SELECT CONVERT(VARCHAR(3), a) FROM t", from(28)],
    ["SELECT CONVERT(INTERVAL DAY, a, NULL) FROM t", from(28)],
    ["SELECT a FROM t LIMIT 1 FETCH FIRST 1 ROWS ONLY", upTo(27)],
    ["SELECT f(a -> a + 1) FROM t", from(31)],
    ["SELECT JSON_OBJECT('a', b) FROM t", from(31)],
    ["SELECT CAST(a AS TIMESTAMP WITH TIME ZONE) FROM t", from(31)],
    ["WITH RECURSIVE w AS (SELECT 1) SELECT 1", from(31)],
    ["SELECT a FROM EXTERN('x')", from(31)],
    ["SELECT a FROM TABLE(EXTERN('x')) EXTEND (a VARCHAR)", from(26)],
    ["SELECT a FROM t EXTEND (a VARCHAR)", upTo(25)],
    ["INSERT INTO EXTERN(local(exportPath => '/x')) AS CSV SELECT 1", from(29)],
    ["INSERT INTO t SELECT 1", from(25)],
    ["REPLACE INTO t SELECT 1 PARTITIONED BY ALL", from(25)],
    ["INSERT INTO t SELECT 1 PARTITIONED BY 'P1D'", from(31)],
    ["INSERT INTO t SELECT 1 PARTITIONED BY WEEK", from(31)],
    ["INSERT INTO t SELECT 1 PARTITIONED BY 'ALL TIME'", ""],
    ["INSERT INTO t SELECT 1 CLUSTERED BY a", from(31)],
    ["SELECT a AS datetime FROM t", upTo(27)],
    ["SELECT a AS percentile_cont FROM t", "28 29"],
    ["SELECT DATE '2000-02-30' FROM t", from(28)],
    ["SELECT 1;", ""],
    ["SET a = 1", all],
  ])("%s", (text, expected) => {
    expect(takenBy(text)).toBe(expected);
  });
});

describe("statement lists come with 34", () => {
  test.each([
    ["SELECT 1;", "33.0.0", ["trailing-semicolon"]],
    ["SELECT 1;", "34.0.0", []],
    ["SET a = 1; SELECT 1", "33.0.0", ["set-statement-version"]],
    ["SET a = 1; SELECT 1", "34.0.0", []],
    ["SELECT 1; SELECT 2", "34.0.0", ["multiple-statements"]],
    ["", "33.0.0", ["empty-statement"]],
  ])("%j in %s", (text, release, rules) => {
    expect(violations(text, release)).toEqual(rules);
  });

  test("in a file semicolons separate statements and are no fault", () => {
    const tree = parse("SELECT 1;\nSELECT 2;\n", { release: requireRelease("24"), semicolons: "file" });
    expect(tree.statements.map(({ violations: found, semicolon }) => [found.length, semicolon])).toEqual([[0, 8], [0, 18]]);
  });
});
