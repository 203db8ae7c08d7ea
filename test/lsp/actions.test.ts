import { describe, expect, it } from "vitest";
import { requireRelease } from "../../src/druid/releases.ts";
import { rewritesAt } from "../../src/lsp/features/rewrites.ts";
import { rollupEdits } from "../../src/lsp/features/rollup-context.ts";
import { suppressionOffers } from "../../src/lsp/features/suppress.ts";
import { parse } from "../../src/syntax/parser.ts";
import { readSuppressions } from "../../src/linter/suppressions.ts";
import { applyEdits } from "../../src/text/edits.ts";
import { viewOf } from "./view.ts";

const extern = `TABLE(EXTERN('{"type": "inline", "data": "{}"}', '{"type": "json"}', '[{"name": "ts", "type": "string"}, {"name": "city", "type": "string"}]'))`;

/** The text behind the rewrite of that title at the cursor; null where it is not on offer. */
function rewritten(marked: string, title: string): string | null {
  const { view, offset, text } = viewOf(marked);
  const rewrite = rewritesAt(view, offset).find((each) => each.title.startsWith(title));
  return rewrite === undefined ? null : applyEdits(text, rewrite.edits);
}

describe("the rewrite", () => {
  it("expands a star to the signature's columns, each on its line where the star has one", () => {
    expect(rewritten(`SELECT │* FROM ${extern}`, "Expand")).toMatch(/^SELECT ts, city FROM/u);
    expect(rewritten(`SELECT\n  │*\nFROM ${extern}`, "Expand")).toMatch(/^SELECT\n {2}ts,\n {2}city\nFROM/u);
    expect(rewritten(`SELECT │* FROM ${extern} AS a, ${extern.replace('"ts"', '"at"').replace('"city"', '"town"')} AS b`, "Expand")).toMatch(/^SELECT a\.ts, a\.city, b\."at", b\.town FROM/u);
    expect(rewritten(`SELECT b.│* FROM ${extern} AS a, ${extern} AS b`, "Expand")).toMatch(/^SELECT b\.ts, b\.city FROM/u);
  });

  it("expands each star of a UNION to the columns of its own query", () => {
    const zones = extern.replace('"city"', '"zone"');
    expect(rewritten(`SELECT │* FROM ${extern} UNION ALL SELECT * FROM ${zones}`, "Expand")).toMatch(/^SELECT ts, city FROM/u);
    expect(rewritten(`SELECT * FROM ${extern} UNION ALL SELECT │* FROM ${zones}`, "Expand")).toMatch(/UNION ALL SELECT ts, zone FROM/u);
    expect(rewritten(`WITH q AS ((SELECT │* FROM (SELECT city AS a FROM ${extern})) UNION ALL SELECT * FROM (SELECT zone AS z FROM ${zones})) SELECT * FROM q`, "Expand")).toMatch(/^WITH q AS \(\(SELECT a FROM/u);
  });

  it.each([
    ["a star that is counted", `SELECT COUNT(│*) FROM ${extern}`],
    ["a table of which nothing is known", "SELECT │* FROM t"],
    ["columns of the same name, of which it makes others", `SELECT │* FROM ${extern} AS a, ${extern} AS b`],
    ["tables that cannot be named", `SELECT │* FROM ${extern}, ${extern}`],
    ["a join by name, whose column stands there once", `SELECT │* FROM ${extern} AS a JOIN ${extern} AS b USING (ts)`],
  ])("does not expand %s", (_, text) => {
    expect(rewritten(text, "Expand")).toBeNull();
  });

  it("moves ORDER BY to CLUSTERED BY", () => {
    expect(rewritten("│INSERT INTO t SELECT a FROM s ORDER BY a, b PARTITIONED BY ALL", "Move")).toBe("INSERT INTO t SELECT a FROM s PARTITIONED BY ALL\nCLUSTERED BY a, b");
    expect(rewritten("EXPLAIN PLAN FOR INSERT INTO t SELECT │a FROM s\r\nORDER BY a\r\nPARTITIONED BY ALL -- so\r\n", "Move")).toBe("EXPLAIN PLAN FOR INSERT INTO t SELECT a FROM s\r\nPARTITIONED BY ALL\r\nCLUSTERED BY a -- so\r\n");
  });

  it("leaves comments around ORDER BY their line breaks", () => {
    expect(rewritten("│INSERT INTO t SELECT a FROM s -- note\nORDER BY a, -- first\n b PARTITIONED BY ALL", "Move")).toBe("INSERT INTO t SELECT a FROM s -- note\nPARTITIONED BY ALL\nCLUSTERED BY a, -- first\n b");
  });

  it.each(["ORDER BY a LIMIT 3 PARTITIONED BY ALL", "ORDER BY a OFFSET 3 PARTITIONED BY ALL", "ORDER BY a DESC PARTITIONED BY ALL", "ORDER BY a PARTITIONED BY ALL CLUSTERED BY b", "PARTITIONED BY ALL"])("does not move in %s", (clauses) => {
    expect(rewritten(`│INSERT INTO t SELECT a FROM s ${clauses}`, "Move")).toBeNull();
  });

  it("writes what an ordinal stands for: in GROUP BY the expression, in ORDER BY and CLUSTERED BY the name", () => {
    expect(rewritten("SELECT UPPER(a) AS u, \"b\", COUNT(*) AS c FROM t GROUP BY │1, 2 ORDER BY 3 DESC, 2", "Write")).toBe("SELECT UPPER(a) AS u, \"b\", COUNT(*) AS c FROM t GROUP BY UPPER(a), \"b\" ORDER BY c DESC, \"b\"");
    expect(rewritten("INSERT INTO t SELECT a + 1 AS x, b FROM s PARTITIONED BY ALL CLUSTERED BY 1, │2", "Write")).toBe("INSERT INTO t SELECT a + 1 AS x, b FROM s PARTITIONED BY ALL CLUSTERED BY x, b");
    // A number would be an ordinal again, and a name that two columns have says nothing.
    expect(rewritten("SELECT 1 AS k, a FROM t GROUP BY │1, 2", "Write")).toBe("SELECT 1 AS k, a FROM t GROUP BY 1, a");
    expect(rewritten("SELECT a AS x, b AS x FROM t ORDER BY │1", "Write")).toBeNull();
    expect(rewritten("SELECT *, a FROM t ORDER BY │2", "Write")).toBeNull();
  });

  it("quotes names, and nothing that may have no quotes", () => {
    expect(rewritten("SELECT a│b FROM t", "Quote")).toBe('SELECT "ab" FROM t');
    expect(rewritten('SELECT "a"b│ FROM t', "Quote")).toBe('SELECT "a" "b" FROM t');
    expect(rewritten("INSERT INTO t│ SELECT a FROM s PARTITIONED BY ALL", "Quote")).toBe('INSERT INTO "t" SELECT a FROM s PARTITIONED BY ALL');
    for (const text of ["SELECT JSON_VA│LUE(a, '$.b') FROM t", "SELECT UPP│ER(a) FROM t", "INSERT INTO EXTERN(LOCAL(exportPath => '/x')) AS C│SV SELECT a FROM t", "SELECT * FROM TABLE(HTTP(ur│is => ARRAY['a'], format => 'csv')) EXTEND (a BIGINT)", "SET max│NumTasks = 3", "SELECT CURRENT_TIME│STAMP", 'SELECT "a│" FROM t']) expect(rewritten(text, "Quote")).toBeNull();
  });
});

describe("the context that rollup needs", () => {
  const grouped = `INSERT INTO trips SELECT TIME_FLOOR(TIME_PARSE(ts), 'PT1H') AS __time, city, COUNT(*) AS cnt FROM ${extern} GROUP BY 1, 2 PARTITIONED BY DAY`;
  const same = <Value>(value: Value): Value => value;
  const set = (text: string, release: string): string => applyEdits(text, rollupEdits(viewOf(text, release).view, text.indexOf("TIME_FLOOR"), null, same));

  it("is set before the statement where the release reads that", () => {
    expect(set(grouped, "34")).toBe(`SET finalizeAggregations = FALSE;\nSET groupByEnableMultiValueUnnesting = FALSE;\n${grouped}`);
    expect(set(grouped, "33")).toBe(grouped);
  });

  it("changes a SET that is there, and adds none a second time", () => {
    expect(set(`SET finalizeAggregations = TRUE;\n${grouped}`, "34")).toBe(`SET finalizeAggregations = FALSE;\nSET groupByEnableMultiValueUnnesting = FALSE;\n${grouped}`);
    expect(set(`SET groupByEnableMultiValueUnnesting = FALSE;\n${grouped}`, "34")).toBe(`SET groupByEnableMultiValueUnnesting = FALSE;\nSET finalizeAggregations = FALSE;\n${grouped}`);
    const done = `SET groupByEnableMultiValueUnnesting = FALSE;\nSET finalizeAggregations = 'false';\n${grouped}`;
    expect(set(done, "34")).toBe(done);
  });

  it("is added to a payload's, beside what is there, and to the right one of several", () => {
    const payload = JSON.stringify([{ query: "SELECT 1" }, { query: grouped, context: { finalizeAggregations: true, maxNumTasks: 3 } }]);
    const edits = rollupEdits(viewOf(grouped).view, 0, { json: payload, offset: payload.indexOf("GROUP") }, same);
    expect(JSON.parse(applyEdits(payload, edits))).toEqual([{ query: "SELECT 1" }, { query: grouped, context: { finalizeAggregations: false, maxNumTasks: 3, groupByEnableMultiValueUnnesting: false } }]);
  });

  it.each(["\t", "    "])("is set in as the payload is: %j", (indentation) => {
    const payload = JSON.stringify({ query: grouped, context: { maxNumTasks: 3 } }, null, indentation);
    const edits = rollupEdits(viewOf(grouped).view, 0, { json: payload, offset: payload.indexOf("GROUP") }, same);
    const context = { maxNumTasks: 3, finalizeAggregations: false, groupByEnableMultiValueUnnesting: false };
    expect(applyEdits(payload, edits)).toBe(JSON.stringify({ query: grouped, context }, null, indentation));
  });

  it("is not spoken of where nothing is aggregated", () => {
    const text = `INSERT INTO trips SELECT TIME_PARSE(ts) AS __time FROM ${extern} PARTITIONED BY DAY`;
    expect(rollupEdits(viewOf(text, "34").view, 0, null, same)).toEqual([]);
  });
});

describe("a comment that silences a rule", () => {
  const release = requireRelease("33");
  const file = { whole: "file", lineBreak: "\n" } as const;

  /** The text with the comment; what it silences is looked up in what is read back. */
  function silenced(text: string, place: string, reach: string, host: Parameters<typeof suppressionOffers>[3] = file): string {
    const offset = text.indexOf(place);
    const offer = suppressionOffers(parse(text, { release, semicolons: "file" }), "some-rule", offset, host).find(({ title }) => title.endsWith(`this ${reach}`));
    if (offer === undefined) return "none";
    const after = applyEdits(text, [offer.edit]);
    const at = after.indexOf(place);
    const holds = readSuppressions(parse(after, { release, semicolons: "file" })).some(({ rules, from, to }) => from <= at && at < to && rules.some(({ name }) => name === "some-rule"));
    return holds ? after : `without effect: ${after}`;
  }

  it.each([
    ["above its line, as far in", "SELECT\n  a,\n  b FROM t", "b FROM", "line", "SELECT\n  a,\n  -- msqlint-disable-next-line some-rule\n  b FROM t"],
    ["beside a rule that is named there", "-- msqlint-disable-next-line other -- why\nSELECT b", "SELECT b", "line", "-- msqlint-disable-next-line other, some-rule -- why\nSELECT b"],
    ["behind a comment that began on a line before", "SELECT a, /* in\n side */ b FROM t", "b FROM", "line", "SELECT a, /* in\n side */ /* msqlint-disable-line some-rule */ b FROM t"],
    ["above its statement", "SELECT 1;\n\nSELECT\n b", "b", "statement", "SELECT 1;\n\n-- msqlint-disable-statement some-rule\nSELECT\n b"],
    ["behind a statement of the same line", "SELECT 1; SELECT b", "b", "statement", "SELECT 1; -- msqlint-disable-statement some-rule\nSELECT b"],
    ["above a comment about the line on which the statement begins", "-- msqlint-disable-next-line other\nSELECT\n c1", "c1", "statement", "-- msqlint-disable-statement some-rule\n-- msqlint-disable-next-line other\nSELECT\n c1"],
    ["above the whole file", "SELECT b", "b", "file", "/* msqlint-disable some-rule */\nSELECT b"],
    ["nowhere in a text of several lines", "SELECT 'x\ny', b", "b", "line", "none"],
  ])("stands %s", (_, text, place, reach, expected) => {
    expect(silenced(text, place, reach)).toBe(expected);
  });

  it("takes no line break where the document folds lines", () => {
    const folded = { whole: "block", lineBreak: null } as const;
    expect(silenced("SELECT b", "b", "line", folded)).toBe("/* msqlint-disable-line some-rule */ SELECT b");
    expect(silenced("SELECT 1; SELECT b", "b", "statement", folded)).toBe("SELECT 1; /* msqlint-disable-statement some-rule */ SELECT b");
    expect(silenced("SELECT b", "b", "block", folded)).toBe("/* msqlint-disable some-rule */ SELECT b");
  });
});
