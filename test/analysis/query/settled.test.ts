import { describe, expect, test } from "vitest";
import { refusal } from "./support.ts";

// `city LIKE zone` cannot be planned; `trips` is a LONG, never NULL in legacy null handling.
describe("what is settled whatever the rows", () => {
  test("is not planned in a filter", () => {
    expect(refusal("SELECT city FROM rides WHERE city LIKE zone AND zone = 'a'")).toContain("plan like-pattern-invalid");
    expect(refusal("SELECT city FROM rides WHERE city LIKE zone AND trips IS NULL")).toBeNull();
    expect(refusal("SELECT city FROM rides WHERE city LIKE zone OR 1 + 1 = 2")).toBeNull();
    expect(refusal("SELECT city FROM rides WHERE city LIKE zone AND trips IS NULL", { druid: "33" })).toContain("plan like-pattern-invalid");
  });

  test("leaves out branches of CASE and COALESCE with their constants", () => {
    expect(refusal("SELECT CASE WHEN 1 = 2 THEN CAST('x' AS TIMESTAMP) ELSE CURRENT_TIMESTAMP END AS t FROM rides")).toBeNull();
    expect(refusal("SELECT CASE WHEN UPPER('a') = 'b' THEN CAST('x' AS TIMESTAMP) ELSE CURRENT_TIMESTAMP END AS t FROM rides")).toContain("plan time-text-invalid");
    expect(refusal("SELECT COALESCE('a', REGEXP_EXTRACT(city, '[a')) AS c FROM rides")).toBeNull();
    expect(refusal("SELECT COALESCE(city, REGEXP_EXTRACT(zone, '[a')) AS c FROM rides")).toContain("plan regular-expression-invalid");
  });

  test("has its constants folded in a chain of ANDs", () => {
    expect(refusal("SELECT trips IS NULL AND city LIKE zone AS b FROM rides")).toBeNull();
    expect(refusal("SELECT trips IS NULL AND CAST('x' AS TIMESTAMP) > CURRENT_TIMESTAMP AS b FROM rides")).toContain("plan time-text-invalid");
  });

  test("takes an aggregate out, not what is aggregated", () => {
    expect(refusal("SELECT city FROM rides GROUP BY city HAVING MAX('a') IS NOT NULL")).toBeNull();
    expect(refusal("SELECT city FROM rides GROUP BY city HAVING MAX(zone) IS NOT NULL")).toContain("plan aggregate-argument-type");
    expect(refusal("SELECT city FROM rides GROUP BY city HAVING SUM(STRLEN(REGEXP_EXTRACT(zone, '[a'))) IS NOT NULL")).toContain("plan regular-expression-invalid");
  });

  test("takes out what is below a condition that is never true, not what is above", () => {
    expect(refusal("SELECT m FROM (SELECT city LIKE zone AS m FROM rides) WHERE 1 = 2")).toBeNull();
    expect(refusal("SELECT city LIKE zone AS m FROM rides WHERE 1 = 2")).toContain("plan like-pattern-invalid");
    expect(refusal("SELECT city, NULL AS m FROM rides WHERE 1 = 2")).toContain("plan null-without-type");
  });
});

describe("rows that differ already", () => {
  test("are not grouped again", () => {
    expect(refusal("SELECT DISTINCT city, DS_HLL(zone) AS h FROM rides GROUP BY city")).toBeNull();
    expect(refusal("SELECT DISTINCT DS_HLL(zone) AS h FROM rides GROUP BY city")).toContain("plan group-by-type-unsupported");
    expect(refusal("SELECT c, h, COUNT(*) AS n FROM (SELECT city, DS_HLL(zone) FROM rides GROUP BY city) AS q (c, h) GROUP BY c, h")).toBeNull();
    expect(refusal("SELECT c, h, AVG(1) AS n FROM (SELECT city, DS_HLL(zone) FROM rides GROUP BY city) AS q (c, h) GROUP BY c, h")).toContain("plan group-by-type-unsupported");
  });
});

describe("intervals", () => {
  test("are no values of a row, but may be within one", () => {
    expect(refusal("SELECT CURRENT_TIMESTAMP - INTERVAL '1' DAY AS t")).toBeNull();
    expect(refusal("SELECT INTERVAL '1' DAY * 2 AS t")).toContain("plan type-unsupported");
    expect(refusal("VALUES (INTERVAL '1' DAY)")).toContain("plan type-unsupported");
  });
});

