import { describe, expect, it } from "vitest";
import { composeMaps, fromHostOffset, toHostEdit, toHostRange, type OffsetMap } from "../../src/text/offset-map.ts";
import { applyEdits } from "../../src/text/edits.ts";
import type { Block } from "../../src/workspace/documents/block.ts";
import { extractorFor } from "../../src/workspace/documents/extract.ts";
import { mapJsonString } from "../../src/workspace/documents/json-string.ts";
import { documentKindOf, type DocumentKind } from "../../src/workspace/documents/kind.ts";
import { maskTemplates } from "../../src/workspace/documents/templates.ts";
import * as fastCheck from "fast-check";
import { parse as parseYaml } from "yaml";

async function blocksOf(kind: Exclude<DocumentKind, "sql">, text: string, blocks: "druid" | "all" = "druid"): Promise<readonly Block[]> {
  const extraction = (await extractorFor(kind))(text, { blocks, templates: [], yamlKeys: ["sql", "query"] });
  if (extraction.kind === "broken") throw new Error(extraction.message);
  return extraction.blocks;
}

/** The document with a word of a block's SQL put in place of another, by way of the block's map. */
function replaceIn(document: string, map: OffsetMap, word: string, replacement: string): string {
  const start = map.text.indexOf(word);
  if (start < 0) throw new Error(`no ${word} in ${map.text}`);
  return applyEdits(document, [toHostEdit(map, { start, end: start + word.length, text: replacement })]);
}

function hostTextOf(document: string, map: OffsetMap, word: string): string {
  const start = map.text.indexOf(word);
  const range = toHostRange(map, start, start + word.length);
  return document.slice(range.start, range.end);
}

describe("a JSON string's map", () => {
  const document = '{"query": "SELECT \\"a\\"\\n, \'\\u00e9\\\\\' -- \\ud83d\\ude00"}';
  const map = mapJsonString(document, 10, document.length - 1);

  it("gives the string's value", () => {
    expect(map.text).toBe((JSON.parse(document) as { query: string }).query);
  });

  it("maps a range that begins and ends with escapes to the escapes", () => {
    expect(hostTextOf(document, map, '"a"')).toBe('\\"a\\"');
    expect(hostTextOf(document, map, "\n")).toBe("\\n");
    expect(hostTextOf(document, map, "é")).toBe("\\u00e9");
  });

  it("maps places of the document back", () => {
    expect(fromHostOffset(map, document.indexOf("SELECT"))).toBe(0);
    expect(fromHostOffset(map, 0)).toBeNull();
  });

  it("escapes what an edit puts in", () => {
    expect(JSON.parse(replaceIn(document, map, '"a"', '"b\\c"\n'))).toEqual({ query: "SELECT \"b\\c\"\n\n, 'é\\' -- 😀" });
  });

  it("holds for any text and any edit", () => {
    fastCheck.assert(
      fastCheck.property(fastCheck.string({ unit: "binary" }), fastCheck.string({ unit: "binary" }), fastCheck.nat(), fastCheck.nat(), (text, inserted, a, b) => {
        const host = JSON.stringify({ query: text });
        const mapped = mapJsonString(host, 9, host.length - 1);
        expect(mapped.text).toBe(text);
        const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y) as [number, number];
        const edited = applyEdits(host, [toHostEdit(mapped, { start, end, text: inserted })]);
        // Half of a surrogate pair becomes an escape of its own: the value is the same.
        expect((JSON.parse(edited) as { query: string }).query).toBe(text.slice(0, start) + inserted + text.slice(end));
      }),
    );
  });
});

