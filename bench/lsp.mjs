import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { StreamMessageReader, StreamMessageWriter, createProtocolConnection } from "vscode-languageserver/node";
import { fixed, median, table } from "./measure.mjs";

/**
 * `npm run bench:lsp`: how long the language server takes to start and from a change to its diagnostics, over standard input and output as
 * an editor sees it. `EDITS` and `BENCH_ROUNDS` say how often. Build first.
 */

const root = new URL("..", import.meta.url).pathname;
const launcher = join(root, "bin/msqlint.js");
const edits = Number(process.env.EDITS ?? 1000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 15);
const uri = "file:///bench/load.sql";

/** One statement as pipelines have it, 22 lines with the blank one. */
function statementOf(index, columns = 12) {
  const names = Array.from({ length: columns }, (_, column) => `c${column}`);
  const signature = JSON.stringify([{ name: "ts", type: "string" }, ...names.map((name, column) => ({ name, type: column % 3 === 0 ? "long" : "string" }))]);
  return [
    `-- load ${index}`,
    `REPLACE INTO "events_${index}" OVERWRITE WHERE "__time" >= TIMESTAMP '2024-01-01' AND "__time" < TIMESTAMP '2024-02-01'`,
    `WITH "ext" AS (`,
    `  SELECT * FROM TABLE(EXTERN('{"type":"s3","uris":["s3://bucket/${index}.json"]}', '{"type":"json"}', '${signature}'))`,
    `)`,
    `SELECT`,
    `  TIME_FLOOR(TIME_PARSE("ts"), 'PT1H') AS "__time",`,
    ...names.slice(0, -4).map((name, column) => (column % 3 === 0 ? `  "${name}" + ${column} AS "${name}",` : `  UPPER(TRIM("${name}")) AS "${name}",`)),
    `  COUNT(*) AS "rows"`,
    `FROM "ext"`,
    `WHERE TIME_PARSE("ts") >= TIMESTAMP '2024-01-01' AND TIME_PARSE("ts") < TIMESTAMP '2024-02-01' AND "c0" <> 4`,
    `GROUP BY ${names.slice(0, -3).map((_, column) => column + 1).join(", ")}`,
    `PARTITIONED BY DAY`,
    `CLUSTERED BY "c1"`,
    `;`,
    ``,
  ].join("\n") + "\n";
}

function textOf(lines) {
  let text = "";
  for (let index = 0; text.split("\n").length <= lines; index++) text += statementOf(index);
  return text.split("\n").slice(0, lines).join("\n");
}

/** What is typed, character by character, somewhere in the text. */
const typed = [", LOWER(\"c2\") AS \"l\"", " AND \"c3\" IN ('a', 'b')", "\n  -- why\n", "CASE WHEN \"c1\" = 'x' THEN 1 ELSE 2 END", "TIME_FLOOR(", "'", "DESC", "SUM(\"c3\") FILTER (WHERE \"c1\" = 'y') AS s,", " LIMIT 10"];

function randomFrom(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

async function connect() {
  const started = performance.now();
  const server = spawn(process.execPath, [launcher, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();
  await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: { textDocument: { diagnostic: {} } } });
  const initialize = performance.now() - started;
  await connection.sendNotification("initialized", {});
  const end = async () => {
    await connection.sendRequest("shutdown");
    const ended = new Promise((resolve) => server.once("exit", resolve));
    await connection.sendNotification("exit");
    await ended;
  };
  return { connection, server, started, initialize, end };
}

async function benchStart() {
  const times = { bare: [], initialize: [], first: [] };
  for (let round = 0; round <= rounds; round++) {
    const bare = await bareNode();
    const client = await connect();
    await client.connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "sql", version: 1, text: textOf(44) } });
    await client.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
    const first = performance.now() - client.started;
    await client.end();
    // The first round warms the file cache.
    if (round > 0) for (const [name, value] of Object.entries({ bare, initialize: client.initialize, first })) times[name].push(value);
  }
  const base = median(times.bare);
  const row = (what, values) => [what, `${fixed(median(values) / base, 2)} ×`, fixed(median(values), 0)];
  console.log(`## The language server's start\n\nMedians of ${rounds}, in turn with \`node -e 0\` (${fixed(base, 0)} ms).\n`);
  console.log(`${table(["from the start to", "to `node -e 0`", "ms"], [row("the reply to `initialize`", times.initialize), row("the first diagnostics, of 44 lines", times.first)])}\n`);
}

function bareNode() {
  const started = performance.now();
  return new Promise((resolve) => spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }).once("exit", () => resolve(performance.now() - started)));
}

/** Milliseconds of each change until its diagnostics are there. Every edit is one character more, or the whole typed text taken away. */
async function timesOfEdits(text, count) {
  const { connection, server, end } = await connect();
  await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "sql", version: 1, text } });
  await connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
  const random = randomFrom(text.length);
  const lines = text.split("\n");
  const times = [];
  let version = 1;
  const change = async (range, newText) => {
    const before = ranFor(server.pid);
    const started = performance.now();
    void connection.sendNotification("textDocument/didChange", { textDocument: { uri, version: ++version }, contentChanges: [{ range, text: newText }] });
    await connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
    const wall = performance.now() - started;
    times.push({ wall, server: ranFor(server.pid) - before });
  };
  while (times.length < count) {
    const line = random(lines.length);
    const character = random(lines[line].length + 1);
    const words = typed[random(typed.length)];
    const place = { line, character };
    const now = { ...place };
    for (const letter of words) {
      await change({ start: { ...now }, end: { ...now } }, letter);
      if (letter === "\n") Object.assign(now, { line: now.line + 1, character: 0 });
      else now.character++;
    }
    await change({ start: place, end: now }, "");
  }
  await end();
  return times.slice(0, count);
}

/** Milliseconds that the server's own thread has run so far: what else the machine does is not in it. NaN where the system does not say. */
function ranFor(pid) {
  const file = `/proc/${pid}/schedstat`;
  return existsSync(file) ? Number(readFileSync(file, "utf8").split(" ")[0]) / 1e6 : NaN;
}

const percentile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];

async function benchChanges() {
  const texts = { "500 lines": textOf(500), "5,000 lines": textOf(5000), "500 lines, one statement": statementOf(0, 490) };
  const rows = [];
  for (const [name, text] of Object.entries(texts)) {
    const times = await timesOfEdits(text, edits);
    for (const [what, key] of [["server", "server"], ["round trip", "wall"]]) {
      const values = times.map((each) => each[key]);
      rows.push([name, fixed(text.length / 1000, 0), what, fixed(median(values)), fixed(percentile(values, 0.99)), fixed(Math.max(...values))]);
    }
  }
  console.log(`## Change to diagnostics\n\n${edits} edits of a character each, in milliseconds: what the server's thread ran for, and the round trip as the client sees it.\n`);
  console.log(`${table(["text", "kB", "", "median", "99 %", "longest"], rows)}\n`);
}

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores\n`);
await benchStart();
await benchChanges();
