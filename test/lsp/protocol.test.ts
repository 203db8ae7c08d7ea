import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { Diagnostic } from "vscode-languageserver/node";
import { connect } from "../../src/lsp/connect.ts";
import { createFrameCheck } from "../../src/lsp/frame-check.ts";
import { serve } from "../../src/lsp/server.ts";
import { disposeClients, start } from "./client.ts";

afterEach(disposeClients);

const uri = "file:///nowhere/load.sql";
const wrong = "INSERT INTO t\nSELECT __time, city FROM s\nPARTITIONED BY DAY\nCLUSTERED BY city DESC\n";

const frame = (content: unknown): Buffer => {
  const body = Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
  return Buffer.concat([Buffer.from(`Content-Length: ${String(body.length)}\r\n\r\n`), body]);
};
const hover = { jsonrpc: "2.0", id: 7, method: "textDocument/hover", params: { textDocument: { uri }, position: { line: 0, character: 0 } } };
const initialize = (params?: unknown): object => ({ jsonrpc: "2.0", id: 1, method: "initialize", ...(params === undefined ? {} : { params }) });

interface Said {
  readonly id?: number | null;
  readonly result?: { readonly capabilities?: object } | null;
  readonly error?: { readonly code: number; readonly message: string };
}

/** What a server answers to bytes, and whether it then gave up. */
async function answersTo(...input: readonly Buffer[]): Promise<{ readonly said: readonly Said[]; readonly lost: boolean }> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  let lost = false;
  const server = connect(up, down, () => { lost = true; });
  serve(server, "0.0.0");
  server.listen();
  for (const chunk of input) up.write(chunk);
  // A busy machine may take its time until the first answer.
  for (let waited = 0; waited < 100 && down.readableLength === 0; waited++) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 50));
  server.dispose();
  const said = String(down.read() ?? "").split(/Content-Length: \d+\r\n\r\n/u).filter((body) => body !== "").map((body) => JSON.parse(body) as Said);
  return { said, lost };
}

describe("the order of a visit", () => {
  it("begins with initialize, which comes once", async () => {
    const { said } = await answersTo(frame(hover), frame(initialize({ capabilities: {} })), frame({ ...initialize({ capabilities: {} }), id: 2 }));
    expect(said.map(({ id, error }) => [id, error?.code])).toEqual([[7, -32002], [1, undefined], [2, -32600]]);
  });

  it("ends with shutdown", async () => {
    const { said } = await answersTo(frame(initialize({ capabilities: {} })), frame({ jsonrpc: "2.0", id: 2, method: "shutdown" }), frame(hover));
    expect(said.map(({ id, error }) => [id, error?.code])).toEqual([[1, undefined], [2, undefined], [7, -32600]]);
  });

  it.each([[undefined], [null], [{}], [[]], [{ capabilities: null }], [{ capabilities: { textDocument: null, general: { positionEncodings: "utf-8" }, workspace: 3 }, initializationOptions: "x", workspaceFolders: null }]])("takes odd parameters of initialize: %j", async (params) => {
    const { said } = await answersTo(frame(initialize(params)));
    expect(said[0]?.result?.capabilities).toMatchObject({ hoverProvider: true });
  });

  it("answers a method that it does not know with that", async () => {
    const { said } = await answersTo(frame(initialize({ capabilities: {} })), frame({ jsonrpc: "2.0", id: 3, method: "textDocument/tea" }), frame({ jsonrpc: "2.0", method: "textDocument/tea" }));
    expect(said[1]?.error?.code).toBe(-32601);
  });
});

describe("what is no message", () => {
  it.each(["Content-Length: many\r\n\r\n{}", "Content-Length: -5\r\n\r\n{}", "Content-Type: x\r\n\r\n{}", "nonsense\r\n\r\n", "Content-Length: 99999999999\r\n\r\n{}", "x".repeat(5000)])("is said, and the server gives up instead of waiting for ever: %.40s", async (bytes) => {
    const { said, lost } = await answersTo(frame(initialize({ capabilities: {} })), Buffer.from(bytes));
    expect(said).toContainEqual(expect.objectContaining({ id: null, error: expect.objectContaining({ code: -32700 }) as unknown }));
    expect(lost).toBe(true);
  });

  it("is said of content that is no JSON, and the next message is read", async () => {
    const { said, lost } = await answersTo(frame("{"), frame(initialize({ capabilities: {} })));
    expect(said.map(({ error }) => error?.code)).toEqual([-32700, undefined]);
    expect(lost).toBe(false);
  });

  it("is told from messages wherever the bytes are cut", () => {
    const bytes = Buffer.concat([frame({ a: "😀\r\n\r\n" }), frame({}), Buffer.from("content-length:4 \r\nX: y\r\n\r\nnull"), Buffer.from("Content-Length: no\r\n\r\n")]);
    for (const size of [1, 2, 3, 7, bytes.length]) {
      const check = createFrameCheck();
      const said: (string | null)[] = [];
      for (let at = 0; at < bytes.length; at += size) said.push(check(bytes.subarray(at, at + size)));
      expect(said.filter((wrong) => wrong !== null)).toEqual([expect.stringContaining("Content-Length: no")]);
      expect(said.at(-1)).not.toBeNull();
    }
  });
});