describe("JSON payloads", () => {
  it("are Druid's by their context, whatever is wrong with their SQL", async () => {
    expect(await blocksOf("json", JSON.stringify({ query: "INSERT INTO t SELECT a FORM b", context: {} }))).toHaveLength(1);
    expect(await blocksOf("json", JSON.stringify({ query: "query { a }", context: {} }))).toEqual([]);
    expect(await blocksOf("json", JSON.stringify({ query: "SELECT a FROM b", parameters: [] }))).toEqual([]);
  });

  it("give query, context and the other fields with their places", async () => {
    const text = '{\n  "query": "SELECT __time FROM t",\n  "context": { "maxNumTasks": 3 },\n  "parameters": []\n}';
    const [block] = await blocksOf("json", text);
    expect(block?.map.text).toBe("SELECT __time FROM t");
    expect(block?.semicolons).toBe("druid");
    expect(block?.context.map(({ key, value, origin }) => [key, value, origin])).toEqual([["maxNumTasks", 3, "payload"]]);
    const [entry] = block?.context ?? [];
    expect(text.slice(...(entry?.keyRange ?? [0, 0]))).toBe("maxNumTasks");
    expect(text.slice(...(entry?.valueRange ?? [0, 0]))).toBe("3");
    expect([...(block?.envelope?.fields.keys() ?? [])]).toEqual(["query", "context", "parameters"]);
  });

  it("may stand in an array", async () => {
    const blocks = await blocksOf("json", '[{"query": "SELECT __time FROM a"}, {"query": "SELECT __time FROM b"}]');
    expect(blocks.map((block) => block.map.text)).toEqual(["SELECT __time FROM a", "SELECT __time FROM b"]);
  });

  it("are told from other JSON by Druid's marks", async () => {
    expect(await blocksOf("json", '{"query": "SELECT 1"}')).toEqual([]);
    expect(await blocksOf("json", '{"query": "SELECT 1"}', "all")).toHaveLength(1);
    expect(await blocksOf("json", '{"query": "SELECT 1", "context": {"maxNumTasks": 2}}')).toHaveLength(1);
    expect(await blocksOf("json", '{"query": {"match": "x"}}', "all")).toEqual([]);
  });

  it("that are cut short are broken, with the place", async () => {
    const extract = await extractorFor("json");
    const text = '{"query": "SELECT __time FROM t", ';
    expect(extract(text, { blocks: "druid", templates: [], yamlKeys: [] })).toMatchObject({ kind: "broken" });
  });
});

describe("Markdown", () => {
  const guide = [
    "# Guide",
    "",
    "- a step:",
    "",
    "   ```sql",
    "   REPLACE INTO t OVERWRITE ALL",
    "   SELECT __time FROM s",
    "   PARTITIONED BY DAY",
    "   ```",
    "",
    "> ```SQL",
    "> SELECT __time FROM q",
    "> ```",
    "",
    "```sql",
    "SELECT 1 FROM other_database LIMIT 1, 2",
    "```",
    "",
    "```sql",
    "INSERT INTO t",
    "...",
    "PARTITIONED BY DAY",
    "```",
    "",
    "```json",
    '{ "query": "SELECT \\"__time\\" FROM p", "context": { "<key>": <value> } }',
    "```",
    "",
    "```bash",
    "curl -d '{\"query\": \"SELECT '\\''x'\\'', __time FROM c\"}' http://localhost",
    "```",
    "",
  ].join("\n");

  it("gives Druid's blocks of every kind, in order", async () => {
    const blocks = await blocksOf("markdown", guide);
    expect(blocks.map((block) => block.map.text)).toEqual([
      "REPLACE INTO t OVERWRITE ALL\nSELECT __time FROM s\nPARTITIONED BY DAY\n",
      "SELECT __time FROM q\n",
      'SELECT "__time" FROM p',
      "SELECT 'x', __time FROM c",
    ]);
  });

  it("keeps the indentation of a list in what an edit puts in", async () => {
    const [block] = await blocksOf("markdown", guide);
    if (block === undefined) throw new Error("no block");
    expect(replaceIn(guide, block.map, "DAY", "DAY\nCLUSTERED BY a")).toContain("   PARTITIONED BY DAY\n   CLUSTERED BY a\n   ```");
  });

  it("writes an edit of a curl payload for JSON and for the shell's quotes", async () => {
    const block = (await blocksOf("markdown", guide)).at(-1);
    if (block === undefined) throw new Error("no block");
    expect(replaceIn(guide, block.map, "'x'", "'y' || \"z\"")).toContain("SELECT '\\''y'\\'' || \\\"z\\\", __time");
  });

  it("takes every block when configuration says so", async () => {
    expect((await blocksOf("markdown", guide, "all")).map((block) => block.map.text)).toContain("SELECT 1 FROM other_database LIMIT 1, 2\n");
  });
});

