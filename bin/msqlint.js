#!/usr/bin/env node
"use strict";
/* global require, __dirname */
// Starts dist/cli.cjs with V8's compiled code kept from an earlier run, which halves what the start costs.
const fs = require("node:fs");
const nodeModule = require("node:module");
const path = require("node:path");

const bundle = path.join(__dirname, "..", "dist", "cli.cjs");

/** Node 22.1 and later keep compiled code by themselves. */
function loadWithCompileCache() {
  nodeModule.enableCompileCache(path.join(path.dirname(bundle), "code-cache"));
  return require(bundle);
}

/**
 * The same by hand. The cache lies beside the bundle, so that who may write the one may write the other, and bears the names of
 * all that it depends on. V8 refuses one that does not fit.
 */
function loadWithCodeCache() {
  const vm = require("node:vm");
  const source = fs.readFileSync(bundle, "utf8");
  const cacheFile = path.join(__dirname, "..", "dist", "code-cache", `${process.version}-${process.arch}-${String(fs.statSync(bundle).mtimeMs)}.bin`);
  const cachedData = readIfThere(cacheFile);
  const wrapped = `(function (exports, require, module, __filename, __dirname) { ${source}\n})`;
  const script = new vm.Script(wrapped, { filename: bundle, cachedData });
  const loaded = { exports: {} };
  script.runInThisContext()(loaded.exports, nodeModule.createRequire(bundle), loaded, bundle, path.dirname(bundle));
  if (cachedData === undefined || script.cachedDataRejected === true) process.once("exit", () => writeCache(script, cacheFile));
  return loaded.exports;
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

if (!fs.existsSync(bundle)) {
  console.error("msqlint is not built yet: npm run build");
  process.exit(2);
}
const cli = typeof nodeModule.enableCompileCache === "function" ? loadWithCompileCache() : loadWithCodeCache();
cli.runProcess();
