import { PassThrough } from "node:stream";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { createConnection, createProtocolConnection, ProposedFeatures, StreamMessageReader, StreamMessageWriter, type Diagnostic, type ProtocolConnection, type PublishDiagnosticsParams } from "vscode-languageserver/node";
// What the server loads on demand is loaded here beforehand, so that no test pays for it.
import "../../src/lsp/answers/index.ts";
import { serve } from "../../src/lsp/server.ts";

interface Client {
  readonly connection: ProtocolConnection;
  readonly logs: string[];
  open(uri: string, languageId: string, text: string): Promise<void>;
  pull(uri: string): Promise<readonly Diagnostic[]>;
  pushed(uri: string): Promise<PublishDiagnosticsParams>;
}

const clients: ProtocolConnection[] = [];

afterEach(() => {
  for (const client of clients.splice(0)) client.dispose();
});

async function start(capabilities: object = { textDocument: { diagnostic: {} } }): Promise<Client> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = createConnection(ProposedFeatures.all, new StreamMessageReader(up), new StreamMessageWriter(down));
  serve(server, "0.0.0");
  server.listen();
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  clients.push(connection);
  const logs: string[] = [];
  const published: PublishDiagnosticsParams[] = [];
  const waiting: (() => void)[] = [];
  connection.onNotification("window/logMessage", (message: { message: string }) => {
    logs.push(message.message);
  });
  connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
    published.push(params);
    for (const wake of waiting.splice(0)) wake();
  });
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();
  await connection.sendRequest("initialize", { processId: null, rootUri: null, capabilities });
  await connection.sendNotification("initialized", {});
  return {
    connection,
    logs,
    open: (uri, languageId, text) => connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } }),
    pull: async (uri) => (await connection.sendRequest<{ items: Diagnostic[] }>("textDocument/diagnostic", { textDocument: { uri } })).items,
    pushed: async (uri) => {
      for (;;) {
        const found = published.find((params) => params.uri === uri);
        if (found !== undefined) {
          published.splice(published.indexOf(found), 1);
          return found;
        }
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}

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
    expect(diagnostic?.message).toContain("not linted while it is open");
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

  it("offer only the fix of everything when asked for that", async () => {
    const client = await start();
    await client.open(uri, "sql", wrong);
    const actions = await client.connection.sendRequest<{ kind: string }[]>("textDocument/codeAction", { textDocument: { uri }, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, context: { diagnostics: [], only: ["source.fixAll"] } });
    expect(actions.map((action) => action.kind)).toEqual(["source.fixAll.msqlint"]);
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

  it("says once that a handler failed, and goes on", async () => {
    const client = await start();
    await client.open("file:///%zz/load.sql", "sql", wrong);
    await client.pull("file:///%zz/load.sql");
    await client.pull("file:///%zz/load.sql");
    expect(client.logs.length).toBe(1);
    await client.open(uri, "sql", wrong);
    expect((await client.pull(uri)).length).toBe(1);
  });

  it("takes positions beyond the text", async () => {
    const client = await start();
    await client.open(uri, "sql", wrong);
    expect(await client.connection.sendRequest("textDocument/completion", { textDocument: { uri }, position: { line: 99, character: 99 } })).toBeInstanceOf(Array);
  });
});
