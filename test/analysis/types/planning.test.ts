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
