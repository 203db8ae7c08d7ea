import { describe, expect, test } from "vitest";
import { analyze } from "../../../src/analysis/analyze.ts";
import { readSchema } from "../../../src/analysis/schema.ts";
import { printType } from "../../../src/analysis/types/sql-type.ts";
import { requireRelease } from "../../../src/druid/releases.ts";
import { parse } from "../../../src/syntax/parser.ts";

const { schema } = readSchema({
  complete: true,
  tables: { rides: { columns: { __time: "TIMESTAMP", city: "VARCHAR", riders: "BIGINT", fare: "FLOAT", payload: "COMPLEX<json>" } } },
});

function analysisOf(expression: string, druid = "27", known = true, clauses = "") {
  const release = requireRelease(druid);
  const tree = parse(`SELECT ${expression} AS x FROM rides ${clauses}`, { release, semicolons: "druid" });
  const [statement] = tree.statements;
  if (statement === undefined) throw new Error("no statement");
  return analyze(tree, statement, { release, schema: known ? schema : null, context: [], engine: "msq", through: "plan" }, "first");
}

const typeOf = (expression: string, druid?: string): string => {
  const type = analysisOf(expression, druid).output?.[0]?.type;
  return type === undefined ? "refused" : printType(type);
};

function faultOf(expression: string, druid?: string, clauses?: string): string | null {
  const [violation] = analysisOf(expression, druid, true, clauses).violations;
  return violation === undefined ? null : `${violation.stage} ${violation.rule}/${violation.message}`;
}

describe("types", () => {
  test.each([
    ["1", "INTEGER"],
    ["99999999999", "BIGINT"],
    ["1.50", "DECIMAL(3, 2)"],
    ["'abc'", "CHAR(3)"],
    ["riders + 1", "BIGINT"],
    ["riders + 1.5", "DECIMAL(19, 1)"],
    ["fare + riders", "FLOAT"],
    ["city + 1", "INTEGER"],
    ["__time + INTERVAL '1' DAY", "TIMESTAMP(3)"],
    ["ARRAY[1, 1.5]", "DECIMAL(11, 1) ARRAY"],
    ["CASE WHEN riders = 1 THEN 'a' ELSE 'abc' END", "VARCHAR(3)"],
    ["COALESCE(city, riders)", "VARCHAR"],
    ["NULLIF(city, riders)", "VARCHAR"],
    ["SUM(riders)", "BIGINT"],
    ["AVG(fare)", "FLOAT"],
    ["LATEST(city)", "DECIMAL(19, 19)"],
    ["PARSE_JSON(city)", "COMPLEX<json>"],
    ["TIME_PARSE(city)", "TIMESTAMP(3)"],
    ["PI", "DOUBLE"],
  ])("%s is %s, as Druid 27 prints it", (expression, type) => {
    expect(typeOf(expression)).toBe(type);
  });
});

describe("validation", () => {
  test.each([
    ["UPER(city)", "validate unknown-function/suggest"],
    ["UPPER(city, 1)", "validate function-argument-count/count"],
    ["TIME_FLOOR(city, 'P1D')", "validate function-argument-type/types"],
    ["TIME_FLOOR(NULL, 'P1D')", "validate function-argument-type/null"],
    ["REGEXP_EXTRACT(city, city)", "validate function-argument-literal/literal"],
    ["payload < payload", "validate function-argument-type/types"],
    ["CAST(payload AS VARCHAR)", "validate cast-not-allowed/cast"],
    ["riders IN (TRUE)", "validate in-list-type/operand"],
    ["99999999999999999999", "validate number-out-of-range/range"],
    ["city IS UNKNOWN", "validate operator-unsupported/unsupported"],
  ])("refuses %s", (expression, fault) => {
    expect(faultOf(expression)).toBe(fault);
  });

  test("names Calcite's place: an infix call begins with its first operand, without its parentheses", () => {
    const [violation] = analysisOf("(city = 'a') + 1").violations;
    expect([violation?.start, violation?.druidStart]).toEqual(["SELECT ".length, "SELECT (".length]);
  });

  test("suggests functions of nearly that name", () => {
    expect(analysisOf("UPER(city)").violations[0]?.data["suggestions"]).toContain("UPPER");
  });

  test("casts text for Calcite's own functions and not for Druid's", () => {
    expect(faultOf("SIN(city)")).toBeNull();
    expect(faultOf("ROUND(city)")).toBe("validate function-argument-type/types");
  });
});

