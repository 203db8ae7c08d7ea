import { describe, expect, it } from "vitest";
import { requireRelease } from "../../src/druid/releases.ts";
import { hoverInPayload } from "../../src/lsp/features/payload-hover.ts";
import { hoverAt } from "../../src/lsp/features/hover.ts";
import { inlayHints } from "../../src/lsp/features/inlay-hints.ts";
import { semanticTokens } from "../../src/lsp/features/semantic-tokens.ts";
import { signatureHelpAt } from "../../src/lsp/features/signature-help.ts";
import { foldingRanges, outline, selectionRanges } from "../../src/lsp/features/structure.ts";
import { viewOf } from "./view.ts";

const extern = `TABLE(EXTERN('{"type": "inline", "data": "{}"}', '{"type": "json"}', '[{"name": "ts", "type": "string"}, {"name": "city", "type": "string"}]'))`;

describe("hover", () => {
  it("shows a function's forms and releases", () => {
    const { view, offset } = viewOf(`SELECT TIME_│PARSE(ts) FROM t`);
    expect(hoverAt(view, offset)?.markdown).toContain("TIME_PARSE(<CHARACTER>, [<CHARACTER>, [<CHARACTER>]])");
  });

  it("shows a column's type and the table it comes from", () => {
    const { view, offset } = viewOf(`SELECT c│ity FROM ${extern} AS trips`);
    expect(hoverAt(view, offset)?.markdown).toBe("**city** VARCHAR\n\nfrom `trips`\n\n`city` in the signature of `EXTERN`");
  });

  it.each([
    ["a CTE of a CTE", `WITH a AS (SELECT UPPER(city) AS town FROM ${extern}), b AS (SELECT town FROM a) SELECT to│wn FROM b`, "from `b`\n\nwhich is read from `city` in the signature of `EXTERN`"],
    ["a star of a star", `SELECT x.ci│ty FROM (SELECT * FROM (SELECT * FROM ${extern})) AS x`, "from `x`\n\nwhich is read from `city` in the signature of `EXTERN`"],
    ["EXTEND", "SELECT a│ FROM TABLE(EXTERN('{}', '{\"type\": \"json\"}')) EXTEND (a BIGINT)", "from `EXTERN`\n\n`a` in the EXTEND clause of `EXTERN`"],
    ["a value that nothing is read for", "SELECT a│b FROM (SELECT 1 AS ab)", "from a subquery"],
  ])("follows a column of %s to where it begins", (_, text, expected) => {
    const { view, offset } = viewOf(text);
    expect(hoverAt(view, offset)?.markdown.split("\n\n").slice(1).join("\n\n")).toBe(expected);
  });

  it("takes each query of a UNION for itself", () => {
    const zones = extern.replace('"city"', '"zone"');
    const { view, offset } = viewOf(`SELECT ci│ty FROM ${extern} AS trips UNION ALL SELECT zone FROM ${zones} AS zones`);
    expect(hoverAt(view, offset)?.markdown).toContain("from `trips`");
    const same = viewOf(`SELECT t.n│ FROM (SELECT city AS n FROM ${extern}) AS t UNION ALL SELECT t.n FROM (SELECT zone AS n FROM ${zones}) AS t`);
    expect(hoverAt(same.view, same.offset)?.markdown).toContain("which is read from `city`");
    const alias = viewOf(`SELECT ts FROM ${extern} AS tr│ips UNION ALL SELECT ts FROM ${zones} AS zones`);
    expect(hoverAt(alias.view, alias.offset)?.markdown).toBe("**trips** (alias)\n\n- ts VARCHAR\n- city VARCHAR");
  });

  it("goes by the qualifier where two tables have a column of the name", () => {
    const { view, offset } = viewOf(`SELECT b.ci│ty FROM ${extern} AS a JOIN ${extern} AS b ON a.ts = b.ts`);
    expect(hoverAt(view, offset)?.markdown).toContain("from `b`");
  });

  it("shows the columns of a CTE where it is named and where it is read", () => {
    const text = `WITH w AS (SELECT city, COUNT(*) AS cnt FROM ${extern} GROUP BY 1) SELECT cnt FROM w`;
    for (const marked of [text.replace("WITH w", "WITH │w"), text.replace(/w$/u, "│w")]) {
      const { view, offset } = viewOf(marked);
      expect(hoverAt(view, offset)?.markdown).toBe("**w** (WITH)\n\n- city VARCHAR\n- cnt BIGINT");
    }
  });

  it("says nothing of a column of which nothing is known", () => {
    const { view, offset } = viewOf(`SELECT c│ity FROM unknown_table`);
    expect(hoverAt(view, offset)).toBeNull();
  });

  it("shows the arguments of a table function of the release", () => {
    const { view, offset } = viewOf(`SELECT city FROM ${extern.replace("EXTERN", "EXT│ERN")}`);
    expect(hoverAt(view, offset)?.markdown).toContain("EXTERN(inputSource, inputFormat, [signature])");
    const inline = viewOf("SELECT a FROM TABLE(IN│LINE(data => ARRAY['1'], format => 'csv')) EXTEND (a BIGINT)");
    expect(hoverAt(inline.view, inline.offset)?.markdown).toMatch(/data => VARCHAR ARRAY[^]*input source `inline`/u);
  });

  it("names each form of a function once", () => {
    const { view, offset } = viewOf("SELECT APPROX_COUNT_DIST│INCT_DS_HLL(a) FROM t");
    const forms = hoverAt(view, offset)?.markdown.split("\n").filter((line) => line.startsWith("APPROX")) ?? [];
    expect(forms.length).toBeGreaterThan(1);
    expect(new Set(forms).size).toBe(forms.length);
  });

  it("explains a period where it is written", () => {
    const { view, offset } = viewOf("SELECT TIME_FLOOR(__time, 'PT│1H') FROM t");
    expect(hoverAt(view, offset)?.markdown).toContain("**HOUR**");
  });

  it("explains the whole statement on its verb", () => {
    const { view, offset } = viewOf(`INS│ERT INTO trips SELECT TIME_PARSE(ts) AS __time, city FROM ${extern} PARTITIONED BY DAY`);
    expect(hoverAt(view, offset)?.markdown).toContain("Appends rows to `trips`");
  });

  it("explains a granularity", () => {
    const { view, offset } = viewOf(`INSERT INTO t SELECT * FROM s PARTITIONED BY D│AY`);
    expect(hoverAt(view, offset)?.markdown).toContain("- period: `P1D`");
  });

  it("explains a fault of Druid's that a comment names", () => {
    const { view, offset } = viewOf("SELECT 1 -- ended in TooMany│Buckets");
    expect(hoverAt(view, offset)?.markdown).toContain("**TooManyBuckets**");
  });

  it("explains a context key of a payload", () => {
    const payload = '{"query": "SELECT 1", "context": {"maxNumTasks": 3}}';
    expect(hoverInPayload(payload, payload.indexOf("NumTasks"), requireRelease("33"))?.markdown).toContain("maxNumTasks");
    expect(hoverInPayload(payload, payload.indexOf("query"), requireRelease("33"))).toBeNull();
  });

  it("explains a rule named in a suppression comment", () => {
    const { view, offset } = viewOf(`-- msqlint-disable-next-line time-n│ull\nSELECT 1`);
    expect(hoverAt(view, offset)?.markdown).toContain("**time-null**");
  });
});

