import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { Diagnostic } from "vscode-languageserver/node";
import { disposeClients, start, type Client } from "./client.ts";

afterEach(disposeClients);

const uri = "file:///nowhere/load.sql";
const wrong = "INSERT INTO t\nSELECT __time, city FROM s\nPARTITIONED BY DAY\nCLUSTERED BY city DESC\n";

describe("diagnostics", () => {
  it("are pulled by a client that can", async () => {
    const client = await start();
    await client.open(uri, "sql", wrong);
    const [diagnostic] = await client.pull(uri);
    expect(diagnostic).toMatchObject({ code: "clustered-by-desc", source: "msqlint", range: { start: { line: 3 } } });
    expect(diagnostic?.codeDescription?.href).toMatch(/clustered-by-desc\.md$/u);
  });

  it("are pushed, with the version, to a client that cannot pull", async () => {
    const client = await start({});
    await client.open(uri, "sql", wrong);
    expect(await client.pushed(uri)).toMatchObject({ version: 1, diagnostics: [{ code: "clustered-by-desc" }] });
  });

  it("follow an incremental change", async () => {
    const client = await start();
    await client.open(uri, "sql", wrong);
    const range = { start: { line: 3, character: 17 }, end: { line: 3, character: 22 } };
    await client.connection.sendNotification("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ range, text: "" }] });
    expect(await client.pull(uri)).toEqual([]);
  });

  it("leave SQL alone in which nothing is Druid's", async () => {
    const client = await start();
    await client.open(uri, "sql", "SELECT a::int FROM t LIMIT 1, 2");
    expect(await client.pull(uri)).toEqual([]);
  });

  it("stand inside of a JSON payload's text", async () => {
    const client = await start();
    const payload = JSON.stringify({ query: wrong });
    await client.open("file:///nowhere/load.json", "json", payload);
    const [diagnostic] = await client.pull("file:///nowhere/load.json");
    const { start: from, end: to } = diagnostic?.range ?? { start: { character: 0 }, end: { character: 0 } };
    expect(payload.slice(from.character, to.character)).toContain("DESC");
  });

  it("count characters in UTF-8 for a client that prefers it", async () => {
    const text = `/* äöü */ ${wrong.replaceAll("\n", " ")}`;
    const sixteen = await start();
    await sixteen.open(uri, "sql", text);
    const eight = await start({ general: { positionEncodings: ["utf-8"] }, textDocument: { diagnostic: {} } });
    await eight.open(uri, "sql", text);
    const [a] = await sixteen.pull(uri);
    const [b] = await eight.pull(uri);
    expect((b?.range.start.character ?? 0) - (a?.range.start.character ?? 0)).toBe(3);
  });

  it("give a notice for a document that is too long to lint while typing", async () => {
    const client = await start();
    await client.open(uri, "sql", `SELECT __time FROM t -- ${"x".repeat(1_000_001)}`);
    const [diagnostic] = await client.pull(uri);
    expect(diagnostic).toMatchObject({ code: "file-too-large", message: expect.stringMatching(/^not linted while it is open: .* the limit is 1000000; the command line takes files of up to 10 MB$/u) as unknown });
  });

  it("wait for the editor's settings, which decide what is said", async () => {
    const asked = { workspace: { configuration: true }, textDocument: { diagnostic: {} } };
    const text = "SET maxNumTasks = 3;\nINSERT INTO t SELECT __time FROM s PARTITIONED BY DAY";
    const newer = await start(asked, { druid: "34" });
    await newer.open(uri, "sql", text);
    expect(await newer.pull(uri)).not.toContainEqual(expect.objectContaining({ code: "set-statement-version" }));
    const off = await start(asked, { enable: false });
    await off.open(uri, "sql", wrong);
    expect(await off.pull(uri)).toEqual([]);
  });

  it("take a character beyond a line for the line's end", async () => {
    const client = await start();
    await client.open(uri, "sql", "-- a\r\nINSERT INTO t SELECT __time FROM s PARTITIONED BY DAY");
    const range = { start: { line: 0, character: 3 }, end: { line: 0, character: 99 } };
    await client.connection.sendNotification("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ range, text: "bc" }, { range: { start: { line: 1, character: 53 }, end: { line: 1, character: 999 } }, text: " CLUSTERED BY __time DESC" }] });
    expect(await client.pull(uri)).toMatchObject([{ range: { start: { line: 1 } } }]);
  });

  it("heed the configuration beside the file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "msqlint-lsp-"));
    writeFileSync(join(folder, "msqlint.config.json"), JSON.stringify({ rules: { "clustered-by-desc": "off" } }));
    const place = pathToFileURL(join(folder, "load.sql")).href;
    const client = await start();
    await client.open(place, "sql", wrong);
    expect(await client.pull(place)).toEqual([]);
  });
});

describe("files", () => {
  it("that the configuration ignores are left alone", async () => {
    const folder = mkdtempSync(join(tmpdir(), "msqlint-lsp-"));
    writeFileSync(join(folder, "msqlint.config.json"), JSON.stringify({ ignore: ["old/**"] }));
    const client = await start();
    for (const [name, codes] of [["old/load.sql", []], ["new/load.sql", ["clustered-by-desc"]]] as const) {
      const place = pathToFileURL(join(folder, name)).href;
      await client.open(place, "sql", wrong);
      expect((await client.pull(place)).map(({ code }) => code)).toEqual(codes);
    }
  });

  it.each(["-- Events, partitioned by day", "/* by TIME_FLOOR(t),\n OVERWRITE ALL */", "COMMENT ON TABLE t IS 'partitioned by day';"])("of another database are left alone, whatever words a text in them has: %s", async (said) => {
    const client = await start();
    await client.open(uri, "sql", `${said}\nCREATE TABLE events (id INT AUTO_INCREMENT, PRIMARY KEY (id)) ENGINE=InnoDB;`);
    expect(await client.pull(uri)).toEqual([]);
  });

  it.each(["SELECT 'a\nFROM s PARTITIONED BY DAY", "/* a\nSELECT a FROM s PARTITIONED BY DAY", "SELECT a FROM s PARTITIONED BY 'P1D'"])("of Druid are told by their clauses, while a quote or a comment is open too: %s", async (text) => {
    const client = await start();
    await client.open(uri, "sql", text);
    expect(await client.pull(uri)).not.toEqual([]);
  });
});

describe("files that settings come from", () => {
  const complete = (column: string): string => JSON.stringify({ complete: true, tables: { s: { columns: { __time: "TIMESTAMP", [column]: "VARCHAR" } } } });
  const text = "INSERT INTO t\nSELECT __time, city FROM s\nPARTITIONED BY DAY\n";

  function project(): { readonly folder: string; readonly place: string; readonly schema: string } {
    const folder = mkdtempSync(join(tmpdir(), "msqlint-lsp-"));
    writeFileSync(join(folder, "msqlint.config.json"), JSON.stringify({ schema: "cluster/schema.json" }));
    mkdirSync(join(folder, "cluster"));
    const schema = join(folder, "cluster", "schema.json");
    writeFileSync(schema, complete("town"));
    return { folder, place: pathToFileURL(join(folder, "load.sql")).href, schema };
  }

  const codes = (diagnostics: readonly Diagnostic[]): readonly unknown[] => diagnostics.map(({ code }) => code);

  it("are watched by a client that can, the schema among them, and diagnostics are asked for anew", async () => {
    const { folder, place, schema } = project();
    const client = await start({ textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true }, didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } } });
    const refreshed = new Promise<void>((resolve) => {
      client.connection.onRequest("workspace/diagnostic/refresh", () => {
        resolve();
        return null;
      });
    });
    await client.open(place, "sql", text);
    expect(codes(await client.pull(place))).toEqual(["column-not-found"]);
    expect(client.watched).toEqual([
      "**/msqlint.config.{json,js}",
      { baseUri: pathToFileURL(folder).href, pattern: "msqlint.config.json" },
      { baseUri: pathToFileURL(join(folder, "cluster")).href, pattern: "schema.json" },
    ]);
    writeFileSync(schema, complete("city"));
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: pathToFileURL(schema).href, type: 2 }] });
    await refreshed;
    expect(await client.pull(place)).toEqual([]);
  });

  it("are looked at when a file is saved or opened where the client does not watch", async () => {
    const { folder, place, schema } = project();
    const client = await start({});
    await client.open(place, "sql", text);
    expect(codes((await client.pushed(place)).diagnostics)).toEqual(["column-not-found"]);
    writeFileSync(schema, complete("city"));
    await client.connection.sendNotification("textDocument/didSave", { textDocument: { uri: place } });
    expect((await client.pushed(place)).diagnostics).toEqual([]);
    writeFileSync(schema, complete("village"));
    await client.open(pathToFileURL(join(folder, "other.sql")).href, "sql", text);
    expect(codes((await client.pushed(place)).diagnostics)).toEqual(["column-not-found"]);
  });

  it("are found when they come to be, although the client does not watch", async () => {
    const folder = mkdtempSync(join(tmpdir(), "msqlint-lsp-"));
    mkdirSync(join(folder, "deep"));
    const place = pathToFileURL(join(folder, "deep", "load.sql")).href;
    const client = await start();
    await client.open(place, "sql", wrong);
    expect(codes(await client.pull(place))).toEqual(["clustered-by-desc"]);
    writeFileSync(join(folder, "msqlint.config.json"), JSON.stringify({ rules: { "clustered-by-desc": "off" } }));
    await client.connection.sendNotification("textDocument/didSave", { textDocument: { uri: place } });
    expect(await client.pull(place)).toEqual([]);
  });

  it("are read again when they come to be, or are put right", async () => {
    const { place, schema } = project();
    rmSync(schema);
    const client = await start({ textDocument: { diagnostic: {} }, workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } });
    await client.open(place, "sql", text);
    expect(await client.pull(place)).toEqual([]);
    expect(client.watched).toContain(schema);
    writeFileSync(schema, complete("town"));
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: pathToFileURL(schema).href, type: 1 }] });
    expect(codes(await client.pull(place))).toEqual(["column-not-found"]);
  });
});