describe("branches of a UNION that give no rows", () => {
  test("are taken out before its shape is judged", () => {
    expect(refusal("SELECT city FROM rides UNION ALL SELECT UPPER(city) FROM rides WHERE 1 = 2", { druid: "33" })).toBeNull();
    expect(refusal("SELECT city FROM rides UNION ALL SELECT UPPER(city) FROM rides WHERE trips = 2", { druid: "33" })).toContain("plan union-all-shape");
    expect(refusal("SELECT city FROM rides UNION SELECT city FROM rides WHERE FALSE")).toBeNull();
    expect(refusal("SELECT city FROM rides UNION SELECT UPPER(city) FROM rides WHERE TRUE")).toContain("plan union-distinct-unsupported");
  });
});

describe("a CASE of 1 and NULL in SUM", () => {
  test("breaks the planner until 27", () => {
    expect(refusal("SELECT SUM(CASE WHEN city = 'a' THEN 1 END) FROM rides")).toContain("plan aggregate-unsupported");
    expect(refusal("SELECT SUM(CASE city WHEN 'a' THEN NULL ELSE 1 END) FROM rides")).toContain("plan aggregate-unsupported");
    expect(refusal("SELECT SUM(c) FROM (SELECT CASE WHEN city = 'a' THEN 1 WHEN city = 'b' THEN 1 END AS c FROM rides)")).toContain("plan aggregate-unsupported");
    expect(refusal("SELECT SUM(CASE WHEN city = 'a' THEN 1 END) FROM rides", { druid: "28" })).toBeNull();
  });

  test("does no harm with another number, another end, or unread", () => {
    expect(refusal("SELECT SUM(CASE WHEN city = 'a' THEN 1 ELSE 0 END) FROM rides")).toBeNull();
    expect(refusal("SELECT SUM(CASE WHEN city = 'a' THEN 2 END) FROM rides")).toBeNull();
    expect(refusal("SELECT SUM(CASE WHEN city = 'a' THEN 1 WHEN city = 'b' THEN 2 END) FROM rides")).toBeNull();
    expect(refusal("SELECT zone FROM (SELECT zone, SUM(CASE WHEN city = 'a' THEN 1 END) AS s FROM rides GROUP BY zone)")).toBeNull();
  });
});

test("a chain of common tables that doubles at every step ends", () => {
  const steps = Array.from({ length: 40 }, (_, index) => `x${String(index + 1)} AS (SELECT a.city FROM x${String(index)} a JOIN x${String(index)} b ON a.city = b.city)`);
  expect(refusal(`WITH x0 AS (SELECT city FROM rides), ${steps.join(", ")} SELECT city FROM x40`, { druid: "33" })).toBeNull();
});

test("a sign before a number is part of it, before a column it is an operator that Druid lacks", () => {
  expect(refusal("SELECT +(1) AS a, + +1 AS b, +-1 AS c FROM rides")).toBeNull();
  expect(refusal("SELECT +trips AS a FROM rides")).toContain("operator-unsupported");
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

test("EARLIEST and LATEST over groups are refused by 26 and 27, unless nobody reads them", () => {
  const daily = "(SELECT TIME_FLOOR(__time, 'P1D') AS __time, city, COUNT(*) AS n FROM rides GROUP BY 1, 2)";
  expect(refusal(`SELECT city, LATEST(n) AS l FROM ${daily} GROUP BY city`)).toContain("submit time-aggregate-without-time");
  expect(refusal(`SELECT city, LATEST(n) AS l FROM ${daily} GROUP BY city`, { druid: "26" })).toContain("plan time-aggregate-without-time");
  expect(refusal(`SELECT city, LATEST(n) AS l FROM ${daily} GROUP BY city`, { druid: "28" })).toBeNull();
  expect(refusal(`SELECT city, LATEST_BY(n, __time) AS l FROM ${daily} GROUP BY city`)).toBeNull();
  expect(refusal("SELECT city, LATEST(trips) AS l FROM (SELECT __time, city, trips FROM rides) GROUP BY city")).toBeNull();
  expect(refusal(`SELECT city FROM (SELECT city, LATEST(n) AS l FROM ${daily} GROUP BY city)`)).toBeNull();
});
