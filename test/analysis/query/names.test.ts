import { describe, expect, test } from "vitest";
import { analysisOf, columnsOf, refusal } from "./support.ts";

describe("tables", () => {
  test("a table that a complete schema does not list does not exist", () => {
    expect(refusal("SELECT 1 AS x FROM ride")).toBe("validate table-not-found/notFoundSuggest: ride");
  });

  test("without a schema every table may exist, and nothing is said of its columns", () => {
    expect(refusal("SELECT a, COUNT(*) AS n FROM anything WHERE b > 1 GROUP BY a", { schema: false })).toBeNull();
  });

  test("names are case-sensitive, schemas too", () => {
    expect(refusal("SELECT 1 AS x FROM Rides")).toContain("table-not-found");
    expect(refusal("SELECT 1 AS x FROM DRUID.rides")).toContain("table-not-found/schemaNotFoundSuggest");
  });

  test("a lookup has the columns k and v", () => {
    expect(columnsOf("SELECT * FROM lookup.places")).toEqual(["k", "v"]);
    expect(refusal("SELECT * FROM lookup.nowhere")).toContain("table-not-found/notInSchema");
  });

  test("an alias hides the table's own name", () => {
    expect(refusal("SELECT rides.city FROM rides AS r")).toBe("validate table-not-found/aliasNotFound: rides");
  });

  test("a word of the standard that Druid has no function for is a column of that name, as written", () => {
    expect(columnsOf('SELECT user FROM (SELECT city AS "user" FROM rides)')).toEqual(["user"]);
    expect(refusal('SELECT user FROM (SELECT city AS "USER" FROM rides)')).toContain("column-not-found");
  });

  test("a path finds its table", () => {
    expect(refusal("SELECT druid.rides.city FROM druid.rides")).toBeNull();
  });
});

describe("common tables", () => {
  test("see the ones before them only", () => {
    expect(refusal("WITH a AS (SELECT city FROM b), b AS (SELECT city FROM rides) SELECT city FROM a")).toBe("validate table-not-found/notFound: b");
  });

  test("hide tables of the catalog, and the later hides the earlier", () => {
    expect(columnsOf("WITH rides AS (SELECT 1 AS x) SELECT * FROM rides")).toEqual(["x"]);
    expect(columnsOf("WITH a AS (SELECT city FROM rides), a AS (SELECT zone FROM rides) SELECT * FROM a")).toEqual(["zone"]);
  });

  test("are validated though nobody reads them", () => {
    expect(refusal("WITH a AS (SELECT nosuch FROM rides) SELECT 1 AS x")).toContain("column-not-found");
  });
});

describe("columns", () => {
  test("not found: the spelling in another case comes first", () => {
    expect(refusal("SELECT City FROM rides")).toBe("validate column-not-found/wrongCase: City");
  });

  test("are ambiguous when two tables have them", () => {
    expect(refusal("SELECT zone FROM rides r JOIN zones z ON r.zone = z.zone")).toBe("validate column-ambiguous/ambiguous: zone");
  });

  test("of USING are ambiguous up to 27 and one column later", () => {
    const sql = "SELECT zone FROM rides r JOIN zones z USING (zone)";
    expect(refusal(sql)).toContain("column-ambiguous");
    expect(refusal(sql, { druid: "33" })).toBeNull();
  });

  test("of USING are one column in the SELECT list and as keys of groups, from 28 on, and nowhere else", () => {
    const over = "FROM rides r JOIN zones z USING (zone)";
    for (const sql of [`SELECT UPPER(zone) AS u ${over}`, `SELECT zone, COUNT(*) AS n ${over} GROUP BY zone`, `SELECT zone ${over} ORDER BY zone`]) {
      expect(refusal(sql, { druid: "33" }), sql).toBeNull();
    }
    for (const sql of [`SELECT r.city ${over} WHERE zone = 'a'`, `SELECT r.city ${over} ORDER BY zone`, `SELECT zone, COUNT(*) AS n ${over} GROUP BY 1`, `SELECT COUNT(*) AS n ${over} HAVING MIN(zone) > 'a'`]) {
      expect(refusal(sql, { druid: "33" }), sql).toBe("validate column-ambiguous/ambiguous: zone");
    }
  });

  test("of USING cannot be given another name", () => {
    expect(refusal("SELECT zone AS area FROM rides r JOIN zones z USING (zone)", { druid: "33" })).toBe("validate column-ambiguous/aliased: zone");
    expect(refusal("SELECT r.zone AS area FROM rides r JOIN zones z USING (zone)", { druid: "33" })).toBeNull();
  });

  test("of USING are one column as far as the last joins have USING", () => {
    expect(refusal("SELECT zone FROM rides r JOIN zones z USING (zone) JOIN places p ON r.city = p.k", { druid: "33", schema: false })).toBeNull();
    expect(refusal("SELECT zone FROM rides r JOIN zones z USING (zone) JOIN lookup.places p ON r.city = p.k", { druid: "33" })).toBe("validate column-ambiguous/ambiguous: zone");
    expect(refusal("SELECT zone FROM rides r JOIN zones z USING (__time) JOIN (SELECT zone FROM zones) y USING (zone)", { druid: "33" })).toBeNull();
  });

  test("of USING may be in several tables of a side, from 28 on", () => {
    const sql = "SELECT r.city FROM rides r JOIN zones z USING (zone) JOIN (SELECT zone FROM zones) y USING (zone)";
    expect(refusal(sql)).toContain("using-column-not-unique");
    expect(refusal(sql, { druid: "28" })).toBeNull();
  });

  test("of USING are not planned in 28 where they may be NULL and are read", () => {
    const over = "FROM rides r JOIN zones z USING (zone)";
    for (const sql of [`SELECT zone ${over}`, `SELECT UPPER(zone) AS u ${over}`, `SELECT COUNT(zone) AS n ${over}`, `SELECT COUNT(*) AS n ${over} GROUP BY zone`]) {
      expect(refusal(sql, { druid: "28" }), sql).toBe("plan using-column-unqualified/column: zone");
    }
    expect(refusal("SELECT __time FROM rides r JOIN zones z USING (__time)", { druid: "28" })).toBeNull();
    expect(refusal(`SELECT city FROM (SELECT zone, r.city ${over})`, { druid: "28" })).toBeNull();
  });

  test("of the enclosing query are seen by a subquery", () => {
    expect(refusal("SELECT city FROM rides r WHERE zone IN (SELECT zone FROM zones WHERE name = r.city)")).toBeNull();
  });

  test("of a star that are there already get a number", () => {
    expect(columnsOf("SELECT a.zone, b.* FROM rides a JOIN (SELECT zone, name FROM zones) b ON a.zone = b.zone")).toEqual(["zone", "zone0", "name"]);
  });

  test("come from a table through subqueries", () => {
    const [column] = analysisOf("WITH w AS (SELECT UPPER(city) AS c FROM rides) SELECT d FROM (SELECT c AS d FROM w)").output ?? [];
    expect(column?.origins.map((origin) => origin.column)).toEqual(["city"]);
  });
});
