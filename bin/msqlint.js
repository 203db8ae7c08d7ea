#!/usr/bin/env node
"use strict";
/* global require, __dirname */
// Starts a bundle of dist/ with V8's compiled code kept from an earlier run, which halves what the start costs.
const fs = require("node:fs");
const nodeModule = require("node:module");
const path = require("node:path");

const dist = path.join(__dirname, "..", "dist");

/** Loads a bundle of dist/. Node 22.1 and later keep compiled code by themselves. */
function loadWithCompileCache(name) {
  nodeModule.enableCompileCache(path.join(dist, "code-cache"));
  return require(path.join(dist, name));
}

/**
 * The same by hand, also for the bundles that a bundle requires. The cache lies beside them, so that who may write the one may write the
 * other, and bears the names of all that it depends on. V8 refuses one that does not fit.
 */
function loadWithCodeCache(name) {
  const vm = require("node:vm");
  const bundle = path.join(dist, name);
  const { source, changed } = readWrapped(bundle);
  const cacheFile = path.join(dist, "code-cache", `${name}-${process.version}-${process.arch}-${String(changed)}.bin`);
  const cachedData = readIfThere(cacheFile);
  const script = new vm.Script(source, { filename: bundle, cachedData });
  const loaded = { exports: {} };
  const requireOther = nodeModule.createRequire(bundle);
  script.runInThisContext()(loaded.exports, (id) => (id.startsWith("./") ? loadWithCodeCache(path.basename(id)) : requireOther(id)), loaded, bundle, dist);
  if (cachedData === undefined || script.cachedDataRejected === true) process.once("exit", () => writeCache(script, cacheFile));
  return loaded.exports;
}

const head = "(function (exports, require, module, __filename, __dirname) { ";
const tail = "\n})";

/** A bundle as the expression of a function, read in one piece, and when it was written. The build leaves nothing but ASCII in it. */
function readWrapped(bundle) {
  const file = fs.openSync(bundle, "r");
  const { size, mtimeMs } = fs.fstatSync(file);
  const bytes = Buffer.allocUnsafeSlow(head.length + size + tail.length);
  bytes.latin1Write(head, 0);
  for (let read = 0, more = 1; more > 0; read += more) more = fs.readSync(file, bytes, head.length + read, size - read, read);
  bytes.latin1Write(tail, head.length + size);
  fs.closeSync(file);
  return { source: bytes.latin1Slice(), changed: mtimeMs };
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Whole or not at all; where the folder cannot be written, every start costs a little more. */
function writeCache(script, file) {
  const partial = `${file}.${String(process.pid)}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(partial, script.createCachedData());
    fs.renameSync(partial, file);
  } catch {
    fs.rmSync(partial, { force: true });
  }
}

// Code that came out of a cache cannot load modules by itself: it is done here for it (src/workspace/import-module.ts).
globalThis[Symbol.for("msqlint.import")] = (url) => import(url);

if (!fs.existsSync(path.join(dist, "cli.cjs"))) {
  console.error("msqlint is not built yet: npm run build");
  process.exit(2);
}
const load = typeof nodeModule.enableCompileCache === "function" ? loadWithCompileCache : loadWithCodeCache;
// An editor waits for the server's greeting: it does without the command line's own bundle. `lsp` with other options is the command line's.
if (process.argv[2] === "lsp" && process.argv.slice(3).every((option) => /^--(?:stdio|clientProcessId=\d+)$/u.test(option))) load("lsp.cjs").startServer();
else if (process.argv[2] === "--lint-thread" && !require("node:worker_threads").isMainThread) load("cli.cjs").runThread();
else load("cli.cjs").runProcess();
