import { describe, expect, test } from "vitest";
import { refusal } from "../query/support.ts";

describe("intervals", () => {
  test("are no values of a row, but may be within one", () => {
    expect(refusal("SELECT CURRENT_TIMESTAMP - INTERVAL '1' DAY AS t")).toBeNull();
    expect(refusal("SELECT INTERVAL '1' DAY * 2 AS t")).toContain("plan type-unsupported");
    expect(refusal("VALUES (INTERVAL '1' DAY)")).toContain("plan type-unsupported");
  });
});

test("a sign before a number is part of it, before a column it is an operator that Druid lacks", () => {
  expect(refusal("SELECT +(1) AS a, + +1 AS b, +-1 AS c FROM rides")).toBeNull();
  expect(refusal("SELECT +trips AS a FROM rides")).toContain("operator-unsupported");
});

test("the size of a collected text or array may be cast from 28 on", () => {
  for (const druid of ["28", "33"]) {
    expect(refusal("SELECT STRING_AGG(city, ',', CAST(2048 AS INTEGER)) AS s FROM rides", { druid })).toBeNull();
    expect(refusal("SELECT ARRAY_AGG(DISTINCT city, CAST(2048.5 AS BIGINT)) AS s FROM rides", { druid })).toBeNull();
    expect(refusal("SELECT ARRAY_AGG(city, CAST(5 AS INTEGER)) AS s FROM rides", { druid })).toContain("plan function-argument-value/bytes");
    expect(refusal("SELECT ARRAY_AGG(city, CAST(2048 AS DOUBLE)) AS s FROM rides", { druid })).toContain("validate function-argument-type");
    expect(refusal("SELECT ARRAY_AGG(city, 1024 + 1024) AS s FROM rides", { druid })).toContain("validate function-argument-type");
  }
  expect(refusal("SELECT ARRAY_AGG(city, CAST(2048 AS INTEGER)) AS s FROM rides")).toContain("validate function-argument-type");
});

