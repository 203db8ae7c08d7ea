import { describe, expect, it } from "vitest";
import { namedThingAt, placesOf } from "../../src/lsp/features/names.ts";
import { renameAt } from "../../src/lsp/features/rename.ts";
import { applyEdits } from "../../src/text/edits.ts";
import { marked, viewOf } from "./view.ts";

/** The text with the places of what the cursor stands on marked; the definitions alone where asked for. */
function places(text: string, only: "all" | "definitions" = "all"): string {
  const { view, offset } = viewOf(text);
  const thing = namedThingAt(view, offset);
  return thing === null ? "nothing" : marked(view.tree.text, only === "all" ? placesOf(thing) : thing.definitions);
}

/** The renamed text, or what is said against it. */
function renamed(text: string, name: string): string {
  const { view, offset } = viewOf(text);
  const renaming = renameAt(view, offset, name);
  if (renaming === null) return "nothing";
  return "refused" in renaming ? `refused: ${renaming.refused}` : applyEdits(view.tree.text, renaming.edits);
}

const extern = `TABLE(EXTERN('{"type": "inline", "data": "{}"}', '{"type": "json"}', '[{"name": "ts", "type": "string"}, {"name": "city", "type": "string"}]'))`;

describe("places of a name", () => {
  it.each([
    ["a CTE", "WITH «w» AS (SELECT 1 AS a) SELECT x.a FROM «w│» AS x JOIN «w» AS y ON x.a = y.a"],
    ["a CTE in a later one, and as qualifier", "WITH «w│» AS (SELECT 1 AS a), v AS (SELECT «w».a FROM «w») SELECT a FROM v"],
    ["a table's alias, in a subquery too", "SELECT «x│».a FROM s AS «x» WHERE EXISTS (SELECT 1 FROM u WHERE u.b = «x».b)"],
    ["an inner alias of the name of an outer one", "SELECT t.a FROM s AS t WHERE t.a IN (SELECT «t│».b FROM u AS «t»)"],
    ["an alias of the SELECT list in ORDER BY, before a column that is read", "SELECT b + 1 AS «a│», a AS c FROM t WHERE a > 1 GROUP BY a ORDER BY «a», c"],
    ["one in CLUSTERED BY", "INSERT INTO t SELECT __time, UPPER(a) AS «b│» FROM s PARTITIONED BY DAY CLUSTERED BY «b», __time"],
    ["one in HAVING", "SELECT a, COUNT(*) AS «c│» FROM t GROUP BY a HAVING «c» > 1"],
    ["a table's alias in CLUSTERED BY", "INSERT INTO t SELECT «f».__time, «f».a AS b FROM s AS «f│» PARTITIONED BY DAY CLUSTERED BY «f».a"],
    ["one of a subquery outside of it", "SELECT q.«b│», «b» + 1 AS c FROM (SELECT a AS «b» FROM t) AS q WHERE «b» > 1"],
    ["one that is passed on", "WITH v AS (SELECT a AS «b» FROM t), w AS (SELECT «b» FROM v) SELECT w.«b│» FROM w ORDER BY «b»"],
    ["one that a star passes on", "WITH v AS (SELECT a AS «b» FROM t), w AS (SELECT * FROM v) SELECT «b│» FROM w"],
    ["one that each query of a UNION gives", "SELECT «x│» FROM (SELECT a AS «x» FROM s UNION ALL SELECT b AS «x» FROM t)"],
    ["a column in a CTE's list", "WITH w («a», b) AS (SELECT 1, 2) SELECT «a│», b FROM w"],
    ["a column of UNNEST", "SELECT «tag│» FROM t CROSS JOIN UNNEST(MV_TO_ARRAY(tags)) AS u («tag») WHERE u.«tag» <> 'x'"],
    ["a column that UNNEST's alias names", "SELECT «d│», x.a FROM t AS x CROSS JOIN UNNEST(x.b) AS «d»"],
    ["a window", "SELECT SUM(a) OVER «w│» FROM t WINDOW «w» AS (PARTITION BY b)"],
    ["a word that is a column where Druid has no function of the name", 'SELECT «USER│» FROM (SELECT a AS «"USER"» FROM t) GROUP BY «USER» ORDER BY «USER»'],
    ["a column of EXTEND", "SELECT «a│», b FROM TABLE(EXTERN('{}', '{}')) EXTEND («a» BIGINT, b VARCHAR)"],
    ["a column of EXTERN's signature", `SELECT «city│» FROM ${extern.replace("city", "«city»")}`],
  ])("of %s", (_, text) => {
    expect(places(text.replaceAll(/[«»]/gu, ""))).toBe(text.replace("│", ""));
  });

  it("are several where each query of a UNION defines it", () => {
    expect(places("SELECT x│ FROM (SELECT a AS x FROM s UNION ALL SELECT b AS x FROM t)", "definitions")).toBe("SELECT x FROM (SELECT a AS «x» FROM s UNION ALL SELECT b AS «x» FROM t)");
  });

  it("are found in a statement that is broken elsewhere", () => {
    expect(places("WITH w AS (SELECT a AS b FROM t) SELECT w.b│ FROM w WHERE (1 + ", "definitions")).toBe("WITH w AS (SELECT a AS «b» FROM t) SELECT w.b FROM w WHERE (1 + ");
    expect(places("SELECT q│.a, FROM s AS q", "definitions")).toBe("SELECT q.a, FROM s AS «q»");
    expect(places("SELECT SUM( FROM s AS q│ WHERE a = = q.b ORDER BY", "all")).toBe("SELECT SUM( FROM s AS «q» WHERE a = = «q».b ORDER BY");
    expect(places("WITH w AS (SELECT a AS b│ FROM t WHERE) SELECT w.b FROM w")).toBe("WITH w AS (SELECT a AS «b» FROM t WHERE) SELECT w.«b» FROM w");
  });

  it("are none of a column of an unknown table", () => {
    expect(places("SELECT a + 1 AS b FROM t WHERE a│ > 1")).toBe("nothing");
    expect(places("SELECT q.b FROM t AS x JOIN (SELECT a AS b FROM s) AS q ON x.c = q.b WHERE c│ > 1")).toBe("nothing");
  });
});

