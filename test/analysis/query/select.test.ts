import { describe, expect, test } from "vitest";
import { refusal, refusals } from "./support.ts";

describe("grouping", () => {
  test("a column must be grouped or aggregated", () => {
    expect(refusal("SELECT city, fare, COUNT(*) AS n FROM rides GROUP BY city")).toBe("validate not-grouped/notGrouped: fare");
  });

  test("a grouped expression may be used as a part of another", () => {
    expect(refusal("SELECT (trips + 1) * 2 AS x FROM rides GROUP BY trips + 1")).toBeNull();
    expect(refusal("SELECT trips + 2 AS x FROM rides GROUP BY trips + 1")).toContain("not-grouped");
  });

  test("ordinals name items, aliases do not", () => {
    expect(refusal("SELECT UPPER(city) AS c, COUNT(*) AS n FROM rides GROUP BY 1")).toBeNull();
    expect(refusal("SELECT UPPER(city) AS c, COUNT(*) AS n FROM rides GROUP BY c")).toBe("validate column-not-found/notFound: c");
  });

  test("HAVING knows the aliases", () => {
    expect(refusal("SELECT city, COUNT(*) AS n FROM rides GROUP BY city HAVING n > 1")).toBeNull();
  });

  test("an item that was refused brings no second finding", () => {
    expect(refusals("SELECT city, COUNT(*) AS n FROM rides GROUP BY nosuch")).toEqual(["column-not-found"]);
  });
});

describe("conditions", () => {
  test("NULL is one, a number is none", () => {
    expect(refusal("SELECT city FROM rides WHERE NULL")).toBeNull();
    expect(refusal("SELECT city FROM rides WHERE trips")).toBe("validate condition-not-boolean/condition: trips");
  });

  test("aggregates belong into HAVING", () => {
    expect(refusal("SELECT city FROM rides WHERE COUNT(*) > 1")).toBe("validate aggregate-in-where/where: COUNT(*)");
  });
});

describe("ORDER BY", () => {
  test("finds aliases first, then columns", () => {
    expect(refusal("SELECT city AS zone FROM rides GROUP BY city ORDER BY zone")).toBeNull();
  });

  test("after DISTINCT only what is selected", () => {
    expect(refusal("SELECT DISTINCT city FROM rides ORDER BY fare")).toBe("validate order-by-not-selected/distinct: fare");
  });

  test("CLUSTERED BY is the ORDER BY of an ingestion", () => {
    expect(refusal("INSERT INTO d SELECT city FROM rides PARTITIONED BY ALL CLUSTERED BY nosuch")).toContain("column-not-found");
    expect(refusal("INSERT INTO d SELECT city FROM rides PARTITIONED BY ALL CLUSTERED BY fare")).toBeNull();
  });
});

test("several faults of a statement are all said", () => {
  expect(refusals("SELECT nosuch, fare FROM rides WHERE COUNT(*) > 1 ORDER BY 7")).toEqual(["aggregate-in-where", "column-not-found", "ordinal-out-of-range"]);
});

test("a number in the SELECT list that is grouped by its ordinal is an ordinal itself until 27", () => {
  expect(refusal("SELECT city, 7 AS n, COUNT(*) AS c FROM rides GROUP BY 1, 2")).toContain("ordinal-out-of-range");
  expect(refusal("SELECT city, 7 AS n, COUNT(*) AS c FROM rides GROUP BY 1, 2", { druid: "28" })).toBeNull();
});

describe("an alias in HAVING", () => {
  test("is a column that is missing once there is an aggregate, until 27", () => {
    expect(refusal("SELECT city AS c, COUNT(*) AS n FROM rides GROUP BY 1 HAVING n > 3")).toBeNull();
    expect(refusal("SELECT city AS c, COUNT(*) AS n FROM rides GROUP BY 1 HAVING n > 3 AND COUNT(*) > 1")).toContain("validate column-not-found");
    expect(refusal("SELECT city AS c, COUNT(*) AS n FROM rides GROUP BY 1 HAVING n > 3 AND COUNT(*) > 1", { druid: "28" })).toBeNull();
    expect(refusal("SELECT UPPER(city) AS city, COUNT(*) AS n FROM rides GROUP BY 1 HAVING COUNT(*) > CHAR_LENGTH(city)")).toContain("validate not-grouped");
  });

  test("is none within an aggregate, in any release", () => {
    expect(refusal("SELECT city AS c, COUNT(*) AS n FROM rides GROUP BY 1 HAVING SUM(n) > 1", { druid: "33" })).toContain("validate column-not-found");
    expect(refusal("SELECT city AS c, COUNT(*) AS n FROM rides GROUP BY 1 HAVING SUM(trips) > 1", { druid: "33" })).toBeNull();
  });
});

test("a fraction is the position that it is cut to", () => {
  for (const druid of ["27", "28", "33"]) {
    expect(refusal("SELECT city, COUNT(*) AS n FROM rides GROUP BY 1 ORDER BY 2.5", { druid })).toBeNull();
    expect(refusal("SELECT city, COUNT(*) AS n FROM rides GROUP BY 1 ORDER BY 0.5", { druid })).toContain("ordinal-out-of-range/order");
  }
});