describe("outside of the folders that are open", () => {
  /** A folder `ws` beside others, whose SQL is refused by what lies above it. */
  function workspace(files: Readonly<Record<string, string>>): { readonly top: string; readonly folder: string; readonly params: object } {
    const top = mkdtempSync(join(tmpdir(), "msqlint-lsp-"));
    const folder = join(top, "ws");
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(top, name)), { recursive: true });
      writeFileSync(join(top, name), text);
    }
    mkdirSync(join(folder, "deep"), { recursive: true });
    return { top, folder, params: { workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "ws" }] } };
  }

  const off = JSON.stringify({ rules: { "clustered-by-desc": "off" } });
  const asking = { textDocument: { diagnostic: {} }, workspace: { configuration: true, workspaceFolders: true } };
  const ran = "msqlintLanguageServerTestRan";
  const code = `globalThis.${ran} = true; export default ${off};`;

  async function codesOf(client: Client, path: string): Promise<readonly unknown[]> {
    const place = pathToFileURL(path).href;
    await client.open(place, "sql", wrong);
    return (await client.pull(place)).map((each) => each.code);
  }

  it("no configuration is read and no code is run, but for the folders that the user trusts", async () => {
    const { top, folder, params } = workspace({ "msqlint.config.js": code });
    const closed = await start(asking, null, params);
    expect(await codesOf(closed, join(folder, "deep", "load.sql"))).toEqual(["clustered-by-desc"]);
    expect(await codesOf(closed, join(top, "beside.sql"))).toEqual(["clustered-by-desc"]);
    const alone = await start(asking);
    expect(await codesOf(alone, join(folder, "load.sql"))).toEqual(["clustered-by-desc"]);
    expect(globalThis).not.toHaveProperty(ran);
    const trusting = await start(asking, { trustedFolders: [top] }, params);
    expect(await codesOf(trusting, join(folder, "load.sql"))).toEqual([]);
    expect(globalThis).toHaveProperty(ran);
    Reflect.deleteProperty(globalThis, ran);
  });

  it("none is read that lies above, while that of the folder itself and those within counts", async () => {
    const { folder, params } = workspace({ "msqlint.config.json": off, "ws/inner/msqlint.config.json": off, "..ws/msqlint.config.json": off });
    const client = await start(asking, null, params);
    expect(await codesOf(client, join(folder, "load.sql"))).toEqual(["clustered-by-desc"]);
    expect(await codesOf(client, join(folder, "inner", "load.sql"))).toEqual([]);
  });

  it.each([{ schema: "../out/s.json" }, { extends: "../out/s.json" }])("what a configuration names is refused, with a message, there or not: %j", async (settings) => {
    const { top, folder, params } = workspace({ "ws/msqlint.config.json": JSON.stringify(settings) });
    const client = await start(asking, null, params);
    const shown = new Promise<string>((resolve) => {
      client.connection.onNotification("window/showMessage", ({ message }: { message: string }) => { resolve(message); });
    });
    expect(await codesOf(client, join(folder, "load.sql"))).toEqual([]);
    expect(await shown).toContain(`${join(top, "out", "s.json")}: not read`);
  });

  it("folders count as soon as they are opened, and until they are closed", async () => {
    const { top, folder, params } = workspace({ "other/msqlint.config.json": off });
    const client = await start(asking, null, params);
    const other = { uri: pathToFileURL(join(top, "other")).href, name: "other" };
    const path = join(top, "other", "load.sql");
    expect(await codesOf(client, path)).toEqual(["clustered-by-desc"]);
    await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event: { added: [other], removed: [] } });
    expect(await codesOf(client, path)).toEqual([]);
    expect(await codesOf(client, join(folder, "load.sql"))).toEqual(["clustered-by-desc"]);
    await client.connection.sendNotification("workspace/didChangeWorkspaceFolders", { event: { added: [], removed: [other] } });
    expect(await codesOf(client, path)).toEqual(["clustered-by-desc"]);
  });
});