describe("rename", () => {
  it("adds quotes where the new name needs them, and leaves those that stand there", () => {
    const text = "WITH w AS (SELECT 1 AS a) SELECT x.a FROM w AS │x JOIN w AS y ON x.a = y.a";
    expect(renamed(text, "left")).toBe('WITH w AS (SELECT 1 AS a) SELECT "left".a FROM w AS "left" JOIN w AS y ON "left".a = y.a');
    expect(renamed(text, "my x")).toContain('FROM w AS "my x" JOIN');
    expect(renamed(text, '"my ""x"')).toContain('FROM w AS "my ""x" JOIN');
    expect(renamed('SELECT "a"b│ FROM t', "my b")).toBe('SELECT "a" "my b" FROM t');
    expect(renamed('SELECT USER, CURRENT_DATE FROM (SELECT a AS "USER│" FROM t)', "current_date")).toBe('SELECT "current_date", CURRENT_DATE FROM (SELECT a AS "current_date" FROM t)');
    expect(renamed('SELECT a AS "b│" FROM t ORDER BY b', "c")).toBe('SELECT a AS "c" FROM t ORDER BY c');
  });

  it.each([
    ["another column of the list", "SELECT a AS b│, c AS d FROM t", "d"],
    ["a column that is passed on", "SELECT a AS b│, c FROM t", "c"],
    ["another table of the FROM clause", "SELECT x.a FROM s AS x│, t AS y", "y"],
    ["another CTE", "WITH v│ AS (SELECT 1 AS a), w AS (SELECT 2 AS a) SELECT v.a FROM v, w", "w"],
    ["a datasource that is read where the CTE is known", "WITH v│ AS (SELECT 1 AS a) SELECT v.a FROM v JOIN foo ON v.a = foo.a", "foo"],
    ["an alias of a subquery that uses the outer one", "SELECT 1 FROM s AS x│ WHERE EXISTS (SELECT 1 FROM u AS y WHERE y.b = x.b)", "y"],
    ["a column of another table, which would no longer be told apart", "SELECT b, c FROM (SELECT 1 AS b│) AS p, (SELECT 2 AS c) AS q", "c"],
    ["a column that is looked for in a table of which nothing is known", "SELECT q.b FROM t AS x JOIN (SELECT a AS b│ FROM s) AS q ON x.k = q.b WHERE c > 1", "c"],
  ])("refuses a name that %s has", (_, text, name) => {
    expect(renamed(text, name)).toContain(`\`${name}\` is taken`);
    expect(renamed(text, "fresh")).toContain("fresh");
  });

  it.each([
    ["no name", "", "needs a character"],
    ["blanks", "  ", "needs a character"],
    ["a line break", "a\nb", "no line break"],
  ])("refuses %s", (_, name, said) => {
    expect(renamed("SELECT a AS b│ FROM t", name)).toContain(said);
  });

  it("says what cannot be called otherwise", () => {
    expect(renamed(`SELECT city│ FROM ${extern}`, "town")).toContain("the name that the data has");
    expect(renamed("INSERT INTO t SELECT TIME_PARSE(a) AS __time│ FROM s PARTITIONED BY DAY", "x")).toContain("Druid partitions by");
    expect(renamed("SELECT a AS __time│ FROM s", "x")).toBe("SELECT a AS x FROM s");
    expect(renamed("SELECT k FROM (SELECT a AS k│ FROM s) AS p JOIN (SELECT b AS k FROM t) AS q USING (k)", "x")).toContain("USING");
    expect(renamed("SELECT a AS b│ FROM t WHERE (", "x")).toContain("syntax error");
  });

  it("changes nothing for the name that it has", () => {
    expect(renamed("SELECT a AS b│ FROM t", "b")).toBe("SELECT a AS b FROM t");
  });
});