describe("YAML", () => {
  it("gives block scalars of any key and one-line texts of the given ones", async () => {
    const text = ["jobs:", "  - name: a", "    run: |", "      SELECT __time", "", "      FROM t", "  - sql: SELECT __time FROM u", "  - query: 'SELECT ''x'', __time FROM v'", '  - query: "SELECT \\"__time\\" FROM w"', "  - note: __time is a column", ""].join("\n");
    const blocks = await blocksOf("yaml", text);
    expect(blocks.map((block) => block.map.text)).toEqual(["SELECT __time\n\nFROM t\n", "SELECT __time FROM u", "SELECT 'x', __time FROM v", 'SELECT "__time" FROM w']);
    const [first, , third] = blocks;
    if (first === undefined || third === undefined) throw new Error("no block");
    expect(replaceIn(text, first.map, "FROM t", "FROM t\nLIMIT 1")).toContain("      FROM t\n      LIMIT 1\n");
    expect(replaceIn(text, third.map, "'x'", "'it''s'")).toContain("'SELECT ''it''''s'', __time FROM v'");
  });
});

describe("one-line texts of YAML under any key", () => {
  it.each([
    ["in double quotes", 'spec: { inline: "INSERT INTO t SELECT __time, \\"a\\" FROM s PARTITIONED BY DAY" }', 'INSERT INTO t SELECT __time, "a" FROM s PARTITIONED BY DAY'],
    ["in single quotes", "inline: 'SELECT ''x'' AS x, __time FROM s'", "SELECT 'x' AS x, __time FROM s"],
    ["without quotes", "inline: REPLACE INTO t OVERWRITE ALL SELECT __time FROM s PARTITIONED BY DAY", "REPLACE INTO t OVERWRITE ALL SELECT __time FROM s PARTITIONED BY DAY"],
    ["in a list", "steps:\n  - INSERT INTO t SELECT __time FROM s PARTITIONED BY DAY\n", "INSERT INTO t SELECT __time FROM s PARTITIONED BY DAY"],
  ])("are SQL when they are statements of Druid's, %s", async (_, text, sql) => {
    const blocks = await blocksOf("yaml", text);
    expect(blocks.map((block) => block.map.text)).toEqual([sql]);
    expect(blocks.map(({ map }) => replaceIn(text, map, "__time", "TIME"))).toEqual([text.replace("__time", "TIME")]);
  });

  it.each(["column: __time", "help: Select __time from the table of events", "help: INSERT INTO wants PARTITIONED BY DAY", "other: INSERT INTO t SELECT a FROM s", "other: SELECT a FROM s"])("are none as %s", async (text) => {
    expect(await blocksOf("yaml", text)).toEqual([]);
  });
});

describe("payloads without a clause that only Druid has", () => {
  const query = "SELECT city FROM trips WHERE city = ?";

  it.each([
    ["typed parameters", { query, parameters: [{ type: "VARCHAR", value: "Oslo" }] }],
    ["a context and a misspelt first word", { query: "SELEC a FROM b", context: {} }],
    ["an ingestion and nothing else", { query: "INSERT INTO t SELECT 1 AS a FROM b" }],
    ["settings before an ingestion", { query: "SET a = 1; INSERT INTO t SELECT a FROM b" }],
  ])("are Druid's by %s", async (_, payload) => {
    expect(await blocksOf("json", JSON.stringify(payload))).toHaveLength(1);
  });

  it.each([
    ["named parameters", { query: "SELECT * FROM c WHERE c.id = @id", parameters: [{ name: "@id", type: "text", value: "x" }] }],
    ["bare parameters", { query, parameters: ["Oslo"] }],
    ["a context and a question", { query: "where do the trains from Oslo go", context: {} }],
    ["an ingestion and fields of another API", { query: "INSERT INTO t SELECT 1 AS a FROM b", useLegacySql: false }],
    ["rows that are written down", { query: "INSERT INTO t VALUES (1)" }],
    ["a query and nothing else", { query: "SELECT a FROM b" }],
  ])("are left to others by %s", async (_, payload) => {
    expect(await blocksOf("json", JSON.stringify(payload))).toEqual([]);
  });
});