describe("planning", () => {
  test.each([
    ["1 / 0", "plan constant-division-by-zero/zero"],
    ["riders / 0", null],
    ["TIME_FLOOR(__time, '1D')", "plan period-invalid/period"],
    ["TIME_FLOOR(__time, 'p1d')", null],
    ["TIME_PARSE(city, 'QQ')", "plan time-pattern-invalid/letter"],
    ["REGEXP_LIKE(city, '(')", "plan regular-expression-invalid/pattern"],
    ["JSON_VALUE(payload, '$.a[*]')", "plan json-path-invalid/path"],
    ["city LIKE city", "plan like-pattern-invalid/pattern"],
    ["MAX(city)", "plan aggregate-argument-type/type"],
    ["__time > 'garbage'", "plan time-text-invalid/implicit"],
    ["__time > '2000'", null],
    ["riders IN (SELECT city FROM rides)", "plan in-list-type/query"],
    ["COALESCE(riders IN (SELECT city FROM rides), FALSE)", "plan in-list-type/query"],
    ["riders NOT IN (SELECT city FROM rides)", null],
    ["CASE WHEN riders IN (SELECT city FROM rides) THEN 1 ELSE 2 END", null],
    ["(riders IN (SELECT city FROM rides)) IS TRUE", null],
  ])("of %s gives %s", (expression, fault) => {
    expect(faultOf(expression)).toBe(fault);
  });

  test.each([
    ["HLL_SKETCH_ESTIMATE(DS_HLL(city)) > 1", "27", "plan sketch-function-without-aggregate/filter"],
    ["DS_GET_QUANTILE(DS_QUANTILES_SKETCH(fare), 0.5) > 1", "27", "plan sketch-function-without-aggregate/filter"],
    ["HLL_SKETCH_ESTIMATE(DS_HLL(city)) IS NOT NULL", "27", null],
    ["APPROX_COUNT_DISTINCT_DS_HLL(city) > 1", "27", null],
    ["HLL_SKETCH_ESTIMATE(DS_HLL(city)) > 1", "28", null],
  ])("of HAVING %s in %s gives %s", (condition, druid, fault) => {
    expect(faultOf("COUNT(*)", druid, `GROUP BY city HAVING ${condition}`)).toBe(fault);
  });

  test("leaves out branches that a constant condition rules out", () => {
    expect(faultOf("CASE WHEN FALSE THEN 1 / 0 ELSE 1 END")).toBeNull();
  });
});

describe("releases", () => {
  test.each([
    ["CAST((city = 'a') AS BIGINT)", "27", null],
    ["CAST((city = 'a') AS BIGINT)", "28", "validate cast-not-allowed/cast"],
    ["city IS DISTINCT FROM 'a'", "27", "validate operator-unsupported/unsupported"],
    ["city IS DISTINCT FROM 'a'", "28", null],
    ["SUM(DISTINCT riders)", "28", "plan distinct-aggregate-unsupported/distinct"],
    ["SUM(DISTINCT riders)", "31", "validate distinct-aggregate-unsupported/distinct"],
    ["ROUND(city)", "31", null],
    ["REGEXP_REPLACE(city, 'a', 'b')", "26", "validate unknown-function/unknown"],
  ])("%s in %s gives %s", (expression, druid, fault) => {
    expect(faultOf(expression, druid)).toBe(fault);
  });
});

test("claims nothing of the columns of a table that is not known", () => {
  for (const expression of ["TIME_FLOOR(city, 'P1D')", "CAST(payload AS VARCHAR)", "fare + payload", "MAX(city)", "riders IN (TRUE)"]) {
    expect(analysisOf(expression, "33", false).violations, expression).toEqual([]);
  }
});
