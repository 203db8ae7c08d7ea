import { describe, expect, test } from "vitest";
import { refusals } from "../query/support.ts";

// Verdicts as 33.0.0 and 24.0.0 gave them for the same statements over their own tables.
const key = ["context-value-type"];

describe("keys that only some queries make Druid read", () => {
  test.each([
    ["SELECT city FROM rides WHERE zone IN ('a', 'b')", key],
    ["SELECT city FROM rides WHERE zone IN (SELECT zone FROM zones)", []],
    ["SELECT city FROM rides", []],
  ])("an unreadable inFunctionThreshold in `%s`", (sql, rules) => {
    expect(refusals(sql, { druid: "33", context: { inFunctionThreshold: "x" } })).toEqual(rules);
  });

  test("inFunctionExprThreshold is read where IN is computed, not where it filters", () => {
    const asked = { druid: "33", context: { inFunctionExprThreshold: "x" } };
    expect(refusals("SELECT zone IN ('a', 'b') AS x FROM rides", asked)).toEqual(key);
    expect(refusals("SELECT city FROM rides WHERE zone NOT IN ('a', 'b')", asked)).toEqual([]);
  });

  test("sqlReverseLookupThreshold is read for filters", () => {
    const asked = { druid: "33", context: { sqlReverseLookupThreshold: [1] } };
    expect(refusals("SELECT city FROM rides WHERE zone = 'a'", asked)).toEqual(key);
    expect(refusals("SELECT city FROM rides WHERE TRUE", asked)).toEqual([]);
  });

  test("enableTimeBoundaryPlanning is read for every query from 31 on", () => {
    expect(refusals("SELECT 1 AS x", { druid: "33", context: { enableTimeBoundaryPlanning: 5 } })).toEqual(key);
    expect(refusals("SELECT 1 AS x", { druid: "28", context: { enableTimeBoundaryPlanning: 5 } })).toEqual([]);
  });

  test("catalogValidationEnabled is read for what is written", () => {
    const asked = { druid: "33", context: { catalogValidationEnabled: 1.5 } };
    expect(refusals("INSERT INTO t SELECT __time, city FROM rides PARTITIONED BY DAY", asked)).toEqual(key);
    expect(refusals("SELECT city FROM rides", asked)).toEqual([]);
  });
});

test("24 takes no decimal text for a whole number", () => {
  const context = { inSubQueryThreshold: "2.0" };
  expect(refusals("SELECT city FROM rides", { druid: "24", context })).toEqual(key);
  expect(refusals("SELECT city FROM rides", { druid: "28", context })).toEqual([]);
});

test.each([[2147483648, []], [1e12, []], [5, key], [1.5, key]])("sqlCurrentTimestamp %d: a Long is an instant, an Integer is not", (value, rules) => {
  expect(refusals("SELECT city FROM rides", { context: { sqlCurrentTimestamp: value } })).toEqual(rules);
});