describe("notebooks", () => {
  it("give SQL magics, triple-quoted texts and fences of Markdown cells", async () => {
    const notebook = JSON.stringify({
      cells: [
        { cell_type: "markdown", source: ["```sql\n", "SELECT __time FROM a\n", "```"] },
        { cell_type: "code", source: ["sql = '''\n", "SELECT __time FROM b\n", "'''\n", "run(sql)"] },
        { cell_type: "code", source: "%%sql\nSELECT __time FROM c" },
        { cell_type: "code", source: "print('__time')" },
      ],
    });
    const blocks = await blocksOf("notebook", notebook);
    expect(blocks.map((block) => block.map.text.trim())).toEqual(["SELECT __time FROM a", "SELECT __time FROM b", "SELECT __time FROM c"]);
    const [, second] = blocks;
    if (second === undefined) throw new Error("no block");
    expect(replaceIn(notebook, second.map, "FROM b", 'FROM "b"')).toContain('SELECT __time FROM \\"b\\"\\n');
  });
});

const statement = "INSERT INTO t\nSELECT __time, a\nFROM s\nPARTITIONED BY DAY";
const indented = (prefix: string): string => statement.replace(/^/gmu, prefix);

describe("fences of Markdown", () => {
  it.each([
    ["tildes", `~~~sql\n${statement}\n~~~\n`],
    ["a quote", `> \`\`\`sql\n${indented("> ")}\n> \`\`\`\n`],
    ["a list in a quote", `> - a\n>\n>   \`\`\`\` sql\n${indented(">   ")}\n>   \`\`\`\`\n`],
    ["the line of a list's marker", `1. \`\`\`sql\n${indented("   ")}\n   \`\`\`\n`],
    ["attributes", `\`\`\` {.sql .numberLines}\n${statement}\n\`\`\`\n`],
    ["words behind the language", `\`\`\`SQL title="a.sql" {1,3}\n${statement}\n\`\`\`\n`],
    ["a directive", `\`\`\`{code-block} sql\n${statement}\n\`\`\`\n`],
    ["no end", `\`\`\`sql\n${statement}`],
    ["line ends of Windows", `\`\`\`sql\n${statement}\n\`\`\`\n`.replaceAll("\n", "\r\n")],
  ])("may stand with %s", async (_, text) => {
    const [block, ...further] = await blocksOf("markdown", text);
    expect([block?.map.text.trim().replaceAll("\r\n", "\n"), further]).toEqual([statement, []]);
    if (block !== undefined) expect(replaceIn(text, block.map, "DAY", "HOUR")).toBe(text.replace("DAY", "HOUR"));
  });

  it("that leave something out show a form, in payloads too", async () => {
    expect(await blocksOf("markdown", "```sql\nREPLACE INTO t OVERWRITE ALL\nSELECT ...\nPARTITIONED BY DAY\n```\n")).toEqual([]);
    expect(await blocksOf("markdown", '```json\n{"query": "INSERT INTO t ... PARTITIONED BY DAY", "context": {"maxNumTasks": 3}}\n```\n')).toEqual([]);
    expect(await blocksOf("markdown", "```json\n{\"query\": \"INSERT INTO t SELECT '...' AS a FROM s PARTITIONED BY DAY\"}\n```\n")).toHaveLength(1);
  });

  it("within a longer fence are its text", async () => {
    expect(await blocksOf("markdown", `\`\`\`\`markdown\n\`\`\`sql\n${statement}\n\`\`\`\n\`\`\`\`\n`)).toEqual([]);
  });
});

