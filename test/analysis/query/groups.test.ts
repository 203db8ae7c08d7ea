import { describe, expect, test } from "vitest";
import { refusal } from "./support.ts";

describe("rows that differ already", () => {
  test("are not grouped again", () => {
    expect(refusal("SELECT DISTINCT city, DS_HLL(zone) AS h FROM rides GROUP BY city")).toBeNull();
    expect(refusal("SELECT DISTINCT DS_HLL(zone) AS h FROM rides GROUP BY city")).toContain("plan group-by-type-unsupported");
    expect(refusal("SELECT c, h, COUNT(*) AS n FROM (SELECT city, DS_HLL(zone) FROM rides GROUP BY city) AS q (c, h) GROUP BY c, h")).toBeNull();
    expect(refusal("SELECT c, h, AVG(1) AS n FROM (SELECT city, DS_HLL(zone) FROM rides GROUP BY city) AS q (c, h) GROUP BY c, h")).toContain("plan group-by-type-unsupported");
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

describe("EARLIEST and LATEST", () => {
  test("over groups are refused by 26 and 27, unless nobody reads them", () => {
    const daily = "(SELECT TIME_FLOOR(__time, 'P1D') AS __time, city, COUNT(*) AS n FROM rides GROUP BY 1, 2)";
    expect(refusal(`SELECT city, LATEST(n) AS l FROM ${daily} GROUP BY city`)).toContain("submit time-aggregate-without-time");
    expect(refusal(`SELECT city, LATEST(n) AS l FROM ${daily} GROUP BY city`, { druid: "26" })).toContain("plan time-aggregate-without-time");
    expect(refusal(`SELECT city, LATEST(n) AS l FROM ${daily} GROUP BY city`, { druid: "28" })).toBeNull();
    expect(refusal(`SELECT city, LATEST_BY(n, __time) AS l FROM ${daily} GROUP BY city`)).toBeNull();
    expect(refusal("SELECT city, LATEST(trips) AS l FROM (SELECT __time, city, trips FROM rides) GROUP BY city")).toBeNull();
    expect(refusal(`SELECT city FROM (SELECT city, LATEST(n) AS l FROM ${daily} GROUP BY city)`)).toBeNull();
  });

  const latest = (from: string, more = ""): string => `SELECT r.zone, LATEST(r.trips) AS l${more} FROM ${from} GROUP BY r.zone`;
  const joined = latest("rides r JOIN zones z ON r.zone = z.zone");

  test("of joined tables go by the first one's time until 27, and know not which later", () => {
    for (const druid of ["26", "27"]) expect(refusal(joined, { druid })).toBeNull();
    expect(refusal(joined, { druid: "28" })).toBe("validate time-aggregate-without-time/ambiguous: LATEST(r.trips)");
    expect(refusal(latest("rides r JOIN lookup.places p ON r.zone = p.k"), { druid: "28" })).toBeNull();
    expect(refusal(latest("lookup.places p JOIN rides r ON r.zone = p.k"))).toContain("plan time-aggregate-without-time/missing");
    expect(refusal(joined, { druid: "28", schema: false })).toBeNull();
  });

  test("find the time of a subquery that is a query of its own where it is read", () => {
    const filtered = "(SELECT * FROM rides WHERE trips > 1) r JOIN zones z ON r.zone = z.zone";
    expect(refusal(latest(filtered))).toContain("plan time-aggregate-without-time/missing");
    expect(refusal(latest(filtered, ", MAX(r.__time) AS t"))).toBeNull();
    expect(refusal(latest("(SELECT * FROM rides) r JOIN zones z ON r.zone = z.zone"))).toBeNull();
    expect(refusal(joined, { context: { sqlJoinAlgorithm: "sortMerge" } })).toContain("plan time-aggregate-without-time/missing");
    expect(refusal("SELECT city, LATEST(trips) AS l FROM (SELECT * FROM rides LIMIT 9) GROUP BY 1")).toBeNull();
    expect(refusal("SELECT UPPER(city) AS c, LATEST(trips) AS l FROM (SELECT * FROM rides LIMIT 9) GROUP BY 1")).toContain("plan time-aggregate-without-time/missing");
  });

  test("look through a filter that keeps every row of a join's side, and into no rows at all", () => {
    const joined = (where: string): string | null => refusal(`SELECT LATEST(z.name, 8) AS l FROM (SELECT __time, zone FROM rides WHERE ${where}) r JOIN zones z ON r.zone = z.zone`);
    expect(joined("1 = 1")).toBeNull();
    expect(joined("1 = 2")).toBeNull();
    expect(joined("trips > 1")).toContain("plan time-aggregate-without-time/missing");
    const grouped = "SELECT city, LATEST(city, 8) AS l FROM (SELECT city, COUNT(*) AS n FROM rides GROUP BY 1) GROUP BY 1";
    expect(refusal(grouped)).toContain("time-aggregate-without-time");
    expect(refusal(`${grouped} HAVING FALSE`)).toBeNull();
  });

  test("have no time among no rows until 27, unless it is read", () => {
    expect(refusal("SELECT LATEST(trips) AS l FROM rides WHERE FALSE")).toContain("plan time-aggregate-without-time/missing");
    expect(refusal("SELECT LATEST(trips) AS l, MAX(__time) AS t FROM rides WHERE FALSE")).toBeNull();
  });
});

describe("exact distinct counts", () => {
  const exact = (items: string, druid: string, keys = " GROUP BY city"): string | null => refusal(`SELECT ${keys === "" ? "" : "city, "}${items} FROM rides${keys}`, { druid, context: { useApproximateCountDistinct: false } });

  test("stand beside what can be made of finer groups until 27", () => {
    for (const druid of ["24", "27", "28"]) expect(exact("COUNT(DISTINCT zone) AS a, SUM(trips) AS b, MAX(fare) AS c, MIN(DISTINCT fare) AS d", druid)).toBeNull();
    for (const other of ["AVG(trips)", "COUNT(*) FILTER (WHERE trips > 1)", "LATEST(trips)", "COUNT(DISTINCT name)"]) {
      const items = `COUNT(DISTINCT zone) AS a, ${other.replace("name", "city")} AS b`;
      expect(exact(items, "27")).toContain("plan distinct-aggregate-unsupported");
      expect(exact(items, "28")).toBeNull();
      expect(exact(items, "27", "")).toBeNull();
    }
  });

  test("with a condition of their own stand alone until 30", () => {
    for (const counted of ["COUNT(DISTINCT zone) FILTER (WHERE trips > 1)", "COUNT(DISTINCT CASE WHEN trips > 1 THEN zone END)"]) {
      expect(exact(`${counted} AS a`, "27")).toBeNull();
      expect(exact(`${counted} AS a, COUNT(*) AS b`, "29", "")).toContain("plan distinct-aggregate-unsupported/filtered");
      expect(exact(`${counted} AS a, COUNT(*) AS b`, "33")).toBeNull();
    }
  });

  test("do not stand beside a distinct aggregate of several arguments", () => {
    expect(exact("STRING_AGG(DISTINCT zone, ',') AS a, COUNT(DISTINCT zone) AS b", "33")).toContain("plan distinct-aggregate-unsupported/arguments");
    expect(exact("STRING_AGG(DISTINCT zone, ',') AS a, COUNT(*) AS b", "33")).toBeNull();
    expect(exact("ARRAY_AGG(DISTINCT zone) AS a, COUNT(DISTINCT zone) AS b", "33")).toBeNull();
  });

  test("over several grouping sets lose the sets until 27, and are refused from 31 on", () => {
    const keys = " GROUP BY ROLLUP(city)";
    expect(exact("COUNT(DISTINCT zone) AS a", "27", keys)).toBeNull();
    expect(exact("COUNT(*) AS a", "27", keys)).toContain("controller grouping-sets-unsupported/notSupported");
    expect(exact("COUNT(DISTINCT zone) FILTER (WHERE trips > 1) AS a", "27", keys)).toContain("plan distinct-aggregate-unsupported/sets");
    expect(exact("COUNT(DISTINCT zone) AS a", "28", keys)).not.toContain("plan");
    expect(exact("COUNT(DISTINCT zone) AS a", "33", keys)).toContain("plan distinct-aggregate-unsupported/sets");
    expect(exact("COUNT(DISTINCT zone) AS a", "33", " GROUP BY GROUPING SETS ((city))")).toBeNull();
  });
});

describe("grouping sets", () => {
  test("of one CUBE or ROLLUP are not repeated", () => {
    for (const keys of ["CUBE(city, zone, zone)", "ROLLUP(city, city)"]) expect(refusal(`SELECT city, COUNT(*) AS n FROM rides GROUP BY ${keys}`, { druid: "33" })).not.toContain("repeated");
    expect(refusal("SELECT city, COUNT(*) AS n FROM rides GROUP BY GROUPING SETS ((city), (city))", { druid: "33" })).toContain("plan grouping-sets-unsupported/repeated");
  });
});

describe("ORDER BY", () => {
  test("does not aggregate what is an aggregate under its alias", () => {
    for (const druid of ["27", "33"]) {
      const sorted = (item: string, key: string): string | null => refusal(`SELECT city, ${item} FROM rides GROUP BY city ORDER BY ${key}`, { druid });
      expect(sorted("SUM(trips) AS trips", "SUM(trips)")).toBe("plan aggregate-unsupported/alias: SUM(trips)");
      expect(sorted("MAX(fare) AS most", "city, ABS(SUM(most))")).toBe("plan aggregate-unsupported/alias: SUM(most)");
      expect(sorted("SUM(trips) AS trips", "SUM(rides.trips)")).toBeNull();
      expect(sorted("SUM(trips) AS total", "SUM(trips)")).toBeNull();
      expect(sorted("SUM(trips) AS trips", "trips")).toBeNull();
    }
  });
});

describe("a column that USING merged", () => {
  test("cannot be sorted by among groups from 28 on", () => {
    const sql = "SELECT zone, COUNT(*) AS n FROM rides JOIN zones USING (zone) GROUP BY zone ORDER BY";
    for (const key of ["zone", "zone DESC", "1", "n, zone"]) expect(refusal(`${sql} ${key}`, { druid: "33" })).toContain("validate not-grouped/notGrouped: zone");
    expect(refusal(`${sql} n`, { druid: "33" })).toBeNull();
    expect(refusal("SELECT DISTINCT zone FROM rides JOIN zones USING (zone) ORDER BY zone", { druid: "33" })).toBeNull();
  });
});
