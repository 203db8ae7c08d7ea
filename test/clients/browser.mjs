// The core in a browser: a bundle without a single module of Node, loaded by a page in headless Chromium.
import { createServer } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { existsSync } from "node:fs";
import { assert, badSql, goodSql, packageVersion, read, root, run, samples, scratch, versionOf } from "./harness.mjs";

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((file) => existsSync(file));

export const version = () => (executablePath === undefined || packageVersion("playwright-core") === null ? null : `Chromium ${versionOf(executablePath)}`);
export const how = "apt-get install chromium; npm ci --prefix test/clients";

async function bundle() {
  const { build } = await import(pathToFileURL(path.join(root, "node_modules", "esbuild", "lib", "main.js")).href);
  const result = await build({
    entryPoints: [path.join(root, "src", "index.ts")],
    bundle: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    minify: true,
    write: false,
    logLevel: "silent",
  });
  return result.outputFiles[0].text;
}

export async function checks({ check }) {
  let code = "";
  await check("the core bundles for a browser, without a module of Node", async () => {
    code = await bundle();
    assert.doesNotMatch(code, /["']node:/u);
    return `${(code.length / 1e6).toFixed(2)} MB minified`;
  });
  if (code === "") return;
  const folder = scratch();
  const { chromium } = await import("playwright-core");
  const page = `<!doctype html><meta charset="utf-8"><title>msqlint</title><script type="module">import * as msqlint from "/msqlint.js"; window.msqlint = msqlint; document.title = "ready";</script>`;
  const server = createServer((request, response) => {
    const script = request.url === "/msqlint.js";
    response.writeHead(request.url === "/" || script ? 200 : 404, { "content-type": script ? "text/javascript" : "text/html" });
    response.end(script ? code : page);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"], env: { ...process.env, HOME: folder } });
  try {
    const tab = await browser.newPage();
    const errors = [];
    tab.on("pageerror", (error) => errors.push(error.message));
    await check("the page loads it without an error", async () => {
      await tab.goto(`http://127.0.0.1:${String(server.address().port)}/`);
      await tab.waitForFunction(() => document.title === "ready", null, { timeout: 20_000 });
      assert.deepEqual(errors, []);
    });
    await check("a statement is linted and mended in the page", async () => {
      const result = await tab.evaluate((text) => ({ rules: window.msqlint.lint(text).map((finding) => finding.ruleId), output: window.msqlint.fix(text).output }), badSql);
      assert.deepEqual(result, { rules: ["clustered-by-desc"], output: goodSql });
    });
    await check("the samples have the command line's findings there", async () => {
      for (const name of ["complaints.sql", "drivers.sql", "top-zones.sql", "trips-daily.sql", "trips-hourly.sql", "zone-revenue.sql"]) {
        const text = read(samples, name);
        const there = await tab.evaluate((sql) => window.msqlint.lint(sql).map(({ ruleId, line, column }) => `${ruleId} ${String(line)}:${String(column)}`), text);
        const { stdout } = run(process.execPath, [path.join(root, "bin", "msqlint.js"), "--format", "compact", "--no-config", name], { cwd: samples });
        const here = [...stdout.matchAll(/^[^:\n]+:(\d+:\d+): .*\[([\w-]+)\]$/gmu)].map(([, place, rule]) => `${rule} ${place}`);
        assert.deepEqual(there.sort(), here.sort(), name);
      }
      assert.deepEqual(errors, []);
    });
  } finally {
    await browser.close();
    server.close();
  }
}
