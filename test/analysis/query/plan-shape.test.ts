import { describe, expect, test } from "vitest";
import { refusal } from "./support.ts";

describe("UNION ALL", () => {
  test("of bare columns fails in the controller up to 27", () => {
    expect(refusal("SELECT zone FROM rides UNION ALL SELECT zone FROM zones")).toContain("controller union-all-legacy/notSupported");
    expect(refusal("SELECT zone FROM rides UNION ALL SELECT zone FROM zones", { druid: "33" })).toBeNull();
  });

  test("of anything else runs at the top up to 27, and nowhere later", () => {
    const sql = "SELECT UPPER(zone) AS z FROM rides UNION ALL SELECT zone FROM zones";
    expect(refusal(sql)).toBeNull();
    expect(refusal(`SELECT COUNT(*) AS n FROM (${sql})`)).toContain("plan union-all-shape/shape");
    expect(refusal(sql, { druid: "28" })).toContain("plan union-all-shape/shape");
  });

  test("in an ingestion is submitted as several tasks of one id", () => {
    expect(refusal("INSERT INTO d SELECT UPPER(zone) AS z FROM rides UNION ALL SELECT zone FROM zones PARTITIONED BY ALL")).toContain("submit union-all-legacy/severalTasks");
  });
});

describe("scalar subqueries", () => {
  test("up to 27 must be an aggregate and nothing around it", () => {
    expect(refusal("SELECT (SELECT MAX(fare) FROM rides) AS x FROM zones")).toBeNull();
    expect(refusal("SELECT (SELECT MAX(fare) + 1 FROM rides) AS x FROM zones")).toContain("scalar-subquery-rows");
    expect(refusal("SELECT (SELECT 1) AS x FROM zones")).toContain("scalar-subquery-rows");
  });

  test("must be so until 29: what is computed of an aggregate is not planned", () => {
    const sql = "SELECT city FROM rides WHERE fare > (SELECT AVG(fare) * 2 FROM rides)";
    expect(refusal(sql, { druid: "29" })).toContain("scalar-subquery-rows");
    expect(refusal(sql, { druid: "31" })).toBeNull();
    expect(refusal("SELECT city FROM rides WHERE fare > (SELECT AVG(fare) FROM rides)", { druid: "29" })).toBeNull();
  });

  test("from 28 on may be literals, from 31 on anything", () => {
    expect(refusal("SELECT (SELECT 1) AS x FROM zones", { druid: "28" })).toBeNull();
    expect(refusal("SELECT (SELECT fare FROM rides) AS x FROM zones", { druid: "28" })).toContain("scalar-subquery-rows");
    expect(refusal("SELECT (SELECT fare FROM rides) AS x FROM zones", { druid: "31" })).toBeNull();
  });
});

