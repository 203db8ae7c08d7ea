// A client of our own over standard input and output, against the built server: both ways of diagnostics, and what goes wrong in practice.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { assert, badSql, bin, goodSql, npmHow, packageVersion, run, samples, scratch, read, within, write } from "./harness.mjs";

export const version = () => packageVersion("vscode-jsonrpc");
export const how = npmHow;

const pulling = { textDocument: { diagnostic: {} } };

function spawnServer() {
  return spawn(process.execPath, [bin, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "pipe"] });
}

/** A started server that has answered `initialize`. */
async function connect(capabilities = pulling) {
  const { createMessageConnection, StreamMessageReader, StreamMessageWriter } = await import("vscode-jsonrpc/node.js");
  const folder = scratch();
  const server = spawnServer();
  const started = performance.now();
  const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  connection.onError(() => undefined);
  connection.onRequest("client/registerCapability", () => null);
  const published = [];
  const waiting = new Set();
  connection.onNotification("textDocument/publishDiagnostics", (params) => {
    published.push(params);
    for (const wake of waiting) wake();
  });
  connection.listen();
  const answer = await within(10_000, connection.sendRequest("initialize", { processId: process.pid, rootUri: pathToFileURL(folder).href, capabilities }), "initialize");
  const initializeMilliseconds = performance.now() - started;
  await connection.sendNotification("initialized", {});
  const uriOf = (name) => pathToFileURL(path.join(folder, name)).href;
  return {
    server,
    connection,
    folder,
    published,
    answer,
    initializeMilliseconds,
    uriOf,
    open: (name, text, languageId = "sql") => connection.sendNotification("textDocument/didOpen", { textDocument: { uri: uriOf(name), languageId, version: 1, text } }),
    change: (name, version, ...contentChanges) => connection.sendNotification("textDocument/didChange", { textDocument: { uri: uriOf(name), version }, contentChanges }),
    pull: async (name) => (await within(10_000, connection.sendRequest("textDocument/diagnostic", { textDocument: { uri: uriOf(name) } }), "diagnostic")).items,
    pushed: (test) =>
      within(
        10_000,
        new Promise((resolve) => {
          const look = () => {
            const found = published.find(test);
            if (found === undefined) return;
            waiting.delete(look);
            resolve(found);
          };
          waiting.add(look);
          look();
        }),
        "publishDiagnostics",
      ),
    async end() {
      const exit = once(server, "exit");
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      const [code] = await within(5_000, exit, "exit");
      connection.dispose();
      return code;
    },
  };
}

const codes = (diagnostics) => diagnostics.map((diagnostic) => diagnostic.code);

function offsetOf(text, { line, character }) {
  let at = 0;
  for (let count = 0; count < line; count++) at = text.indexOf("\n", at) + 1;
  return at + character;
}

function applied(text, edits) {
  const sorted = [...edits].sort((a, b) => offsetOf(text, b.range.start) - offsetOf(text, a.range.start));
  return sorted.reduce((now, { range, newText }) => now.slice(0, offsetOf(text, range.start)) + newText + now.slice(offsetOf(text, range.end)), text);
}