describe("signature help", () => {
  it("counts the arguments before the cursor, not those of inner calls", () => {
    const { view, offset } = viewOf("SELECT TIME_FLOOR(TIME_PARSE(a, b), │");
    expect(signatureHelpAt(view, offset)).toMatchObject({ activeParameter: 1 });
  });

  it("knows table functions and their named arguments", () => {
    const { view, offset } = viewOf("SELECT * FROM TABLE(S3(uris => ARRAY['a'], format => │");
    const help = signatureHelpAt(view, offset);
    const [signature] = help?.signatures ?? [];
    const parameter = signature?.parameters[help?.activeParameter ?? 0];
    expect(signature?.label.slice(parameter?.start, parameter?.end)).toMatch(/^format => /u);
  });

  it("tells parameters that read alike apart by their place", () => {
    const { view, offset } = viewOf("SELECT TIME_PARSE(a, │");
    const help = signatureHelpAt(view, offset);
    expect(help?.signatures[0]?.parameters.map(({ start }) => start)).toEqual([11, 25, 39]);
    expect(help?.activeParameter).toBe(1);
  });

  it("stays on the last parameter where there may be any number", () => {
    const { view, offset } = viewOf("SELECT CONCAT(a, b, c, d, │");
    expect(signatureHelpAt(view, offset)?.activeParameter).toBe(2);
  });

  it("is silent outside of calls", () => {
    const { view, offset } = viewOf("SELECT a, │b FROM t");
    expect(signatureHelpAt(view, offset)).toBeNull();
  });
});

