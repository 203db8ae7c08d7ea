import { describe, expect, test } from "vitest";
import { refusal } from "./support.ts";

const joined = (type: string, condition: string, druid = "27", sqlJoinAlgorithm = "sortMerge"): string | null =>
  refusal(`SELECT r.city FROM rides r ${type} JOIN zones z ON ${condition}`, { druid, context: { sqlJoinAlgorithm } });

describe("a part of a join condition that reads the right side alone", () => {
  test("is none of an outer join until 26", () => {
    for (const type of ["LEFT", "RIGHT", "FULL"]) expect(joined(type, "r.zone = z.zone AND z.name > 'a'", "26")).toContain("plan join-condition-unsupported");
  });

  test.each(["z.name IS NULL", "z.name IN ('a', 'b')", "UPPER(z.name) > 'A'"])("is a filter below a RIGHT JOIN: %s", (part) => {
    for (const druid of ["27", "33"]) {
      expect(joined("RIGHT", `r.zone = z.zone AND ${part}`, druid)).toBeNull();
      expect(joined("RIGHT", `r.zone = z.zone AND ${part.replace("z.name", "r.city")}`, druid)).toContain("plan join-condition-unsupported");
    }
  });

  test.each(["z.name > 'a'", "z.name LIKE 'a%'", "(z.name = 'a' OR z.zone > 'b')", "NOT (z.name LIKE 'a%')", "z.name <> 'a'"])("is a column of a FULL JOIN where it compares: %s", (part) => {
    for (const druid of ["27", "33"]) {
      expect(joined("FULL", `r.zone = z.zone AND ${part}`, druid)).toBeNull();
      expect(joined("FULL", `r.zone = z.zone AND ${part}`, druid, "broadcast")).toContain("plan join-type-needs-sort-merge");
    }
  });

  test("is none of a FULL JOIN where it tests for NULL or computes", () => {
    for (const part of ["z.name IS NULL", "REGEXP_LIKE(z.name, 'a')", "UPPER(z.name) > 'A'", "(z.name = 'a' OR z.name IS NULL)"]) expect(joined("FULL", `r.zone = z.zone AND ${part}`)).toContain("plan join-condition-unsupported");
  });

  test("is a search from 28 on where it wants one of several values", () => {
    for (const part of ["z.name IN ('a', 'b')", "z.name NOT IN ('a', 'b')", "z.name BETWEEN 'a' AND 'b'"]) {
      expect(joined("FULL", `r.zone = z.zone AND ${part}`, "27")).toBeNull();
      expect(joined("FULL", `r.zone = z.zone AND ${part}`, "33")).toContain("plan join-condition-unsupported");
    }
  });
});

describe("a join condition", () => {
  test.each(["(r.zone = z.zone) IS TRUE", "CASE WHEN r.zone = z.zone THEN TRUE ELSE FALSE END", "CASE WHEN r.zone = z.zone THEN TRUE END"])("is what it tests: %s", (condition) => {
    expect(joined("LEFT", condition, "27", "broadcast")).toBeNull();
    expect(joined("LEFT", condition, "33", "broadcast")).toBeNull();
    expect(joined("LEFT", condition.replace("=", ">"), "33", "broadcast")).toContain("plan join-condition-unsupported");
  });

  test("is not turned round", () => {
    expect(joined("LEFT", "CASE WHEN r.zone <> z.zone THEN FALSE ELSE TRUE END", "27", "broadcast")).toContain("plan join-condition-unsupported");
    expect(joined("LEFT", "(r.zone = z.zone) IS NOT TRUE", "27", "broadcast")).toContain("plan join-condition-unsupported");
  });

  test.each(["TIMESTAMP '2020-01-01 00:00:00' < TIMESTAMP '2021-01-01 00:00:00'", "'a' IN ('a', 'b')", "CHAR_LENGTH('abc') = 3"])("may hold a constant: %s", (part) => {
    expect(joined("LEFT", `r.zone = z.zone AND ${part}`, "27", "broadcast")).toBeNull();
  });

  test("holds no constant that is false by more than a comparison", () => {
    expect(joined("LEFT", "r.zone = z.zone AND 'x' IN ('a', 'b')", "27", "broadcast")).toContain("plan join-condition-unsupported");
  });

  test("is looked at together with the WHERE over an inner join", () => {
    const filtered = (type: string, where: string): string | null => refusal(`SELECT r.city FROM rides r ${type} JOIN zones z ON r.zone = z.zone AND r.trips > 3 WHERE ${where}`);
    expect(filtered("INNER", "r.trips < 2")).toBeNull();
    expect(filtered("INNER", "r.trips < 5")).toContain("plan join-condition-unsupported");
    expect(filtered("LEFT", "r.trips < 2")).toContain("plan join-condition-unsupported");
  });
});

describe("a time that is compared with a text for equality", () => {
  const external = "TABLE(EXTERN('{\"type\":\"inline\",\"data\":\"a\"}', '{\"type\":\"json\"}', '[{\"name\":\"__time\",\"type\":\"long\"},{\"name\":\"zone\",\"type\":\"string\"}]'))";
  const refused = "plan time-text-invalid/equals";

  test("is refused until 27 where it is the time of the rows", () => {
    for (const from of ["rides r", "rides r JOIN zones z ON r.zone = z.zone", "(SELECT __time, zone FROM rides) r", `${external} r JOIN zones z ON r.zone = z.zone`]) {
      expect(refusal(`SELECT r.zone FROM ${from} WHERE r.__time = '2020-01-01'`)).toContain(refused);
      expect(refusal(`SELECT r.zone FROM ${from} WHERE r.__time = '2020-01-01'`, { druid: "28" })).toBeNull();
    }
  });

  test("is taken of an external table on its own, and of the right side of a join", () => {
    expect(refusal(`SELECT zone FROM ${external} WHERE __time = '2020-01-01' OR zone IS NULL`)).toBeNull();
    expect(refusal(`SELECT zone FROM ${external} WHERE TIME_FLOOR(__time, 'P1D') = '2020-01-01'`)).toContain(refused);
    expect(refusal("SELECT r.zone FROM rides r JOIN zones z ON r.zone = z.zone WHERE z.__time = '2020-01-01'")).toBeNull();
  });
});

test("UNNEST is refused until 27 whether rows come of it or not", () => {
  const sql = "SELECT x.city FROM rides x JOIN (SELECT r.city FROM rides r CROSS JOIN UNNEST(MV_TO_ARRAY(r.city)) AS u (e) WHERE 1 = 0) y ON x.city = y.city";
  expect(refusal(sql)).toContain("plan unnest-unsupported/release");
  expect(refusal(sql, { druid: "33" })).toBeNull();
});

test("a FLOAT is no sum of fractions until 27, and may be one of whole numbers", () => {
  expect(refusal("SELECT city FROM rides WHERE CAST(fare AS FLOAT) = (SELECT SUM(trips) FROM rides)")).toBeNull();
  expect(refusal("SELECT city FROM rides WHERE CAST(fare AS FLOAT) = (SELECT SUM(fare) FROM rides)")).toContain("plan subquery-unsupported/float");
});