describe("code actions", () => {
  it("prefer the safe fix, which leaves a clean text", async () => {
    const client = await start();
    await client.open(uri, "sql", wrong);
    const [diagnostic] = await client.pull(uri);
    const actions = await client.connection.sendRequest<{ title: string; isPreferred?: boolean; edit?: { changes: Record<string, { range: Diagnostic["range"]; newText: string }[]> } }[]>("textDocument/codeAction", { textDocument: { uri }, range: diagnostic?.range, context: { diagnostics: [] } });
    const preferred = actions.find((action) => action.isPreferred);
    const edits = preferred?.edit?.changes[uri] ?? [];
    expect(edits.length).toBeGreaterThan(0);
    await client.connection.sendNotification("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [...edits].reverse().map((edit) => ({ range: edit.range, text: edit.newText })) });
    expect(await client.pull(uri)).toEqual([]);
  });

  it("write no comment into a text of several lines", async () => {
    const client = await start();
    await client.open(uri, "sql", "INSERT INTO t\nSELECT __time, 'first\nsecond' || UPPR(a) AS city FROM s\nPARTITIONED BY DAY\nCLUSTERED BY 1 DESC\n");
    const diagnostics = await client.pull(uri);
    const titles = async (line: number): Promise<string[]> => {
      const found = diagnostics.find(({ range }) => range.start.line === line);
      expect(found).toBeDefined();
      const actions = await client.connection.sendRequest<{ title: string }[]>("textDocument/codeAction", { textDocument: { uri }, range: found?.range, context: { diagnostics: [] } });
      return actions.map(({ title }) => title).filter((title) => title.endsWith("for this line"));
    };
    expect(await titles(2)).toEqual([]);
    expect(await titles(4)).not.toEqual([]);
  });

  it("offer only the fix of everything when asked for that", async () => {
    const client = await start();
    await client.open(uri, "sql", wrong);
    const actions = await client.connection.sendRequest<{ kind: string }[]>("textDocument/codeAction", { textDocument: { uri }, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, context: { diagnostics: [], only: ["source.fixAll"] } });
    expect(actions.map((action) => action.kind)).toEqual(["source.fixAll.msqlint"]);
  });
});

it("folds a line once, with the largest range that begins there", async () => {
  const client = await start();
  await client.open(uri, "sql", "INSERT INTO t\nWITH a AS (\n  SELECT 1 AS x\n  FROM s\n)\nSELECT x\nFROM a\nPARTITIONED BY ALL;\n-- one\n-- two\n");
  const ranges = await client.connection.sendRequest<{ startLine: number; endLine: number; kind?: string }[]>("textDocument/foldingRange", { textDocument: { uri } });
  expect(ranges.sort((a, b) => a.startLine - b.startLine)).toEqual([{ startLine: 0, endLine: 7 }, { startLine: 1, endLine: 6 }, { startLine: 2, endLine: 3 }, { startLine: 5, endLine: 6 }, { startLine: 8, endLine: 9, kind: "comment" }]);
});

describe("SQL within another document", () => {
  const query = "INSERT INTO t SELECT a AS b, __time FROM s PARTITIONED BY DAY CLUSTERED BY b DESC";
  const hosts: readonly (readonly [string, string, string, string])[] = [
    ["JSON", "load.json", "json", JSON.stringify({ query })],
    ["Markdown", "load.md", "markdown", `- list\r\n  \`\`\`sql\r\n  ${query}\r\n  \`\`\`\r\n`],
    ["YAML", "load.yaml", "yaml", `job:\n  sql: |\n    ${query}\n`],
    ["folded YAML", "load.yaml", "yaml", `job:\n  sql: >\n    ${query.replace("SELECT", "\n    SELECT")}\n`],
    ["plain YAML", "load.yaml", "yaml", `job:\n  sql: ${query}\n`],
    ["YAML in quotes", "load.yaml", "yaml", `job:\n  sql: '${query}'\n`],
  ];
  type Action = { readonly title: string; readonly edit?: { readonly changes: Record<string, { readonly range: Diagnostic["range"]; readonly newText: string }[]> } };

  it.each(hosts)("takes comments and names in %s, and is read back as meant", async (_, file, language, text) => {
    const place = `file:///nowhere/${file}`;
    const client = await start();
    await client.open(place, language, text);
    const [diagnostic] = await client.pull(place);
    expect(diagnostic?.code).toBe("clustered-by-desc");
    const actions = await client.connection.sendRequest<Action[]>("textDocument/codeAction", { textDocument: { uri: place }, range: diagnostic?.range, context: { diagnostics: [] } });
    const disabling = actions.filter(({ title }) => title.startsWith("Disable"));
    expect(disabling.map(({ title }) => title.split(" ").at(-1))).toEqual(["line", "statement", "block"]);
    const apply = (edits: Action["edit"]): Promise<void> => {
      const contentChanges = [...(edits?.changes[place] ?? [])].reverse().map(({ range, newText }) => ({ range, text: newText }));
      return client.connection.sendNotification("textDocument/didChange", { textDocument: { uri: place, version: 2 }, contentChanges });
    };
    for (const action of disabling) {
      await client.connection.sendNotification("textDocument/didChange", { textDocument: { uri: place, version: 2 }, contentChanges: [{ text }] });
      await apply(action.edit);
      expect(await client.pull(place)).toEqual([]);
    }
    await client.connection.sendNotification("textDocument/didChange", { textDocument: { uri: place, version: 2 }, contentChanges: [{ text }] });
    const before = text.slice(0, text.indexOf("b, __time"));
    const position = { line: before.split("\n").length - 1, character: before.length - before.lastIndexOf("\n") - 1 };
    await apply(await client.connection.sendRequest<Action["edit"]>("textDocument/rename", { textDocument: { uri: place }, position, newName: 'it\'s "b"' }));
    expect((await client.pull(place)).map(({ code, message }) => [code, JSON.stringify(message).includes("it's")])).toEqual([["clustered-by-desc", true]]);
    const moved = await client.connection.sendRequest<{ range: Diagnostic["range"] }[]>("textDocument/references", { textDocument: { uri: place }, position, context: { includeDeclaration: true } });
    expect(moved.length).toBe(2);
  });

  it("is not given a name that the document around it would not hold", async () => {
    const client = await start();
    const place = "file:///nowhere/jobs.yaml";
    await client.open(place, "yaml", "jobs:\n  - query: INSERT INTO x WITH cte AS (SELECT __time FROM trips) SELECT * FROM cte PARTITIONED BY DAY\n");
    const rename = (newName: string): Promise<unknown> => client.connection.sendRequest("textDocument/rename", { textDocument: { uri: place }, position: { line: 1, character: 32 }, newName });
    await expect(rename("a: #b")).rejects.toThrow("`a: #b` cannot be written here");
    await expect(rename("a b")).resolves.toMatchObject({ changes: { [place]: [{ newText: '"a b"' }, { newText: '"a b"' }] } });
  });

  it.each([["jsonc", "file:///nowhere/load.jsonc"], ["jsonc", "untitled:Untitled-1"]])("may have comments around it in %s: %s", async (language, place) => {
    const client = await start();
    await client.open(place, language, `{\n  // of the day\n  "query": ${JSON.stringify(wrong)},\n}`);
    expect((await client.pull(place)).map(({ code, range }) => [code, range.start.line])).toEqual([["clustered-by-desc", 2]]);
  });

  it("is answered about where placeholders stand in it", async () => {
    const client = await start();
    const text = "INSERT INTO {{ target }}\nSELECT a AS b, __time FROM s WHERE c = '{{ ds }}'\nPARTITIONED BY DAY\nCLUSTERED BY b";
    await client.open(uri, "sql", text);
    const found = await client.connection.sendRequest<{ range: Diagnostic["range"] }[]>("textDocument/definition", { textDocument: { uri }, position: { line: 3, character: 13 } });
    expect(found).toMatchObject([{ range: { start: { line: 1, character: 12 } } }]);
  });

  it("is not renamed where a meaning would change: the client is told why", async () => {
    const client = await start();
    await client.open(uri, "sql", "SELECT a AS b, c AS d, __time FROM s -- OVERWRITE\nUNION ALL SELECT a AS b, c AS d, __time FROM x LIMIT 1 PARTITIONED BY DAY");
    await expect(client.connection.sendRequest("textDocument/rename", { textDocument: { uri }, position: { line: 0, character: 12 }, newName: "d" })).rejects.toThrow("syntax error");
    await client.open(uri, "sql", "INSERT INTO t SELECT a AS b, c AS d, __time FROM s PARTITIONED BY DAY");
    await expect(client.connection.sendRequest("textDocument/rename", { textDocument: { uri }, position: { line: 0, character: 26 }, newName: "d" })).rejects.toThrow("`d` is taken");
    await expect(client.connection.sendRequest("textDocument/prepareRename", { textDocument: { uri }, position: { line: 0, character: 40 } })).rejects.toThrow("cannot be renamed here");
  });
});

describe("a payload", () => {
  const place = "file:///nowhere/load.json";

  it("has its context heeded in what is said of the statement", async () => {
    const client = await start();
    const query = "INSERT INTO t SELECT TIME_FLOOR(__time, 'PT1H') AS __time, city, COUNT(*) AS cnt FROM s GROUP BY 1, 2 PARTITIONED BY DAY";
    const explain = async (context: object): Promise<string> => {
      await client.open(place, "json", JSON.stringify({ query, context }));
      return client.connection.sendRequest<string>("workspace/executeCommand", { command: "msqlint.explainStatement", arguments: [place, { line: 0, character: 20 }] });
    };
    expect(await explain({})).toContain("rollup: not recorded");
    expect(await explain({ finalizeAggregations: false, groupByEnableMultiValueUnnesting: false })).not.toContain("rollup: not recorded");
  });

  it("takes completions into its SQL as JSON writes them, and into its context", async () => {
    const client = await start();
    const text = '{"query": "SELECT  FROM TABLE(EXTERN(\'{\\"type\\": \\"inline\\", \\"data\\": \\"\\"}\', \'{\\"type\\": \\"json\\"}\', \'[{\\"name\\": \\"timestamp\\", \\"type\\": \\"string\\"}]\'))", "context": {}}';
    await client.open(place, "json", text);
    const complete = async (character: number): Promise<readonly { readonly label: string; readonly textEdit: { readonly newText: string } }[]> => client.connection.sendRequest("textDocument/completion", { textDocument: { uri: place }, position: { line: 0, character } });
    const inSql = await complete(text.indexOf(" FROM"));
    expect(inSql.find((item) => item.label === "timestamp")?.textEdit.newText).toBe('\\"timestamp\\"');
    const inContext = await complete(text.indexOf("{}}") + 1);
    expect(inContext.find((item) => item.label === "maxNumTasks")?.textEdit.newText).toBe('"maxNumTasks": ');
  });
});

describe("robustness", () => {
  it("shows what is wrong with a configuration, once", async () => {
    const folder = mkdtempSync(join(tmpdir(), "msqlint-lsp-"));
    writeFileSync(join(folder, "msqlint.config.json"), '{ "druid": "99" }');
    const client = await start();
    const shown: string[] = [];
    client.connection.onNotification("window/showMessage", ({ message }: { message: string }) => {
      shown.push(message);
    });
    for (const name of ["a.sql", "b.sql"]) {
      const file = pathToFileURL(join(folder, name)).href;
      await client.open(file, "sql", wrong);
      expect(await client.pull(file)).toEqual([]);
    }
    expect(shown).toEqual([expect.stringContaining("99")]);
  });

  it("answers nothing about a document that is not open", async () => {
    const client = await start();
    expect(await client.connection.sendRequest("textDocument/hover", { textDocument: { uri: "file:///nowhere/else.sql" }, position: { line: 0, character: 0 } })).toBeNull();
  });

  it("takes positions beyond the text", async () => {
    const client = await start();
    await client.open(uri, "sql", wrong);
    expect(await client.connection.sendRequest("textDocument/completion", { textDocument: { uri }, position: { line: 99, character: 99 } })).toBeInstanceOf(Array);
  });
});