describe("joins", () => {
  test("are by equality of both sides", () => {
    expect(refusal("SELECT r.city FROM rides r JOIN zones z ON r.zone = z.zone AND z.name = 'a'")).toBeNull();
    expect(refusal("SELECT r.city FROM rides r JOIN zones z ON r.zone = z.zone AND r.city = 'a'")).toContain("join-condition-unsupported/operands");
    expect(refusal("SELECT r.city FROM rides r JOIN zones z ON r.zone > z.zone")).toContain("join-condition-unsupported/operator");
  });

  test("from 29 on inner joins take any condition", () => {
    expect(refusal("SELECT r.city FROM rides r JOIN zones z ON r.zone > z.zone", { druid: "29" })).toBeNull();
    expect(refusal("SELECT r.city FROM rides r LEFT JOIN zones z ON r.zone > z.zone", { druid: "29" })).toContain("join-condition-unsupported");
  });

  test("from 29 on LEFT joins do, whose WHERE takes no row without a match", () => {
    const where = (condition: string): string => `SELECT r.city FROM rides r LEFT JOIN zones z ON r.zone > z.zone WHERE ${condition}`;
    for (const condition of ["z.name = 'a'", "z.name IS NOT NULL", "r.city = 'b' AND z.name LIKE 'a%'"]) {
      expect(refusal(where(condition), { druid: "29" })).toBeNull();
      expect(refusal(where(condition), { druid: "28" })).toContain("join-condition-unsupported/operator");
    }
    for (const condition of ["r.city = 'a'", "z.name IS NULL", "z.name IN ('a', 'b')", "z.name > 'a' AND z.name < 'c'", "z.name = 'a' OR r.city = 'b'"]) expect(refusal(where(condition), { druid: "29" })).toContain("join-condition-unsupported/operator");
  });

  test("may ask that what they compare is not NULL", () => {
    const on = (condition: string): string => `SELECT r.city FROM rides r LEFT JOIN zones z ON ${condition}`;
    for (const condition of ["r.zone = z.zone AND r.zone IS NOT NULL", "r.zone = z.zone AND NOT z.zone IS NULL", "z.zone IS NOT NULL AND z.zone = 'a'", "r.zone IN (z.zone) AND r.zone IS NOT NULL"]) {
      for (const druid of ["24", "27", "28", "33"]) expect(refusal(on(condition), { druid })).toBeNull();
    }
    for (const condition of ["r.zone = z.zone AND z.name IS NOT NULL", "UPPER(r.zone) = z.zone AND r.zone IS NOT NULL", "r.zone = z.zone AND (r.zone IS NOT NULL OR r.city IS NOT NULL)"]) {
      for (const druid of ["27", "33"]) expect(refusal(on(condition), { druid })).toContain("join-condition-unsupported/op");
    }
    const computed = on("CAST(r.city AS BIGINT) + 1 = CAST(z.name AS BIGINT) AND r.city IS NOT NULL");
    expect(refusal(computed, { druid: "27" })).toContain("join-condition-unsupported/op");
    expect(refusal(computed, { druid: "28" })).toBeNull();
    // Numbers are never NULL until 27.
    const number = "SELECT z.name FROM zones z LEFT JOIN rides r ON r.zone = z.zone AND r.trips IS NOT NULL";
    expect(refusal(number, { druid: "27" })).toBeNull();
    expect(refusal(number, { druid: "28" })).toContain("join-condition-unsupported/operator");
  });

  test("RIGHT and FULL need sortMerge", () => {
    const sql = "SELECT r.city FROM rides r FULL JOIN zones z ON r.zone = z.zone";
    expect(refusal(sql)).toContain("join-type-needs-sort-merge");
    expect(refusal(sql, { context: { sqlJoinAlgorithm: "sortMerge" } })).toBeNull();
  });
});

describe("columns that nobody uses are trimmed before planning", () => {
  test("with the windows in them", () => {
    expect(refusal("SELECT city FROM (SELECT city, ROW_NUMBER() OVER (ORDER BY fare) AS r FROM rides)")).toBeNull();
    expect(refusal("SELECT r FROM (SELECT city, ROW_NUMBER() OVER (ORDER BY fare) AS r FROM rides)")).toContain("window-unsupported");
  });
});

describe("a LIMIT counts as outermost", () => {
  test("under projections of bare columns", () => {
    expect(refusal("INSERT INTO d SELECT city, __time FROM (SELECT * FROM (SELECT __time, city FROM rides LIMIT 5)) PARTITIONED BY DAY")).toContain("limit-with-partitioning");
  });

  test("not under expressions and filters", () => {
    expect(refusal("INSERT INTO d SELECT __time, UPPER(city) AS c FROM (SELECT __time, city FROM rides LIMIT 5) PARTITIONED BY DAY")).toBeNull();
    expect(refusal("INSERT INTO d SELECT __time, city FROM (SELECT __time, city FROM rides LIMIT 5) WHERE city = 'a' PARTITIONED BY DAY")).toBeNull();
  });
});

describe("groups", () => {
  test("cannot be made by COMPLEX columns", () => {
    expect(refusal("SELECT users, COUNT(*) AS n FROM rides GROUP BY users")).toContain("group-by-type-unsupported/complex");
  });

  test("of several sets fail in the controller", () => {
    expect(refusal("SELECT city, COUNT(*) AS n FROM rides GROUP BY ROLLUP (city)")).toContain("controller grouping-sets-unsupported");
    expect(refusal("SELECT city, COUNT(*) AS n FROM rides GROUP BY GROUPING SETS (city)")).toBeNull();
  });
});

test("what only MSQ refuses is not said of a SELECT that may be the broker's", () => {
  expect(refusal("SELECT city, COUNT(*) AS n FROM rides GROUP BY ROLLUP (city)", { engine: "any" })).toBeNull();
  expect(refusal("SELECT city FROM rides RIGHT JOIN zones ON rides.zone = zones.zone", { engine: "any" })).toBeNull();
});

