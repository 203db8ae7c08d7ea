// npm run build: bundles into dist/. `--types` also writes the declarations.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { generateIndex } from "./rules-index.mjs";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const source = (...parts) => path.join(root, "src", ...parts);
const dist = path.join(root, "dist");

/** Entry by bundle; those whose source does not exist are left out. */
const commonJsEntries = { cli: source("cli", "main.ts"), lsp: source("lsp", "main.ts"), worker: source("cli", "worker.ts") };
const moduleEntries = { index: source("index.ts"), eslint: source("eslint", "index.ts") };

/** JSON facts as text that is parsed when it is first needed: faster to load than an object literal. */
const jsonAsText = {
  name: "json-as-text",
  setup(builder) {
    builder.onLoad({ filter: /[\\/]data[\\/][\w-]+\.json$/ }, ({ path: file }) => ({
      contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(withoutHeader(JSON.parse(readFileSync(file, "utf8")))))});`,
      loader: "js",
    }));
  },
};

/** The header says where facts come from; nothing at run time asks. */
function withoutHeader(file) {
  const facts = { ...file };
  delete facts.$header;
  return facts;
}

/** Rules are run when first asked for. */
const lazyRules = {
  name: "lazy-rules",
  setup(builder) {
    builder.onLoad({ filter: /[\\/]rules[\\/]index\.ts$/ }, async () => ({ contents: await generateIndex({ lazy: true }), loader: "ts" }));
  },
};

/** The language server is a bundle of its own: linting never loads it. It is required, as cached code has no working `import`. */
const languageServerApart = {
  name: "language-server-apart",
  setup(builder) {
    builder.onLoad({ filter: /[\\/]cli[\\/]lsp\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, "utf8").replace('await import("../lsp/main.ts")', 'require("../lsp/main.ts")'),
      loader: "ts",
    }));
    builder.onResolve({ filter: /\/lsp\/main\.ts$/ }, ({ kind }) => (kind === "require-call" ? { path: "./lsp.cjs", external: true } : undefined));
  },
};

const shared = {
  bundle: true,
  platform: "node",
  target: "node20",
  // jsonc-parser's main is UMD, whose inner requires a bundler cannot see.
  mainFields: ["module", "main"],
  outdir: dist,
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "linked",
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
  await build({
    ...shared,
    entryPoints: present(commonJsEntries),
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    plugins: [jsonAsText, lazyRules, languageServerApart],
    define: { "import.meta.url": "importMetaUrl", "import.meta.dirname": "__dirname", "import.meta.filename": "__filename" },
    banner: { js: 'const importMetaUrl=require("node:url").pathToFileURL(__filename).href;' },
  });
  await build({ ...shared, entryPoints: present(moduleEntries), format: "esm", splitting: true, chunkNames: "chunks/[name]-[hash]", plugins: [jsonAsText] });
}

/**
 * Runs the command line once on a file, the way that must not wait, so that its code cache is there from the first real run on.
 * A second way (options, formats) would only make the cache larger for all.
 */
function warm() {
  const launcher = path.join(root, "bin", "msqlint.js");
  if (!existsSync(path.join(dist, "cli.cjs"))) return;
  chmodSync(launcher, 0o755);
  const folder = mkdtempSync(path.join(tmpdir(), "msqlint-build-"));
  const file = path.join(folder, "warm.sql");
  writeFileSync(file, "REPLACE INTO t OVERWRITE ALL SELECT TIME_PARSE(a) AS __time, b FROM s GROUP BY 1, 2 PARTITIONED BY DAY CLUSTERED BY b DESC;\n");
  // Exit code 1 says that there were findings; a code cache that is missing only costs time.
  spawnSync(process.execPath, [launcher, file], { stdio: "ignore" });
  rmSync(folder, { recursive: true, force: true });
}

await buildBundles();
warm();
if (process.argv.includes("--types")) await import("./declarations.mjs");