describe("texts of YAML over several lines", () => {
  it.each([
    ["folded", `sql: >\n${indented("  ")}\n`],
    ["folded and cut", `sql: >-\n${indented("    ")}\n\nnext: 1\n`],
    ["plain", `a:\n  sql: ${statement.replaceAll("\n", "\n    ")}\n`],
  ])("%s are one line of SQL, and edits stay where they belong", async (_, text) => {
    const [block] = await blocksOf("yaml", text);
    expect(block?.map.text.trimEnd()).toBe(statement.replaceAll("\n", " "));
    if (block === undefined) return;
    expect(replaceIn(text, block.map, "DAY", "HOUR")).toBe(text.replace("DAY", "HOUR"));
    const edited = replaceIn(text, block.map, "DAY", "DAY\nCLUSTERED BY a");
    expect(JSON.stringify(parseYaml(edited))).toContain("PARTITIONED BY DAY CLUSTERED BY a");
  });

  it("are mapped as YAML reads them, or not at all", async () => {
    const line = fastCheck.constantFrom("SELECT a", "FROM EXTERN", "  x", "-- y", "", "PARTITIONED BY DAY", "it's z");
    const header = fastCheck.constantFrom("|", "|-", ">", ">-", "");
    await fastCheck.assert(
      fastCheck.asyncProperty(header, fastCheck.array(line, { maxLength: 6 }), async (style, further) => {
        const lines = ["SELECT 1", ...further];
        const text = style === "" ? `sql: ${lines.join("\n  ")}\n` : `sql: ${style}\n${lines.map((each) => (each === "" ? "" : `  ${each}`)).join("\n")}\n`;
        const value = (parseYaml(text) as { sql?: unknown } | null)?.sql;
        for (const { map } of await blocksOf("yaml", text, "all")) {
          expect(map.text.trimEnd()).toBe(String(value).trimEnd());
          for (const run of map.runs) if (run.verbatim) expect(text.slice(run.hostStart, run.hostEnd)).toBe(map.text.slice(run.start, run.end));
        }
      }),
    );
  });
});