test("a condition of ten thousand terms is no trouble", () => {
  const terms = Array.from({ length: 10_000 }, (_, index) => `fare <> ${String(index)}`).join(" AND ");
  expect(refusal(`SELECT city, COUNT(*) AS n FROM rides WHERE ${terms} GROUP BY city`)).toBeNull();
});

describe("a sample of a table", () => {
  test("is planned nowhere, whatever the table is", () => {
    for (const table of ["rides", "(SELECT city FROM rides)", "zones CROSS JOIN (SELECT city FROM rides)"]) {
      expect(refusal(`SELECT 1 AS x FROM ${table} TABLESAMPLE BERNOULLI(10)`)).toContain("plan table-sample-unsupported/unsupported");
    }
    expect(refusal("WITH w AS (SELECT city FROM rides) SELECT city FROM w TABLESAMPLE SYSTEM(10)", { druid: "33" })).toContain("table-sample-unsupported");
  });

  test("that is none is read and forgotten", () => {
    for (const sample of ["SYSTEM(0)", "BERNOULLI(100)", "SUBSTITUTE('x')"]) expect(refusal(`SELECT city FROM rides TABLESAMPLE ${sample}`)).toBeNull();
    expect(refusal("SELECT city FROM rides TABLESAMPLE SYSTEM(99.99999999999)")).toBeNull();
    expect(refusal("SELECT city FROM rides TABLESAMPLE SYSTEM(99.99999999999)", { druid: "33" })).toContain("plan table-sample-unsupported");
    expect(refusal("SELECT city FROM rides TABLESAMPLE SYSTEM(101)", { druid: "33" })).toContain("validate table-sample-unsupported/percentage");
  });

  test("is dropped under LIMIT 0 and where no row can be met", () => {
    for (const end of ["LIMIT 0", "WHERE FALSE"]) expect(refusal(`SELECT city FROM rides TABLESAMPLE SYSTEM(10) ${end}`)).toBeNull();
    expect(refusal("SELECT COUNT(*) AS n FROM rides TABLESAMPLE SYSTEM(10) LIMIT 0")).toBeNull();
  });
});

describe("a condition with NULL is never met", () => {
  test("and nothing beside it is planned", () => {
    const pattern = "zone LIKE city";
    expect(refusal(`SELECT zone FROM rides WHERE ${pattern}`)).toContain("like-pattern-invalid");
    for (const never of ["city = NULL", "city LIKE NULL", "fare BETWEEN NULL AND 5", "NOT (city > NULL)"]) {
      expect(refusal(`SELECT zone FROM rides WHERE ${never} AND ${pattern}`), never).toBeNull();
    }
    expect(refusal(`SELECT zone FROM rides WHERE fare NOT BETWEEN NULL AND 5 AND ${pattern}`)).toContain("like-pattern-invalid");
  });

  test("and grouping sets above it are no task", () => {
    const grouped = "GROUP BY ROLLUP (zone, city)";
    expect(refusal(`SELECT zone, COUNT(*) FROM rides ${grouped}`)).toContain("grouping-sets-unsupported/notSupported");
    expect(refusal(`SELECT zone, COUNT(*) FROM rides WHERE city = NULL ${grouped}`)).toBeNull();
    expect(refusal(`SELECT zone, COUNT(*) FROM rides ${grouped} HAVING 1 > 2`)).toBeNull();
  });
});

describe("grouping sets", () => {
  test("that are the same are one up to 27 and refused later", () => {
    const sql = "SELECT zone, city, COUNT(*) FROM rides GROUP BY GROUPING SETS ((zone, city), (city, zone))";
    expect(refusal(sql)).toBeNull();
    expect(refusal(sql, { druid: "33" })).toContain("plan grouping-sets-unsupported/repeated");
    expect(refusal("SELECT zone, city, COUNT(*) FROM rides GROUP BY zone, CUBE (zone, city)", { druid: "33" })).toContain("grouping-sets-unsupported/repeated");
    expect(refusal("SELECT zone, city, COUNT(*) FROM rides GROUP BY zone, CUBE (city)", { druid: "33" })).toContain("controller grouping-sets-unsupported/notSupported");
  });
});

