// npm run build: bundles into dist/. `--types` also writes the declarations.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { factsPlugin } from "./facts/json-plugin.mjs";
import { writeLicenses } from "./licenses.mjs";
import { generateIndex } from "./rules-index.mjs";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const source = (...parts) => path.join(root, "src", ...parts);
const dist = path.join(root, "dist");

/** Entry by bundle; those whose source does not exist are left out. */
const commonJsEntries = { cli: source("cli", "main.ts"), lsp: source("lsp", "main.ts"), "lsp-answers": source("lsp", "answers", "index.ts") };
const moduleEntries = { index: source("index.ts"), eslint: source("eslint", "index.ts") };

/** Rules are run when first asked for. */
const lazyRules = {
  name: "lazy-rules",
  setup(builder) {
    builder.onLoad({ filter: /[\\/]rules[\\/]index\.ts$/ }, async () => ({ contents: await generateIndex({ lazy: true }), loader: "ts" }));
  },
};

/**
 * The language server is a bundle of its own, which linting never loads, and what answers its requests another, which it loads after it
 * has greeted the client. They are required, as cached code has no working `import`.
 */
const bundlesApart = { "../lsp/main.ts": "./lsp.cjs", "./answers/index.ts": "./lsp-answers.cjs" };
const languageServerApart = {
  name: "language-server-apart",
  setup(builder) {
    builder.onLoad({ filter: /[\\/]src[\\/](?:cli[\\/]lsp|lsp[\\/]server)\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, "utf8").replace(/await import\(("[^"]+")\)/gu, "require($1)"),
      loader: "ts",
    }));
    builder.onResolve({ filter: /\/(?:lsp\/main|answers\/index)\.ts$/ }, ({ kind, path: asked }) => (kind === "require-call" ? { path: bundlesApart[asked], external: true } : undefined));
  },
};

/** What dependencies do at every start and a lint never needs: their file, what it says, and what is put in its place. */
const startsSpared = [
  // Whether to colour is decided in src/cli/io.ts; a look at standard output would set up a stream.
  [/[\\/]picocolors\.js$/, "(p.stdout || {}).isTTY", "false"],
  // Commands of ours are no programs of their own; Node's module for those brings streams and sockets with it.
  [/[\\/]commander[\\/]lib[\\/]command\.js$/, "const childProcess = require('node:child_process');", "const childProcess = { spawn: (...args) => require('node:child_process').spawn(...args) };"],
];
const lighterStart = {
  name: "lighter-start",
  setup(builder) {
    for (const [filter, said, instead] of startsSpared) {
      builder.onLoad({ filter }, ({ path: file }) => {
        const text = readFileSync(file, "utf8");
        if (!text.includes(said)) throw new Error(`${file} no longer says \`${said}\`: mend scripts/build.mjs`);
        return { contents: text.replace(said, instead), loader: "js" };
      });
    }
  },
};

/**
 * Escapes what is not ASCII (esbuild leaves it in regular expressions): one such character makes V8 keep all of a bundle in two bytes a
 * character, and the launcher reads them as single bytes.
 */
function keepAscii(file) {
  const text = readFileSync(file, "utf8");
  const ascii = text.replace(/[^\0-\x7f]/gu, (character) => {
    const code = character.codePointAt(0);
    if (code > 0xffff) throw new Error(`a regular expression holds \`${character}\`, which no short escape can name: write it as an escape`);
    return `\\u${code.toString(16).padStart(4, "0")}`;
  });
  if (ascii !== text) writeFileSync(file, ascii);
}

const shared = {
  bundle: true,
  platform: "node",
  target: "node20",
  // jsonc-parser's main is UMD, whose inner requires a bundler cannot see.
  mainFields: ["module", "main"],
  outdir: dist,
  minifySyntax: true,
  minifyWhitespace: true,
  // dist/licenses.txt says it of all of them.
  legalComments: "none",
  metafile: true,
  absWorkingDir: root,
  logLevel: "warning",

  external: ["eslint"],
};

/** Entries whose source is there. */
function present(entries) {
  return Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)));
}