describe("here-documents of a shell script", () => {
  const payload = JSON.stringify({ query: "INSERT INTO \"t\"\nSELECT __time FROM s PARTITIONED BY DAY" });

  it.each([
    ["in quotes", `curl -d @- http://x <<'EOF'\n${payload}\nEOF\n`],
    ["whose escapes count", `curl -d @- http://x <<EOF\n${payload.replaceAll("\\", "\\\\")}\nEOF\n`],
    ["whose tabs do not count", `cat <<-"JSON" | curl -d @- http://x\n\t${payload}\n\tJSON\n`],
    ["that come second", `cat - <<A /dev/fd/3 3<<\\B\nnothing\nA\n${payload}\nB\n`],
    ["without an end", `curl -d @- http://x << EOF\n${payload.replaceAll("\\", "\\\\")}`],
  ])("%s hold payloads", async (_, text) => {
    const [block, ...further] = await blocksOf("shell", text);
    expect([block?.map.text, further]).toEqual(["INSERT INTO \"t\"\nSELECT __time FROM s PARTITIONED BY DAY", []]);
    if (block !== undefined) expect(replaceIn(text, block.map, '"t"', '"u"')).toBe(text.replace(/t(?=\\+")/u, "u"));
  });

  it("do not begin where a text is given in place", async () => {
    const [block] = await blocksOf("shell", `curl -d @- http://x <<< '${payload}'\n`);
    expect(block?.map.text).toContain("PARTITIONED BY DAY");
  });
});

describe("code cells of a notebook", () => {
  it("may hold payloads", async () => {
    const text = JSON.stringify({ cells: [{ cell_type: "code", source: [`request = ${JSON.stringify({ query: statement, context: { maxNumTasks: 3 } })}\n`, "post(request)"] }] });
    const [block] = await blocksOf("notebook", text);
    expect([block?.map.text, block?.context.map(({ key }) => key)]).toEqual([statement, ["maxNumTasks"]]);
    if (block !== undefined) expect(replaceIn(text, block.map, "DAY", "HOUR")).toBe(text.replace("DAY", "HOUR"));
  });
});

describe("composed maps", () => {
  it("lead through both ways of writing", () => {
    const inner = '"a\\"b"';
    const document = JSON.stringify(inner);
    const outer = mapJsonString(document, 0, document.length);
    const both = composeMaps(outer, mapJsonString(outer.text, 0, outer.text.length));
    expect(both.text).toBe('a"b');
    expect(hostTextOf(document, both, '"')).toBe('\\\\\\"');
    expect(JSON.parse(JSON.parse(replaceIn(document, both, "b", '"\n')) as string)).toBe('a""\n');
  });
});

describe("the kind of a document", () => {
  it.each([
    ["a.sql", "sql"],
    ["a.SQL.j2", "sql"],
    ["a.json", "json"],
    ["a.jsonc", "jsonc"],
    ["README.md", "markdown"],
    ["dag.yml", "yaml"],
    ["x.ipynb", "notebook"],
    ["x.py", null],
    ["Makefile", null],
  ])("of %s is %s", (name, kind) => {
    expect(documentKindOf(name)).toBe(kind);
  });
});

describe("templates", () => {
  const all = ["jinja", "variable", "placeholder", "parameter", "python"] as const;

  it.each([
    ["jinja values", "SELECT {{ col }} FROM t", "SELECT mmmmmmmmm FROM t"],
    ["jinja control", "{% if x %}SELECT 1{% endif %}", "          SELECT 1           "],
    ["variables", "SELECT 1 FROM ${TABLE}", "SELECT 1 FROM mmmmmmmm"],
    ["placeholders", "SELECT 1 FROM <your-table>", "SELECT 1 FROM mmmmmmmmmmmm"],
    ["named parameters", "WHERE a = :name", "WHERE a = mmmmm"],
    ["Python's parameters", "WHERE a = %s AND b IN (%s, %(b)s) AND c > %(least)d LIMIT %s", "WHERE a = mm AND b IN (mm, mmmmm) AND c > mmmmmmmmm LIMIT 1 "],
    ["names of str.format", "FROM {table} WHERE a_{b.c} = 1", "FROM mmmmmmm WHERE a_mmmmm = 1"],
  ])("mask %s and keep every offset", (_, sql, masked) => {
    expect(maskTemplates(sql, all)?.text).toBe(masked);
  });

  it.each(["a::int", "a < b AND c > d", "JSON_OBJECT('a':b)", "'12:30'", "a<b", "CAST(x AS VARCHAR)", "a %s", "a%(b)s", "5 %s", "f(x) %(s)", "a = b % s", "a % (b) s", "{fn NOW()}", "{ts '2020-01-01 00:00:00'}"])("leave %s alone", (sql) => {
    expect(maskTemplates(sql, all)?.text ?? sql).toBe(sql);
  });

  it("leave quoted texts as they are, placeholder and all", () => {
    const masked = maskTemplates("WHERE d >= '{{ ds }}'", all);
    expect(masked?.text).toBe("WHERE d >= '{{ ds }}'");
    expect(masked?.masks.map((mask) => mask.place)).toEqual(["quoted"]);
  });
});

describe("signs in a text", () => {
  it.each(["LIKE '%s'", "LIKE '%(a)s%'", "'\\\\p{Alpha}'", "'{\"a\": {}}'", "'x{2}'"])("are no placeholder: %s", (sql) => {
    expect(maskTemplates(sql, ["jinja", "python"])).toBeNull();
  });

  it.each(["TIMESTAMP '%s'", "DATE '%(day)s'", "TIMESTAMP '{day} 00:00:00'"])("are one where a time is written: %s", (sql) => {
    expect(maskTemplates(sql, ["jinja", "python"])?.masks.map(({ place }) => place)).toEqual(["quoted"]);
  });
});

describe("a YAML file of thirty thousand keys", () => {
  it("costs no more than each of them does", async () => {
    const text = Array.from({ length: 30_000 }, (_, index) => `key${String(index)}: value\n`).join("");
    expect(await blocksOf("yaml", `${text}sql: INSERT INTO t SELECT 1 PARTITIONED BY ALL\n`)).toHaveLength(1);
    // The square of their number would take more than a minute.
  }, 20_000);
});