describe("MV_TO_ARRAY", () => {
  test("wants a column once subqueries are merged", () => {
    for (const druid of ["27", "33"]) {
      expect(refusal("SELECT MV_TO_ARRAY(z) AS x FROM (SELECT zone AS z FROM rides)", { druid })).toBeNull();
      expect(refusal("SELECT MV_TO_ARRAY(z) AS x FROM (SELECT UPPER(zone) AS z FROM rides)", { druid })).toContain("function-argument-value/column");
      expect(refusal("SELECT MV_TO_ARRAY(z) AS x FROM (SELECT UPPER(zone) AS z FROM rides GROUP BY 1)", { druid })).toBeNull();
      expect(refusal("SELECT MV_TO_ARRAY(z) AS x FROM (SELECT DISTINCT UPPER(zone) AS z FROM rides)", { druid })).toBeNull();
      expect(refusal("SELECT MV_TO_ARRAY(CAST(zone AS VARCHAR)) AS x FROM rides", { druid })).toBeNull();
    }
  });
});

describe("VALUES", () => {
  test("as a table hold no NULL of a time", () => {
    for (const druid of ["27", "33"]) {
      expect(refusal("SELECT * FROM (VALUES (DATE '2020-01-01'), (NULL)) AS v (d)", { druid })).toContain("null-without-type/row");
      expect(refusal("SELECT * FROM (VALUES (1), (NULL)) AS v (d)", { druid })).toBeNull();
      expect(refusal("VALUES (DATE '2020-01-01'), (NULL)", { druid })).toBeNull();
    }
  });
});

describe("windows from 30 on", () => {
  const refused = (window: string): string | null => refusal(`SELECT ${window} AS w FROM rides`, { druid: "33" });

  test("hand on columns, and count rows by numbers", () => {
    expect(refused("FIRST_VALUE(fare) OVER (ORDER BY zone)")).toBeNull();
    expect(refused("FIRST_VALUE(5) OVER (ORDER BY zone)")).toContain("plan window-unsupported/constant");
    expect(refused("LAG(fare, 2) OVER (ORDER BY zone)")).toBeNull();
    expect(refused("LAG(fare, '2') OVER (ORDER BY zone)")).toContain("plan window-unsupported/distance");
    expect(refused("SUM(fare) OVER (ORDER BY zone ROWS BETWEEN NULL PRECEDING AND CURRENT ROW)")).toContain("plan window-frame/count");
    expect(refused("SUM(fare) OVER (ORDER BY zone ROWS BETWEEN 1e3 PRECEDING AND CURRENT ROW)")).toContain("validate window-frame/integral");
  });

  test("NTILE takes a whole number", () => {
    expect(refused("NTILE(4) OVER (ORDER BY fare)")).toBeNull();
    expect(refused("NTILE(1.5) OVER (ORDER BY fare)")).toContain("validate function-argument-type");
    expect(refused("NTILE(-1) OVER (ORDER BY fare)")).toContain("validate function-argument-value/count");
    expect(refused("NTILE(0) OVER (ORDER BY fare)")).toContain("plan window-unsupported/buckets");
  });

  test("are not planned over several rows of VALUES", () => {
    const over = (rows: string): string | null => refusal(`SELECT k, SUM(n) OVER () AS s FROM (VALUES ${rows}) AS v (k, n)`, { druid: "33" });
    expect(over("('a', 1), ('b', 2)")).toContain("plan window-unsupported/values");
    expect(over("('a', 1)")).toBeNull();
    expect(over("('a', 1), ('b', 1)")).toBeNull();
  });

  test("in QUALIFY do not stand beside groups", () => {
    expect(refusal("SELECT zone, fare FROM rides QUALIFY ROW_NUMBER() OVER (PARTITION BY zone ORDER BY fare) = 1", { druid: "33" })).toBeNull();
    expect(refusal("SELECT zone, SUM(fare) AS f FROM rides GROUP BY zone QUALIFY ROW_NUMBER() OVER (ORDER BY zone) = 1", { druid: "33" })).toContain("plan window-unsupported/qualify");
  });

  test("are parted and sorted by what has a type", () => {
    expect(refused("RANK() OVER (ORDER BY zone + INTERVAL '1' DAY)")).toContain("validate function-argument-type");
  });
});

test("a chain of common tables that doubles at every step ends", () => {
  const steps = Array.from({ length: 40 }, (_, index) => `x${String(index + 1)} AS (SELECT a.city FROM x${String(index)} a JOIN x${String(index)} b ON a.city = b.city)`);
  expect(refusal(`WITH x0 AS (SELECT city FROM rides), ${steps.join(", ")} SELECT city FROM x40`, { druid: "33" })).toBeNull();
});