export async function checks({ check }) {
  await check("initialize is answered", async () => {
    const times = [];
    for (let round = 0; round < 5; round++) {
      const client = await connect();
      times.push(client.initializeMilliseconds);
      assert.equal(client.answer.serverInfo.name, "msqlint");
      assert.equal(client.answer.capabilities.positionEncoding, "utf-16");
      assert.equal(client.answer.capabilities.textDocumentSync.change, 2);
      await client.end();
    }
    const bare = [1, 2, 3, 4, 5].map(() => {
      const start = performance.now();
      run(process.execPath, ["-e", "0"]);
      return performance.now() - start;
    });
    const median = (values) => Math.round(values.sort((a, b) => a - b)[2]);
    return `median ${String(median(times))} ms from the start; node -e 0: ${String(median(bare))} ms`;
  });
  await check("a client that pulls gets diagnostics when it asks, and none unasked", async () => {
    const client = await connect();
    assert.ok(client.answer.capabilities.diagnosticProvider);
    await client.open("a.sql", badSql);
    const [diagnostic, ...others] = await client.pull("a.sql");
    assert.equal(diagnostic.code, "clustered-by-desc");
    assert.equal(diagnostic.source, "msqlint");
    assert.equal(diagnostic.range.start.line, 4);
    assert.match(diagnostic.codeDescription.href, /clustered-by-desc/u);
    assert.ok(diagnostic.data.edits.length > 0);
    assert.deepEqual(codes(others), []);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(client.published.length, 0);
    await client.end();
  });
  await check("a client that cannot pull is sent them, with the version of the text", async () => {
    const client = await connect({});
    assert.equal(client.answer.capabilities.diagnosticProvider, undefined);
    await client.open("a.sql", badSql);
    const first = await client.pushed((params) => params.version === 1);
    assert.deepEqual(codes(first.diagnostics), ["clustered-by-desc"]);
    await client.change("a.sql", 2, { text: goodSql });
    const second = await client.pushed((params) => params.version === 2);
    assert.deepEqual(second.diagnostics, []);
    await client.end();
  });
  await check("three hundred incremental changes leave what a fresh look finds", async () => {
    const client = await connect();
    let text = `-- \u{1F600} é\r\n${badSql}`;
    await client.open("a.sql", text);
    const pieces = ["x", "\n", "\r\n", "'", "--", "\u{1F600}", "PARTITIONED BY ALL", "", ""];
    let seed = 7;
    const next = (limit) => (seed = (seed * 48271) % 2147483647) % limit;
    const position = (offset) => {
      const lines = text.slice(0, offset).split(/\r\n|\n|\r/u);
      return { line: lines.length - 1, character: lines.at(-1).length };
    };
    for (let round = 2; round < 302; round++) {
      const boundary = (offset) => (text[offset - 1] === "\r" && text[offset] === "\n") || /[\uDC00-\uDFFF]/u.test(text[offset] ?? "") ? offset - 1 : offset;
      const start = boundary(next(text.length + 1));
      const end = Math.max(start, boundary(Math.min(text.length, start + next(6))));
      const piece = pieces[next(pieces.length)];
      const range = { start: position(start), end: position(end) };
      text = text.slice(0, start) + piece + text.slice(end);
      await client.change("a.sql", round, { range, text: piece });
      if (round % 20 !== 0) continue;
      await client.open("fresh.sql", text);
      assert.deepEqual(await client.pull("a.sql"), await client.pull("fresh.sql"));
    }
    await client.end();
  });
  await check("positions are in UTF-8 for a client that prefers it", async () => {
    const client = await connect({ ...pulling, general: { positionEncodings: ["utf-8", "utf-16"] } });
    assert.equal(client.answer.capabilities.positionEncoding, "utf-8");
    const line = badSql.split("\n")[4];
    await client.open("a.sql", badSql.replace(line, `/* \u{1F600} */ ${line}`));
    const [diagnostic] = await client.pull("a.sql");
    const [plain] = await client.open("b.sql", badSql).then(() => client.pull("b.sql"));
    assert.equal(diagnostic.range.start.character - plain.range.start.character, Buffer.byteLength("/* \u{1F600} */ "));
    await client.end();
  });
  await check("the preferred code action applied leaves a clean text", async () => {
    const client = await connect();
    await client.open("a.sql", badSql);
    const [diagnostic] = await client.pull("a.sql");
    const uri = client.uriOf("a.sql");
    const actions = await client.connection.sendRequest("textDocument/codeAction", { textDocument: { uri }, range: diagnostic.range, context: { diagnostics: [diagnostic] } });
    const preferred = actions.filter((action) => action.isPreferred);
    assert.equal(preferred.length, 1);
    const mended = applied(badSql, preferred[0].edit.changes[uri]);
    assert.equal(mended, goodSql);
    await client.change("a.sql", 2, { text: mended });
    assert.deepEqual(await client.pull("a.sql"), []);
    await client.end();
  });
  await check("source.fixAll.msqlint does what --fix does", async () => {
    const client = await connect();
    const text = `${badSql};\n${badSql}`;
    await client.open("a.sql", text);
    const uri = client.uriOf("a.sql");
    const end = { line: text.split("\n").length, character: 0 };
    const [action] = await client.connection.sendRequest("textDocument/codeAction", { textDocument: { uri }, range: { start: { line: 0, character: 0 }, end }, context: { diagnostics: [], only: ["source.fixAll"] } });
    write(client.folder, "b.sql", text);
    run(process.execPath, [bin, "--fix", "b.sql"], { cwd: client.folder });
    assert.equal(applied(text, action.edit.changes[uri]), read(client.folder, "b.sql"));
    await client.end();
  });
  await check("every finding of the samples is the command line's", async () => {
    const client = await connect();
    for (const [name, languageId] of [["complaints.sql", "sql"], ["drivers.sql", "sql"], ["top-zones.sql", "sql"], ["trips-daily.sql", "sql"], ["trips-hourly.sql", "sql"], ["zone-revenue.sql", "sql"], ["backfill.json", "json"], ["README.md", "markdown"]]) {
      const text = read(samples, name);
      write(client.folder, name, text);
      await client.open(name, text, languageId);
      const ours = (await client.pull(name)).map(({ code, range }) => `${code} ${String(range.start.line + 1)}:${String(range.start.character + 1)}`).sort();
      const { stdout } = run(process.execPath, [bin, "--format", "compact", name], { cwd: client.folder });
      const theirs = [...stdout.matchAll(/^[^:\n]+:(\d+:\d+): .*\[([\w-]+)\]$/gmu)].map(([, place, code]) => `${code} ${place}`).sort();
      assert.deepEqual(ours, theirs, name);
    }
    await client.end();
  });
  await check("configuration is found by the file, as on the command line", async () => {
    const client = await connect();
    write(client.folder, "off/msqlint.config.json", '{ "rules": { "clustered-by-desc": "off" } }');
    await client.open("on/a.sql", badSql);
    await client.open("off/a.sql", badSql);
    assert.deepEqual(codes(await client.pull("on/a.sql")), ["clustered-by-desc"]);
    assert.deepEqual(await client.pull("off/a.sql"), []);
    await client.end();
  });
  await check("a schema file is watched, and its change changes the findings", async () => {
    const client = await connect({ textDocument: { diagnostic: {} }, workspace: { didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } } });
    const patterns = [];
    client.connection.onRequest("client/registerCapability", ({ registrations }) => {
      for (const { registerOptions } of registrations) for (const { globPattern } of registerOptions?.watchers ?? []) patterns.push(globPattern.pattern ?? globPattern);
      return null;
    });
    const schema = (column) => write(client.folder, "schema.json", JSON.stringify({ complete: true, tables: { s: { columns: { __time: "TIMESTAMP", [column]: "VARCHAR" } } } }));
    write(client.folder, "msqlint.config.json", '{ "schema": "schema.json" }');
    schema("town");
    await client.open("a.sql", "INSERT INTO t SELECT __time, city FROM s PARTITIONED BY DAY");
    assert.deepEqual(codes(await client.pull("a.sql")), ["column-not-found"]);
    assert.ok(patterns.includes("schema.json"), patterns.join(" "));
    schema("city");
    await client.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: client.uriOf("schema.json"), type: 2 }] });
    assert.deepEqual(await client.pull("a.sql"), []);
    await client.end();
  });
  await check("a cancelled request is answered as cancelled, without the work, and the next one by the newest text", async () => {
    const { CancellationTokenSource } = await import("vscode-jsonrpc/node.js");
    const client = await connect();
    const long = `${`${badSql};\n`.repeat(400)}`;
    await client.open("a.sql", long);
    const source = new CancellationTokenSource();
    const stale = client.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri: client.uriOf("a.sql") } }, source.token).then(() => "whole", (error) => error.code);
    source.cancel();
    await client.change("a.sql", 2, { text: goodSql });
    assert.deepEqual(await client.pull("a.sql"), []);
    assert.equal(await stale, -32800);
    await client.end();
  });
  await check("pushed results of a text that is no longer there are not sent", async () => {
    const client = await connect({});
    await client.open("a.sql", badSql);
    for (let version = 2; version <= 30; version++) await client.change("a.sql", version, { text: version === 30 ? goodSql : badSql });
    await client.pushed((params) => params.version === 30);
    assert.ok(client.published.length <= 3, `${String(client.published.length)} pushes for 30 versions`);
    await client.end();
  });
  await check("a request about nothing, with wrong parameters or of an unknown method leaves the server up", async () => {
    const client = await connect();
    await client.open("a.sql", badSql);
    const tries = [
      ["textDocument/hover", { textDocument: { uri: "file:///nowhere.sql" }, position: { line: 0, character: 0 } }],
      ["textDocument/hover", { textDocument: { uri: client.uriOf("a.sql") }, position: { line: 1e9, character: -3 } }],
      ["textDocument/hover", {}],
      ["textDocument/diagnostic", { textDocument: {} }],
      ["textDocument/codeAction", null],
      ["workspace/executeCommand", { command: "msqlint.explainStatement", arguments: [] }],
      ["no/suchMethod", [1, 2]],
    ];
    for (const [method, parameters] of tries) await within(5_000, client.connection.sendRequest(method, parameters).catch(() => undefined), method);
    await client.connection.sendNotification("textDocument/didOpen", {}).catch(() => undefined);
    await client.connection.sendNotification("textDocument/didChange", { textDocument: { uri: client.uriOf("a.sql"), version: 9 }, contentChanges: [{ range: { start: { line: 99, character: 9 }, end: { line: 3, character: 1 } }, text: "" }] });
    await client.change("a.sql", 10, { text: badSql });
    assert.deepEqual(codes(await client.pull("a.sql")), ["clustered-by-desc"]);
    assert.equal(await client.end(), 0);
  });
  await check("broken JSON in a well-formed message leaves the server up", async () => {
    const client = await connect();
    for (const body of ["{", "[]", "null", '"x"', '{"jsonrpc":"2.0"}', '{"jsonrpc":"2.0","id":{},"method":7}']) client.server.stdin.write(`Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`);
    await client.open("a.sql", badSql);
    assert.deepEqual(codes(await client.pull("a.sql")), ["clustered-by-desc"]);
    assert.equal(await client.end(), 0);
  });
  await check("a malformed header is answered with a parse error and ends the server with 1, while its input is open", async () => {
    const server = spawnServer();
    server.stdin.on("error", () => undefined);
    let said = "";
    server.stdout.on("data", (data) => { said += String(data); });
    server.stdin.write("Content-Length: many\r\nNonsense\r\n\r\n{}garbage\r\n\r\n");
    const [code] = await within(5_000, once(server, "exit"), "exit").finally(() => server.kill("SIGKILL"));
    assert.equal(code, 1);
    assert.match(said, /"code":-32700/u);
  });
  await check("what comes before initialize or behind shutdown is refused", async () => {
    const { createMessageConnection, StreamMessageReader, StreamMessageWriter } = await import("vscode-jsonrpc/node.js");
    const server = spawnServer();
    const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
    connection.listen();
    const hover = () => connection.sendRequest("textDocument/hover", { textDocument: { uri: "file:///a.sql" }, position: { line: 0, character: 0 } });
    await assert.rejects(hover, { code: -32002 });
    await connection.sendRequest("initialize", { processId: null, capabilities: {} });
    await connection.sendRequest("shutdown");
    await assert.rejects(hover, { code: -32600 });
    await connection.sendNotification("exit");
    const [code] = await within(5_000, once(server, "exit"), "exit").finally(() => server.kill("SIGKILL"));
    assert.equal(code, 0);
  });
  await check("a text above the limit gets a notice, no findings", async () => {
    const client = await connect();
    await client.open("a.sql", badSql + "-- long\n".repeat(130_000));
    const [notice, ...others] = await client.pull("a.sql");
    assert.equal(notice.severity, 3);
    assert.match(notice.message, /1000000/u);
    assert.deepEqual(others, []);
    await client.end();
  });
  await check("exit code 0 after shutdown and exit", async () => {
    const client = await connect();
    assert.equal(await client.end(), 0);
  });
  await check("exit code 1 on exit without shutdown", async () => {
    const client = await connect();
    const exit = once(client.server, "exit");
    await client.connection.sendNotification("exit");
    const [code] = await within(5_000, exit, "exit");
    assert.equal(code, 1);
  });
  await check("the death of the parent process ends the server", async () => {
    // The middle process keeps the pipe of the server's input open through a grandchild, so that only `processId` can tell.
    const body = (processId) => JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: { processId, rootUri: null, capabilities: {} } });
    const parent = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    const server = spawnServer();
    const text = body(parent.pid);
    server.stdin.write(`Content-Length: ${String(Buffer.byteLength(text))}\r\n\r\n${text}`);
    await within(5_000, once(server.stdout, "data"), "initialize");
    const exit = once(server, "exit");
    const killed = performance.now();
    parent.kill("SIGKILL");
    try {
      await within(10_000, exit, "the server's end");
    } finally {
      server.kill("SIGKILL");
    }
    return `after ${String(Math.round(performance.now() - killed))} ms`;
  });
  await check("the end of its input ends the server", async () => {
    const client = await connect();
    const exit = once(client.server, "exit");
    client.server.stdin.end();
    await within(5_000, exit, "exit");
  });
}
