import { describe, expect, test } from "vitest";
import { verdict } from "../../../src/index.ts";

/** Recorded with the planners of 31.0.2 and 33.0.0, which agree: the column that Druid names and the beginning of its text. */
const recorded: readonly (readonly [call: string, frame: string, druid: string | null, column: number])[] = [
  ["SUM(m1)", "ROWS BETWEEN 2 PRECEDING AND CURRENT ROW", null, 0],
  ["SUM(m1)", "ROWS BETWEEN (2) PRECEDING AND CURRENT ROW", null, 0],
  ["SUM(m1)", "ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING", null, 0],
  ["SUM(m1)", "ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING", null, 0],
  ["SUM(m1)", "ROWS BETWEEN 1+1 PRECEDING AND CURRENT ROW", "Window frames with expression based lower/upper bounds are not supported", 21],
  ["SUM(m1)", "ROWS BETWEEN CURRENT ROW AND 1+1 PRECEDING", "Window frames with expression based lower/upper bounds are not supported", 21],
  ["SUM(m1)", "ROWS BETWEEN CAST(2 AS BIGINT) PRECEDING AND CURRENT ROW", "Window frames with expression based lower/upper bounds are not supported", 21],
  ["SUM(m1)", "ROWS cnt PRECEDING", "Window frames with expression based lower/upper bounds are not supported", 21],
  ["RANK()", "ROWS BETWEEN 1+1 PRECEDING AND CURRENT ROW", "Window frames with expression based lower/upper bounds are not supported", 20],
  ["SUM(m1)", "ROWS BETWEEN 2.5 PRECEDING AND CURRENT ROW", "ROWS value must be a non-negative integral constant", 66],
  ["SUM(m1)", "ROWS BETWEEN -1 PRECEDING AND CURRENT ROW", "ROWS value must be a non-negative integral constant", 66],
  ["SUM(m1)", "RANGE BETWEEN 3 PRECEDING AND CURRENT ROW", "Order By with RANGE clause currently supports only UNBOUNDED or CURRENT ROW", 21],
  ["FIRST_VALUE(m1)", "ROWS BETWEEN 2 PRECEDING AND CURRENT ROW", "Framing of FIRST_VALUE/LAST_VALUE is only allowed with UNBOUNDED or CURRENT ROW", 8],
  ["FIRST_VALUE(m1)", "ROWS 1 PRECEDING", "Framing of FIRST_VALUE/LAST_VALUE is only allowed with UNBOUNDED or CURRENT ROW", 8],
  ["FIRST_VALUE(m1)", "RANGE BETWEEN 1 PRECEDING AND CURRENT ROW", "Framing of FIRST_VALUE/LAST_VALUE is only allowed with UNBOUNDED or CURRENT ROW", 8],
  ["LAST_VALUE(m1)", "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW", null, 0],
  ["NTILE(2)", "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW", "Framing of NTILE is not supported", 8],
];

describe.each(["31.0.2", "33.0.0"])("Druid %s", (druid) => {
  test.each(recorded)("%s with the frame %s: %s", (call, frame, refused, column) => {
    const sql = `SELECT ${call} OVER (PARTITION BY dim1 ORDER BY cnt ${frame}) AS x FROM foo`;
    expect(verdict({ sql }, { druid })).toMatchObject(refused === null ? { verdict: "accept" } : { verdict: "reject", stage: "validate", rule: "window-frame", line: 1, column });
  });

  test("names the place of the window that a name stands for", () => {
    const sql = "SELECT SUM(m1) OVER w AS x FROM foo WINDOW w AS (PARTITION BY dim1 ORDER BY cnt ROWS BETWEEN 1+1 PRECEDING AND CURRENT ROW)";
    expect(verdict({ sql }, { druid })).toMatchObject({ verdict: "reject", rule: "window-frame", line: 1, column: 21 });
  });
});

test("a frame of one bound may begin at the end from 31 on", () => {
  const sql = (frame: string): string => `SELECT SUM(cnt) OVER (ORDER BY cnt ${frame}) AS x FROM foo`;
  for (const druid of ["31.0.2", "33.0.0"]) {
    expect(verdict({ sql: sql("ROWS UNBOUNDED FOLLOWING") }, { druid })).toMatchObject({ verdict: "accept" });
    expect(verdict({ sql: sql("ROWS BETWEEN UNBOUNDED FOLLOWING AND CURRENT ROW") }, { druid })).toMatchObject({ verdict: "reject", rule: "window-frame" });
  }
  expect(verdict({ sql: sql("ROWS UNBOUNDED FOLLOWING") }, { druid: "27.0.0" })).toMatchObject({ verdict: "reject", rule: "window-frame" });
});

test("HAVING takes no alias of a window from 31 on, and is then said to begin at the first alias", () => {
  const sql = "SELECT dim1, ROW_NUMBER() OVER () AS w FROM foo GROUP BY dim1 HAVING w > 1";
  for (const druid of ["31.0.2", "33.0.0"]) expect(verdict({ sql }, { druid })).toMatchObject({ verdict: "reject", stage: "validate", rule: "window-in-where", column: 14 });
});