export async function buildBundles() {
  mkdirSync(dist, { recursive: true });
  for (const folder of ["code-cache", "chunks"]) rmSync(path.join(dist, folder), { recursive: true, force: true });
  const commonJs = await build({
    ...shared,
    entryPoints: present(commonJsEntries),
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    plugins: [factsPlugin, lazyRules, languageServerApart, lighterStart],
    define: { "import.meta.url": "importMeta.url", "import.meta.dirname": "__dirname", "import.meta.filename": "__filename" },
    banner: { js: 'const importMeta={get url(){return require("node:url").pathToFileURL(__filename).href}};' },
  });
  for (const name of Object.keys(present(commonJsEntries))) keepAscii(path.join(dist, `${name}.cjs`));
  const modules = await build({ ...shared, entryPoints: present(moduleEntries), format: "esm", splitting: true, chunkNames: "chunks/[name]-[hash]", plugins: [factsPlugin] });
  const inputs = [commonJs, modules].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  writeLicenses(path.join(dist, "licenses.txt"), inputs, root);
}

/** What ingestions are mostly made of, and a mistake: functions that lint none of it would be compiled at every start. */
const usualStatement = `-- one day of events
REPLACE INTO events OVERWRITE WHERE __time >= TIMESTAMP '2024-03-01 00:00:00' AND __time < TIMESTAMP '2024-03-02 00:00:00'
WITH source AS (
  SELECT * FROM TABLE(EXTERN(
    '{"type": "http", "uris": ["https://example.com/events.json.gz"]}',
    '{"type": "json"}',
    '[{"name": "happened_at", "type": "string"}, {"name": "country", "type": "string"}, {"name": "price", "type": "double"}]'
  ))
)
SELECT
  TIME_FLOOR(TIME_PARSE(happened_at), 'PT1H') AS __time,
  UPPER(country) AS country,
  CASE WHEN price > 100 THEN 'high' ELSE 'low' END AS band,
  COUNT(*) AS events,
  SUM(CAST(price AS DOUBLE)) AS revenue
FROM source
WHERE TIME_PARSE(happened_at) >= TIMESTAMP '2024-03-01 00:00:00' AND country IN ('de', 'fr') AND price IS NOT NULL
GROUP BY 1, 2, 3
PARTITIONED BY DAY
CLUSTERED BY country DESC
`;

/**
 * Runs the command line once on a file, the way that must not wait, and the language server once on a document, so that their code
 * caches are there from the first real run on. A second way (options, formats) would only make the cache larger for all.
 */
async function warm() {
  const launcher = path.join(root, "bin", "msqlint.js");
  if (!existsSync(path.join(dist, "cli.cjs"))) return;
  chmodSync(launcher, 0o755);
  const folder = mkdtempSync(path.join(tmpdir(), "msqlint-build-"));
  const file = path.join(folder, "warm.sql");
  writeFileSync(file, usualStatement);
  // Exit code 1 says that there were findings; a code cache that is missing only costs time.
  spawnSync(process.execPath, [launcher, file], { stdio: "ignore" });
  rmSync(folder, { recursive: true, force: true });
  const server = spawn(process.execPath, [launcher, "lsp", "--stdio"], { stdio: ["pipe", "ignore", "ignore"], timeout: 30_000 });
  // Its input stays open: the server ends at once when that ends, whatever it has not yet read.
  server.stdin.write(visitOf(usualStatement));
  await once(server, "exit");
}

/** What a client says in a short visit. */
function visitOf(text) {
  const uri = "file:///warm.sql";
  const messages = [
    { id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: { textDocument: { diagnostic: {} } } } },
    { method: "initialized", params: {} },
    { method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "sql", version: 1, text } } },
    { id: 2, method: "textDocument/diagnostic", params: { textDocument: { uri } } },
    { id: 3, method: "shutdown" },
    { method: "exit" },
  ];
  return messages.map((message) => JSON.stringify({ jsonrpc: "2.0", ...message })).map((body) => `Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`).join("");
}

await buildBundles();
await warm();
if (process.argv.includes("--types")) await import("./declarations.mjs");
