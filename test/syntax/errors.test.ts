import { describe, expect, test } from "vitest";
import { statementOf, violationsOf } from "./shape.ts";

/** A text whose place to change stands between « and ». */
function marked(text: string): { sql: string; start: number; end: number } {
  const start = text.indexOf("«");
  const end = text.indexOf("»") - 1;
  return { sql: text.replace("«", "").replace("»", ""), start, end };
}

describe("a broken statement gives one mistake, on the token to change", () => {
  test.each([
    ["syntax-error", "SELECT a «FORM» t"],
    ["syntax-error", "«SELEC» a FROM t"],
    ["syntax-error", "SELECT a FROM t «GROPU» BY a"],
    ["syntax-error", "SELECT a b «c» FROM t"],
    ["syntax-error", "SELECT f(a «b») FROM t"],
    ["syntax-error", "SELECT a,«,» b FROM t"],
    ["syntax-error", "SELECT a«,» FROM t"],
    ["syntax-error", "SELECT a FROM t WHERE a IN (1, 2«,»)"],
    ["reserved-word-unquoted", "SELECT a AS «value» FROM t"],
    ["reserved-word-unquoted", "SELECT «timestamp» FROM t"],
    ["reserved-word-unquoted", "SELECT a FROM t WHERE «language» = 'en'"],
    ["syntax-error", "SELECT COUNT«(»a FROM t"],
    ["syntax-error", "SELECT f(a)«)» FROM t"],
    ["syntax-error", "SELECT a FROM t WHERE b = «'x»"],
    ["syntax-error", "SELECT a FROM t WHERE b = «'x AND c = '»y' AND d = 1"],
    ["syntax-error", "SELECT a «/* FROM t»"],
    ["syntax-error", "SELECT a «@» b FROM t"],
    ["syntax-error", "SELECT a«\u00a0»FROM t"],
    ["empty-identifier", 'SELECT a FROM t WHERE b = «""»'],
    ["clause-out-of-order", "SELECT a FROM t GROUP BY a «WHERE» b"],
    ["duplicate-clause", "SELECT a FROM t WHERE b «WHERE» c"],
    ["with-before-insert", "WITH w AS (SELECT 1) «INSERT» INTO t SELECT 1"],
    ["foreign-clause", "SELECT a FROM t GROUP BY a «WITH ROLLUP»"],
    ["foreign-clause", "SELECT a FROM t «GROUP BY ALL»"],
    ["unknown-statement", "«CREATE» TABLE t (a INT)"],
    ["non-query-expression", "INSERT INTO t «a» SELECT 1"],
    ["syntax-error", "SELECT a FROM t GROUP «a»"],
  ])("%s: %s", (rule, text) => {
    const { sql, start, end } = marked(text);
    const [violation, ...others] = violationsOf(sql, "27");
    expect(others).toEqual([]);
    expect(violation).toMatchObject({ rule, start, end, stage: "parse" });
    expect(statementOf(sql, "27").sound).toBe(false);
  });
});

describe("what another database means is understood, and refused by its name", () => {
  test.each([
    ["limit-comma", "SELECT a FROM t LIMIT 1«,» 2"],
    ["double-colon-cast", "SELECT a«::»VARCHAR FROM t"],
    ["foreign-operator", "SELECT a «%» 2 FROM t"],
    ["foreign-operator", "SELECT a FROM t WHERE a «==» 2"],
    ["foreign-operator", "SELECT a FROM t WHERE a «ILIKE» 'x'"],
    ["foreign-clause", "SELECT «TOP 5» a FROM t"],
    ["backtick-identifier", "SELECT «`a`» FROM t"],
    ["bracket-identifier", "SELECT «[a]» FROM t"],
    ["curly-quote", "SELECT a FROM t WHERE b = «‘x’»"],
    ["quoted-alias", "SELECT a AS «'x'» FROM t"],
    ["quoted-target", "INSERT INTO «'t'» SELECT 1 PARTITIONED BY ALL"],
    ["quoted-target", "INSERT INTO «my-table» SELECT 1 PARTITIONED BY ALL"],
    ["interval-unquoted", "SELECT a + INTERVAL «1» DAY FROM t"],
    ["insert-with-overwrite", "INSERT INTO t «OVERWRITE» ALL SELECT 1 PARTITIONED BY ALL"],
    ["partitioned-by-string-literal-version", "INSERT INTO t SELECT 1 PARTITIONED BY «'P1D'»"],
    ["partitioned-by-reserved-unit", "INSERT INTO t SELECT 1 PARTITIONED BY «MINUTE»"],
    ["partitioned-by-not-time-column", "INSERT INTO t SELECT 1 PARTITIONED BY FLOOR(«a» TO DAY)"],
    ["partitioned-by-unsupported-granularity", "INSERT INTO t SELECT 1 PARTITIONED BY TIME_FLOOR(__time, «'PT2H'»)"],
    ["clustered-by-before-partitioned-by", "INSERT INTO t SELECT 1 «CLUSTERED BY a» PARTITIONED BY DAY"],
    ["clause-out-of-order", "INSERT INTO t «PARTITIONED BY» DAY SELECT a FROM t"],
    ["datetime-literal-format", "SELECT «TIMESTAMP '2000-01-01T00:00:00'» FROM t"],
    ["between-without-and", "SELECT a FROM t WHERE a «BETWEEN» 1 OR 2"],
    ["identifier-too-long", `SELECT a AS «${"x".repeat(129)}» FROM t`],
    ["geometry-type", "SELECT CAST(a AS «GEOMETRY») FROM t"],
  ])("%s: %s", (rule, text) => {
    const { sql, start, end } = marked(text);
    expect(violationsOf(sql, "27")).toEqual([expect.objectContaining({ rule, start, end })]);
    expect(statementOf(sql, "27").sound).toBe(true);
  });
});

describe("the place that Druid names", () => {
  // Calcite's parser looks two tokens ahead where it chooses, three for an operator with its operand, and names the first of them; the end is at the last character.
  test.each([
    ["SELECT a «FROM"],
    ["SELECT a FROM t «ORDER"],
    ["SELECT a FROM t WHERE a «= TIMESTAMP 5"],
    ["SELECT a FROM t «JOIN RIGHT u"],
    ["SELECT a FROM t «LEFT OUTER u"],
    ["SELECT a«, FROM t"],
    ["SELECT «MINUS FROM t"],
    ["INSERT «TIME t SELECT 1"],
    ["INSERT INTO t «PARTITIONED BY DAY"],
    ["«WITH AS (SELECT 1) SELECT 1"],
    ["SELECT a FROM t GROUP B«Y"],
    ["SELECT a FROM t WHERE !«(a)"],
  ])("%s", (text) => {
    const offset = text.indexOf("«");
    const [violation] = violationsOf(text.replace("«", ""), "27");
    expect(violation?.druidStart ?? violation?.start).toBe(offset);
  });
});

test("an unclosed parenthesis keeps the tree up to it", () => {
  const { node } = statementOf("SELECT a, f(b FROM t");
  expect(node).toMatchObject({ kind: "QueryStatement", query: { body: { items: [{ expression: { kind: "ColumnReference" } }, { expression: { kind: "FunctionCall" } }] } } });
});

test("a broken statement leaves the others alone", async () => {
  const { parse } = await import("../../src/syntax/parser.ts");
  const { requireRelease } = await import("../../src/druid/releases.ts");
  const { statements } = parse("SELECT FROM; SELECT a FROM t; SELEC", { release: requireRelease("33"), semicolons: "file" });
  expect(statements.map(({ sound }) => sound)).toEqual([false, true, false]);
});
