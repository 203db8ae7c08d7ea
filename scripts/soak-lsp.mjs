// npm run soak:lsp [-- --steps N --seed S]: a long visit to the built language server over standard input and output (test/lsp/soak.ts).
// Exits 1 when an answer fails, differs from a fresh server's, or the heap has grown by more than a fifth.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";

const { values } = parseArgs({ options: { steps: { type: "string", default: "38000" }, seed: { type: "string", default: "1" } } });
const root = path.join(import.meta.dirname, "..");
const launcher = path.join(root, "bin", "msqlint.js");

/** Bundled on the fly: Node reads no TypeScript. Within the project, so that packages are found. */
async function loadSoak() {
  const cache = path.join(root, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, "soak-"));
  const outfile = path.join(folder, "soak.mjs");
  try {
    await build({ entryPoints: [path.join(root, "test", "lsp", "soak.ts")], bundle: true, platform: "node", format: "esm", target: "node20", packages: "external", outfile, logLevel: "error" });
    return (await import(pathToFileURL(outfile).href)).soak;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** On a signal the server collects its garbage and says how much is left. */
const heapOnSignal = "data:text/javascript,process.on('SIGUSR2',()=>{gc();gc();process.stderr.write('heap '+process.memoryUsage().heapUsed+'\\n')})";

async function serve() {
  const server = spawn(process.execPath, ["--expose-gc", "--import", heapOnSignal, launcher, "lsp", "--stdio"], { stdio: ["pipe", "pipe", "pipe"] });
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const exited = new Promise((resolve) => server.once("exit", resolve));
  connection.onRequest("client/registerCapability", () => null);
  connection.onNotification("window/logMessage", ({ message }) => logged.push(message));
  connection.listen();
  await connection.sendRequest("initialize", { processId: process.pid, rootUri: null, capabilities: { textDocument: { diagnostic: {} } } });
  await connection.sendNotification("initialized", {});
  const end = async () => {
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    exitCodes.add(await exited);
  };
  return { connection, end, server };
}

function heapOf({ server }) {
  return new Promise((resolve) => {
    server.stderr.once("data", (data) => resolve(Number(/heap (\d+)/u.exec(String(data))?.[1]) / 1e6));
    server.kill("SIGUSR2");
  });
}

const logged = [];
const exitCodes = new Set();
const heap = {};
const samples = path.join(root, "fixtures", "samples");
const languageOf = { ".sql": "sql", ".json": "json", ".md": "markdown" };
const texts = ["trips-hourly.sql", "trips-daily.sql", "zone-revenue.sql", "backfill.json", "README.md"].map((name) => ({ name, languageId: languageOf[path.extname(name)], text: readFileSync(path.join(samples, name), "utf8") }));
const started = performance.now();
const soak = await loadSoak();
const result = await soak({
  serve,
  seed: Number(values.seed),
  steps: Number(values.steps),
  compareEvery: 500,
  texts,
  onRest: async (server, moment) => { heap[moment] = await heapOf(server); },
});
const growth = heap.after / heap.before;
const { edits, requests, cancelled, comparisons, failures } = result;
for (const failure of failures) console.log(failure.slice(0, 2000));
for (const message of new Set(logged)) console.log(`logged: ${message}`);
console.log(`${edits} edits, ${requests} requests (${cancelled} cancelled), ${comparisons} comparisons with a fresh server in ${((performance.now() - started) / 1000).toFixed(0)} s from seed ${values.seed}: ${failures.length} failures, ${logged.length} messages logged`);
console.log(`heap ${heap.before.toFixed(1)} MB before, ${heap.after.toFixed(1)} MB after (${growth.toFixed(2)} ×); exit codes ${[...exitCodes].join(", ")}`);
process.exit(failures.length > 0 || growth > 1.2 || exitCodes.size !== 1 || !exitCodes.has(0) ? 1 : 0);