describe("constants that are computed", () => {
  const refused = (expression: string, druid: string, rest = "FROM rides"): string | null => refusal(`SELECT ${expression} AS x ${rest}`, { druid });

  test("cannot be an infinity or NaN, whatever they are computed of", () => {
    for (const druid of ["24", "27", "28", "33"]) {
      for (const text of ["LOG10(0) - LOG10(0)", "SQRT(-4) + 1", "ABS(LOG10(0))", "COALESCE(SQRT(-1), 2)", "POWER('0', -1)", "ARRAY[1.0, LOG10(0)]", "CASE WHEN city = 'a' THEN LOG10(0) ELSE 1 END", "fare + LOG10(0)"]) {
        expect(refused(text, druid)).toContain("plan constant-not-computable/finite");
      }
      expect(refused("1.0 / ABS(0)", druid)).toContain("plan constant-division-by-zero/zero: ABS(0)");
      expect(refused("city", druid, "FROM rides WHERE fare > LOG10(0)")).toContain("plan constant-not-computable/finite");
    }
  });

  test("do no harm within one of another type, or where they are not computed", () => {
    for (const druid of ["27", "28", "33"]) {
      for (const text of ["CAST(1 / 0.0 AS BIGINT)", "LOG10(0) IS NULL", "SQRT(-1) = 1", "CAST(SQRT(-1) AS VARCHAR)", "GREATEST(LOG10(0), 1)", "ROUND(LOG10(0))", "TRUE OR 1 / 0 > 1", "COALESCE(city, LOG10(0))"]) {
        expect(refused(text, druid)).toBeNull();
      }
    }
    expect(refused("ROUND(1 / 0.0)", "27")).toBeNull();
    expect(refused("ROUND(1 / 0.0)", "28")).toContain("plan constant-division-by-zero");
  });

  test("are found to be divided by zero where that is worked out", () => {
    for (const druid of ["27", "33"]) expect(refused("1 / CHAR_LENGTH('')", druid)).toContain("plan constant-division-by-zero/zero");
    expect(refused("DIV(1, 0)", "33")).toContain("plan constant-division-by-zero/zero");
    expect(refused("DIV(1, 0.0)", "33")).toBeNull();
  });

  test("are no NULL where their type admits none", () => {
    for (const text of ["SAFE_DIVIDE(1, 0)", "IPV4_PARSE('1.2.3') + 1", "PARSE_LONG('x')", "UPPER(SUBSTRING('abc', 10, 2))", "COALESCE(PARSE_LONG('x'), 1)"]) {
      expect(refused(text, "28")).toContain("plan constant-not-computable/nothing");
      expect(refused(text, "31")).toBeNull();
    }
    for (const text of ["SAFE_DIVIDE(1, 2)", "IPV4_PARSE('1.2.3.4')", "PARSE_LONG('zz', 36)", "SUBSTRING('abc', 1, 0)", "PARSE_LONG('x') IS NULL"]) expect(refused(text, "28")).toBeNull();
    for (const druid of ["28", "33"]) expect(refused("REPEAT('a', 0)", druid)).toContain("plan constant-not-computable/nothing");
    expect(refused("city", "33", "FROM rides WHERE city = REPEAT('a', 0)")).toBeNull();
    expect(refused("NVL(SUBSTRING('abc', 10, 2), 'x')", "27")).toContain("plan constant-not-computable/empty");
    expect(refused("NVL('', 'x')", "27")).toBeNull();
    expect(refused("TIME_SHIFT(TIME_PARSE('x'), 'P1D', 1)", "33", "")).toContain("plan null-without-type/row");
    expect(refused("TIME_SHIFT(TIME_PARSE('x'), 'P1D', 1)", "33")).toBeNull();
    expect(refused("TIME_PARSE('x')", "28", "")).toBeNull();
  });

  test("of GREATEST and LEAST are no arrays until 27, unless texts are read beside them, which may be several values", () => {
    expect(refused("LEAST(ARRAY[1], trips)", "27")).toContain("plan function-argument-type/reduction");
    for (const text of ["LEAST(STRING_TO_ARRAY(city, ';'), trips)", "LEAST(ARRAY[1], trips + CHAR_LENGTH(city))"]) expect(refused(text, "27"), text).toBeNull();
  });

  test("of GREATEST and LEAST hold no NULL literal in 33", () => {
    expect(refused("GREATEST(1, NULL)", "33")).toContain("plan null-literal-unsupported/reduction: NULL");
    for (const text of ["GREATEST('a', NULL)", "GREATEST(1, CAST(NULL AS BIGINT))", "GREATEST(trips, NULL)", "GREATEST(1, NULL) + 1"]) expect(refused(text, "33")).toBeNull();
    expect(refused("GREATEST(1, NULL)", "31")).toBeNull();
  });

  test("hold no truth value in an array until 29, and no date ever", () => {
    expect(refused("ARRAY[TRUE, NULL]", "29")).toContain("plan type-unsupported");
    expect(refused("ARRAY[TRUE, NULL]", "31")).toBeNull();
    expect(refused("ARRAY[DATE '2000-01-01']", "33")).toContain("plan type-unsupported");
    expect(refused("ARRAY[TIMESTAMP '2000-01-01 00:00:00']", "33")).toBeNull();
  });

  test("a text that is no number, and computed with, is taken", () => {
    for (const rest of ["", "FROM rides"]) {
      expect(refused("CAST('x' AS DOUBLE) + 1", "33", rest)).toBeNull();
      expect(refused("CAST('x' AS DOUBLE)", "33", rest)).toContain("plan cast-of-unreadable-text");
    }
  });
});

test("a filter of 28 looks for no NULL among the values of a column", () => {
  const sql = (condition: string): string => `SELECT city FROM rides WHERE ${condition}`;
  for (const condition of ["MV_CONTAINS(city, ARRAY['a', NULL])", "MV_OVERLAP(city, ARRAY[NULL])", "NOT ARRAY_CONTAINS(city, ARRAY[CAST(NULL AS VARCHAR)])"]) {
    expect(refusal(sql(condition), { druid: "28" })).toContain("plan null-literal-unsupported/sought");
    expect(refusal(sql(condition), { druid: "29" })).toBeNull();
  }
  for (const condition of ["MV_OVERLAP(city, ARRAY['a', NULL])", "MV_CONTAINS(UPPER(city), ARRAY[NULL])"]) expect(refusal(sql(condition), { druid: "28" })).toBeNull();
});