describe("structure", () => {
  it("lists statements with their CTEs", () => {
    const { view } = viewOf("REPLACE INTO t OVERWRITE ALL WITH w AS (SELECT 1 AS a) SELECT a FROM w PARTITIONED BY ALL;\nSELECT 2");
    expect(outline(view.tree).map((symbol) => [symbol.name, symbol.children.map((child) => child.name)])).toEqual([
      ["REPLACE INTO t", ["w"]],
      ["SELECT 2", []],
    ]);
  });

  it("folds what spans lines, comments too, and no comment that is part of a text", () => {
    const { view, text } = viewOf("-- one\n-- two\nSELECT a,\n  '/*\n*/' AS b\nFROM t\n/* three\n*/");
    const folded = foldingRanges(view.tree).map(({ start, end, kind }) => [kind, text.slice(start, end)]);
    expect(folded).toContainEqual(["code", "SELECT a,\n  '/*\n*/' AS b\nFROM t"]);
    expect(folded.filter(([kind]) => kind === "comment")).toEqual([["comment", "-- one\n-- two"], ["comment", "/* three\n*/"]]);
  });

  it.each([
    ["SELECT a + │b AS c FROM t", ["b", "a + b", "a + b AS c", "SELECT a + b AS c FROM t"]],
    ["SELECT f(a, │b), c FROM t;\nSELECT 2", ["b", "a, b", "f(a, b)", "f(a, b), c", "SELECT f(a, b), c FROM t", "SELECT f(a, b), c FROM t;\nSELECT 2"]],
    ["SELECT 'a│b'", ["ab", "'ab'", "SELECT 'ab'"]],
    ["SELECT 1 -- a│b\nFROM t", ["-- ab", "SELECT 1 -- ab\nFROM t"]],
    ["/* a│b */ SELECT 1", ["/* ab */", "/* ab */ SELECT 1"]],
  ])("selects ever larger ranges in %s", (marked, expected) => {
    const { view, offset, text } = viewOf(marked);
    expect(selectionRanges(view, offset).map((span) => text.slice(span.start, span.end))).toEqual(expected);
  });
});

describe("inlay hints", () => {
  it("say what an ordinal means", () => {
    const { view, text } = viewOf("SELECT city AS place, COUNT(*) AS c FROM t GROUP BY 1");
    expect(inlayHints(view, { start: 0, end: text.length })).toContainEqual(expect.objectContaining({ label: " place" }));
  });

  it("are silent when a star moves the ordinals", () => {
    const { view, text } = viewOf("SELECT *, city FROM t ORDER BY 2");
    expect(inlayHints(view, { start: 0, end: text.length })).toEqual([]);
  });

  it("call a period by its name", () => {
    const { view, text } = viewOf("INSERT INTO t SELECT * FROM s PARTITIONED BY TIME_FLOOR(__time, 'PT1H')");
    expect(inlayHints(view, { start: 0, end: text.length }).map((hint) => hint.label)).toContain(" HOUR");
  });
});

describe("semantic tokens", () => {
  it("tell functions, columns and tables apart, in order", () => {
    const { view, text } = viewOf("SELECT UPPER(a) AS b FROM t");
    expect(semanticTokens(view, { start: 0, end: text.length }).map((token) => [text.slice(token.start, token.end), token.type])).toEqual([
      ["UPPER", "function"],
      ["a", "property"],
      ["b", "property"],
      ["t", "class"],
    ]);
  });

  it("of every kind", () => {
    const { view, text } = viewOf("SET maxNumTasks = 3;\nINSERT INTO t SELECT w.*, CAST(a AS BIGINT), SUM(b) OVER win, my_own(1) FROM TABLE(S3(uris => ARRAY['x'])) EXTEND (z BIGINT) AS w WINDOW win AS (ORDER BY z) PARTITIONED BY DAY", "36");
    const told = semanticTokens(view, { start: 0, end: text.length }).map((token) => [text.slice(token.start, token.end), token.type, ...token.modifiers].join(" "));
    expect(told).toEqual(["maxNumTasks property", "t class", "w variable", "a property", "BIGINT type", "SUM function defaultLibrary", "b property", "win variable", "my_own function", "S3 function", "uris parameter", "z property declaration", "BIGINT type", "w variable declaration", "win variable declaration", "z property", "DAY enumMember"]);
  });

  it("of the range alone that is asked for", () => {
    const { view, text } = viewOf("SELECT a;\nSELECT b");
    expect(semanticTokens(view, { start: 11, end: text.length }).map((token) => text.slice(token.start, token.end))).toEqual(["b"]);
  });
});
