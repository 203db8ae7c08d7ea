import { describe, expect, test } from "vitest";
import { refusal } from "./support.ts";

describe("conditions that no row meets", () => {
  const over = (condition: string, druid: string): string | null => refusal(`SELECT city, MAX(zone) AS m FROM rides WHERE ${condition} GROUP BY 1`, { druid });
  const refused = "plan aggregate-argument-type/type: MAX(zone)";

  test.each(["FALSE", "zone = NULL", "zone = 'a' AND zone = 'b'", "zone IS NULL AND zone = 'a'", "trips > 5 AND trips < 3", "trips BETWEEN 5 AND 3", "zone <> zone", "zone IN ('a', 'b') AND zone = 'c'", "CAST(NULL AS BOOLEAN)"])(
    "%s leaves nothing to aggregate", (condition) => {
      expect(over(condition, "27")).toBeNull();
      expect(over(condition, "33")).toBeNull();
    },
  );

  test.each(["zone = 'a' OR zone = 'b'", "zone IS NULL OR zone = 'a'", "trips > 3 AND trips < 5", "trips >= 5 AND trips <= 5", "zone = 'a' AND city = 'b'", "zone > city AND zone < city"])(
    "%s may be met", (condition) => {
      expect(over(condition, "27")).toBe(refused);
      expect(over(condition, "33")).toBe(refused);
    },
  );

  test.each(["zone IN ('a', 'b') AND zone IN ('c', 'd')", "zone IS NULL AND zone IN ('a', 'b')", "zone IS NULL AND zone IS NOT NULL", "UPPER(zone) = 'A' AND UPPER(zone) = 'B'", "trips IN (NULL)"])(
    "%s is seen from 28 on", (condition) => {
      expect(over(condition, "27")).toBe(refused);
      expect(over(condition, "33")).toBeNull();
    },
  );

  test("HAVING knows an aggregate again", () => {
    expect(refusal("SELECT city, MAX(zone) AS m FROM rides GROUP BY 1 HAVING COUNT(*) > 5 AND COUNT(*) < 3")).toBeNull();
    expect(refusal("SELECT city, MAX(zone) AS m FROM rides GROUP BY 1 HAVING COUNT(*) > 5 AND SUM(trips) < 3")).toBe(refused);
    expect(refusal("SELECT city, COUNT(*) AS n FROM rides GROUP BY 1 HAVING NULL")).toBeNull();
  });
});

describe("one group of no rows", () => {
  test("is a row of its own where its columns stand as the table has them", () => {
    expect(refusal("SELECT MAX(zone) AS m FROM rides WHERE FALSE")).toBeNull();
    expect(refusal("SELECT MAX(city) AS m, MIN(zone) AS n FROM rides WHERE FALSE")).toBeNull();
    expect(refusal("SELECT MAX(zone) AS m, MIN(city) AS n FROM rides WHERE FALSE")).toContain("aggregate-argument-type");
    expect(refusal("SELECT MAX(zone) AS m FROM rides WHERE city = NULL")).toContain("aggregate-argument-type");
  });

  test("cannot hold a time", () => {
    expect(refusal("SELECT MAX(__time) AS t FROM rides WHERE FALSE")).toBe("plan null-without-type/aggregate: MAX(__time)");
    expect(refusal("SELECT SUM(trips) AS n, MAX(__time) AS t FROM rides WHERE FALSE")).toBeNull();
    expect(refusal("SELECT city, MAX(__time) AS t FROM rides WHERE FALSE GROUP BY 1")).toBeNull();
  });
});

describe("above no rows", () => {
  test("expressions are planned until 27, what is below is not", () => {
    expect(refusal("SELECT m FROM (SELECT city LIKE zone AS m FROM rides) WHERE 1 = 2")).toBeNull();
    expect(refusal("SELECT city LIKE zone AS m FROM rides WHERE 1 = 2")).toContain("plan like-pattern-invalid");
    expect(refusal("SELECT city, NULL AS m FROM rides WHERE 1 = 2")).toContain("plan null-without-type");
  });

  test("windows and sorts are not planned", () => {
    expect(refusal("SELECT city, ROW_NUMBER() OVER (ORDER BY trips) AS r FROM rides WHERE 1 = 2")).toBeNull();
    expect(refusal("SELECT users FROM rides WHERE FALSE ORDER BY users")).toBeNull();
    expect(refusal("SELECT users, COUNT(*) AS n FROM rides WHERE FALSE GROUP BY 1")).toBeNull();
  });

  test("joins are not planned", () => {
    expect(refusal("SELECT r.city FROM rides r LEFT JOIN zones z ON r.zone > z.zone AND r.trips > NULL")).toBeNull();
    expect(refusal("SELECT r.city FROM rides r LEFT JOIN zones z ON r.zone > z.zone AND UPPER('a') = 'b'")).toContain("join-condition-unsupported");
    expect(refusal("SELECT r.city FROM (SELECT * FROM rides WHERE 1 = 0) r LEFT JOIN zones z ON r.zone > z.zone")).toBeNull();
    expect(refusal("SELECT r.city FROM rides r LEFT JOIN (SELECT * FROM zones WHERE 1 = 0) z ON r.zone > z.zone")).toContain("join-condition-unsupported");
    expect(refusal("SELECT r.city FROM rides r LEFT JOIN (SELECT * FROM zones WHERE 1 = 0) z ON r.zone > z.zone", { druid: "33" })).toBeNull();
  });

  test("the kind of a join is looked at all the same", () => {
    for (const druid of ["27", "33"]) expect(refusal("SELECT r.city FROM rides r RIGHT JOIN zones z ON r.zone = z.zone LIMIT 0", { druid })).toContain("plan join-type-needs-sort-merge");
  });

  test("nothing is said where a constant that is not worked out may settle a condition", () => {
    expect(refusal("SELECT city, ROW_NUMBER() OVER (ORDER BY trips) AS r FROM rides WHERE CURRENT_TIMESTAMP < TIMESTAMP '2020-01-01 00:00:00'")).toBeNull();
  });

  test("nothing is planned below LIMIT 0", () => {
    for (const druid of ["27", "33"]) expect(refusal("SELECT city, MAX(zone) AS m FROM rides GROUP BY 1 LIMIT 0", { druid })).toBeNull();
    expect(refusal("SELECT city, MAX(zone) AS m FROM rides GROUP BY 1 LIMIT 1", { druid: "33" })).toContain("aggregate-argument-type");
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
