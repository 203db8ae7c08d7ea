// What every client check shares: scratch folders, running commands, counting.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

export const root = path.join(import.meta.dirname, "..", "..");
export const bin = path.join(root, "bin", "msqlint.js");
export const samples = path.join(root, "fixtures", "samples");

/** One statement with exactly one finding, `clustered-by-desc`, which has a safe fix; and the same mended. */
export const badSql = `REPLACE INTO "trips" OVERWRITE ALL
SELECT TIME_PARSE("t") AS "__time", "zone"
FROM TABLE(EXTERN('{"type":"local","files":["/data/t.json"]}', '{"type":"json"}', '[{"name":"t","type":"string"},{"name":"zone","type":"string"}]'))
PARTITIONED BY DAY
CLUSTERED BY "zone" DESC
`;
export const goodSql = badSql.replace(" DESC", "");

const folders = [];
process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone when the process ends. */
export function scratch(files = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "msqlint-clients-"));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) write(folder, name, text);
  return folder;
}

export function write(folder, name, text) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

export const read = (folder, name) => readFileSync(path.join(folder, name), "utf8");

/** The nth block of code behind a heading of docs/editors.md: what users copy is what is tried. */
export function snippet(heading, index) {
  const [, section = ""] = read(root, "docs/editors.md").split(`\n## ${heading}\n`);
  const blocks = [...section.split("\n## ")[0].matchAll(/^```\w*\n([^]*?)^```$/gmu)].map((match) => match[1]);
  assert.ok(index < blocks.length, `docs/editors.md has ${String(blocks.length)} blocks under ${heading}`);
  return blocks[index];
}

/** An environment in which `msqlint` is a command, as after its installation. */
export function withCommand(environment) {
  const folder = scratch();
  writeFileSync(path.join(folder, "msqlint"), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`, { mode: 0o755 });
  return { ...process.env, ...environment, PATH: `${folder}${path.delimiter}${process.env.PATH}` };
}

/** Runs a command to its end; never throws for its exit code. */
export function run(command, args, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8", timeout: 180_000, maxBuffer: 1 << 28, ...options });
  return { code: status, stdout: stdout ?? "", stderr: stderr ?? "", output: `${stdout ?? ""}${stderr ?? ""}`, missing: error?.code === "ENOENT" };
}

/** First version number that a command prints, or null when the command is not there. */
export function versionOf(command, args = ["--version"]) {
  const { missing, output } = run(command, args);
  return missing ? null : (/\d+(?:\.\d+)+/u.exec(output)?.[0] ?? "unknown");
}

const require = createRequire(import.meta.url);
/** Version of a package of this folder, or null when `npm ci --prefix test/clients` has not been run. */
export function packageVersion(name) {
  const file = path.join(import.meta.dirname, "node_modules", name, "package.json");
  return existsSync(file) ? require(file).version : null;
}

export const npmHow = "npm ci --prefix test/clients";

/** Collects the checks of one client. A check passes when its function returns and fails when it throws. */
export function createTally(say = console.log) {
  const results = [];
  return {
    results,
    async check(title, body) {
      const start = performance.now();
      try {
        const note = await body();
        results.push({ title, passed: true });
        say(`  ok   ${title}${typeof note === "string" ? ` (${note})` : ""} ${String(Math.round(performance.now() - start))} ms`);
      } catch (error) {
        results.push({ title, passed: false });
        say(`  FAIL ${title}\n       ${String(error?.message ?? error).split("\n").slice(0, 12).join("\n       ")}`);
      }
    },
  };
}

/** Resolves with the promise or throws after `milliseconds`. */
export function within(milliseconds, promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${String(milliseconds)} ms`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export { assert };