describe("documents", () => {
  it.each(["untitled:Untitled-1", "file:///c%3A/x/load.sql", "file:///C:/x y/ä.sql", "file://server/share/load.sql", "file:///a%2Fb.sql", "file:///%zz/load.sql", "inmemory://model/1", ""])("of any address are linted: %s", async (address) => {
    const client = await start();
    await client.open(address, "sql", wrong);
    expect((await client.pull(address)).map(({ code }) => code)).toEqual(["clustered-by-desc"]);
    expect(client.logs).toEqual([]);
  });

  it("that were never saved are judged by the folder that is open", async () => {
    const folder = mkdtempSync(join(tmpdir(), "msqlint-lsp-"));
    writeFileSync(join(folder, "msqlint.config.json"), JSON.stringify({ rules: { "clustered-by-desc": "off" } }));
    const client = await start(undefined, null, { workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "x" }] });
    await client.open("untitled:Untitled-1", "sql", wrong);
    expect(await client.pull("untitled:Untitled-1")).toEqual([]);
  });

  it("of two folders go each by its own configuration", async () => {
    const places = ["off", "warn"].map((severity) => {
      const folder = mkdtempSync(join(tmpdir(), "msqlint-lsp-"));
      mkdirSync(join(folder, "a b"));
      writeFileSync(join(folder, "msqlint.config.json"), JSON.stringify({ rules: { "clustered-by-desc": severity } }));
      return pathToFileURL(join(folder, "a b", "load.sql")).href;
    });
    const client = await start(undefined, null, { workspaceFolders: [] });
    const found: unknown[] = [];
    for (const place of places) {
      await client.open(place, "sql", wrong);
      found.push((await client.pull(place)).map(({ severity }) => severity));
    }
    expect(found).toEqual([[], [2]]);
  });

  it("that are closed while they are worked on are spoken of no more", async () => {
    const client = await start();
    await client.open(uri, "sql", wrong);
    const asked = client.pull(uri);
    await client.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
    await asked;
    expect(await client.pull(uri)).toEqual([]);
    expect(client.logs).toEqual([]);
  });

  it("are read as they are with emoji and a very long line, counted in UTF-8", async () => {
    const client = await start({ general: { positionEncodings: ["utf-8"] }, textDocument: { diagnostic: {} } });
    const many = Array.from({ length: 1000 }, (_, index) => `'😀' AS "é${String(index)}"`).join(", ");
    await client.open(uri, "sql", `INSERT INTO t SELECT __time, ${many} FROM s PARTITIONED BY DAY CLUSTERED BY "é7" DESC`);
    const [found] = await client.pull(uri);
    const text = Buffer.from(`INSERT INTO t SELECT __time, ${many} FROM s PARTITIONED BY DAY CLUSTERED BY "é7" DESC`);
    expect(text.subarray(found?.range.start.character, found?.range.end.character).toString()).toContain("DESC");
    const change = (text_: string, range: Diagnostic["range"]): Promise<void> => client.connection.sendNotification("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ range, text: text_ }] });
    await change("", { start: { line: 0, character: text.length - 5 }, end: { line: 0, character: text.length } });
    expect(await client.pull(uri)).toEqual([]);
  });
});

describe("settings of the editor", () => {
  const asks = { workspace: { configuration: true }, textDocument: { diagnostic: {} } };

  it("that name no release are spoken of once", async () => {
    const client = await start(asks, { druid: "99" });
    const shown: string[] = [];
    client.connection.onNotification("window/showMessage", ({ message }: { message: string }) => { shown.push(message); });
    for (const name of ["a", "b"]) {
      await client.open(`file:///nowhere/${name}.sql`, "sql", wrong);
      await client.pull(`file:///nowhere/${name}.sql`);
      await client.connection.sendRequest("textDocument/hover", { textDocument: { uri: `file:///nowhere/${name}.sql` }, position: { line: 0, character: 2 } });
    }
    expect(shown).toEqual([expect.stringContaining("the editor's setting `msqlint.druid`: unknown Druid release `99`")]);
  });

  it.each([[{ druid: 27 }], [{ druid: ["27"], enable: "no", attach: 3 }], ["27"], [7]])("of an odd form do no harm: %j", async (settings) => {
    const client = await start(asks, settings as object);
    await client.open(uri, "sql", wrong);
    expect((await client.pull(uri)).map(({ code }) => code)).toEqual(["clustered-by-desc"]);
  });
});

it("says once that a handler failed, and goes on", async () => {
  const client = await start();
  await client.open(uri, "sql", wrong);
  for (let count = 0; count < 2; count++) await client.connection.sendRequest("textDocument/hover", { textDocument: { uri } });
  expect(client.logs.length).toBe(1);
  expect((await client.pull(uri)).length).toBe(1);
});
