// The package as npm makes it, installed into an empty folder.
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { assert, badSql, npmHow, packageVersion, read, root, run, scratch, versionOf, write } from "./harness.mjs";

export const version = () => (packageVersion("publint") === null ? null : `npm ${versionOf("npm")}, publint ${packageVersion("publint")}, attw ${packageVersion("@arethetypeswrong/cli")}`);
export const how = npmHow;

const binOf = (name) => path.join(import.meta.dirname, "node_modules", ".bin", name);

/** What may be in the package; everything else is too much. */
const expectedFiles = [/^LICENSE$/u, /^README\.md$/u, /^package\.json$/u, /^bin\/(?:msqlint\.js|package\.json)$/u, /^dist\/(?:cli\.cjs|lsp(?:-answers)?\.cjs|index\.js|eslint\.js)$/u, /^dist\/licenses\.txt$/u, /^dist\/chunks\/[\w-]+\.js$/u, /^dist\/types\/(?:src|rules)\/.+\.d\.ts$/u, /^rules\/[\w-]+\.md$/u, /^schema\/[\w.-]+\.json$/u];
const largestPackedBytes = 2_500_000;

export async function checks({ check }) {
  const folder = scratch();
  // Without the scripts, which would build anew while something else may be reading the bundles.
  const packed = run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], { cwd: root });
  const [manifest] = JSON.parse(packed.stdout);
  const tarball = path.join(folder, manifest.filename);
  const names = manifest.files.map((file) => file.path);

  await check("npm pack holds what is needed", () => {
    for (const name of ["bin/msqlint.js", "dist/cli.cjs", "dist/lsp-answers.cjs", "dist/lsp.cjs", "dist/index.js", "dist/eslint.js", "dist/types/src/index.d.ts", "dist/types/src/eslint/index.d.ts", "rules/clustered-by-desc.md", "LICENSE", "README.md"]) assert.ok(names.includes(name), `${name} is missing`);
    assert.ok(names.some((name) => name.startsWith("schema/")));
    return `${String(names.length)} files, ${(manifest.size / 1e6).toFixed(2)} MB packed, ${(manifest.unpackedSize / 1e6).toFixed(2)} MB unpacked`;
  });
  await check("and nothing else", () => {
    const surplus = names.filter((name) => !expectedFiles.some((pattern) => pattern.test(name)));
    assert.deepEqual(surplus, []);
    assert.equal(names.filter((name) => name.startsWith("dist/chunks/")).length, chunksInUse(), "chunks of an earlier build");
    assert.ok(manifest.size <= largestPackedBytes, `${String(manifest.size)} bytes packed`);
  });

  const home = scratch({ "package.json": '{ "private": true, "type": "module" }\n', "file.sql": badSql });
  await check("npm install of it into an empty folder brings no other package", () => {
    const installed = run("npm", ["install", "--no-audit", "--no-fund", "--offline", tarball], { cwd: home });
    assert.equal(installed.code, 0, installed.output);
    const packages = readdirSync(path.join(home, "node_modules")).filter((name) => !name.startsWith("."));
    assert.deepEqual(packages, ["msqlint"]);
  });
  await check("npx msqlint file.sql", () => {
    const { code, stdout, output } = run("npx", ["--no-install", "msqlint", "file.sql"], { cwd: home });
    assert.equal(code, 1, output);
    assert.match(stdout, /clustered-by-desc/u);
  });
  await check("npx msqlint explain, rules, init and verdict", () => {
    const msqlint = (args, input) => run("npx", ["--no-install", "msqlint", ...args], { cwd: home, input });
    assert.match(msqlint(["explain", "clustered-by-desc"]).stdout, /CLUSTERED BY/u);
    assert.match(msqlint(["rules"]).stdout, /clustered-by-desc/u);
    const verdict = msqlint(["verdict"], `${JSON.stringify({ id: "1", sql: "SELEC 1" })}\n`);
    assert.match(verdict.stdout, /"id":\s*"1"/u, verdict.output);
    const elsewhere = scratch({ "package.json": '{ "private": true }' });
    assert.equal(run(path.join(home, "node_modules", ".bin", "msqlint"), ["init"], { cwd: elsewhere }).code, 0);
    assert.ok(existsSync(path.join(elsewhere, "msqlint.config.json")));
  });
  await check('import of "msqlint" and "msqlint/eslint-plugin"', () => {
    write(home, "api.mjs", `import { fix, lint, verdict } from "msqlint";\nimport plugin from "msqlint/eslint-plugin";\nimport { readFileSync } from "node:fs";\nconst text = readFileSync("file.sql", "utf8");\nconsole.log(JSON.stringify([lint(text).map((f) => f.ruleId), lint(fix(text).output).length, verdict(text).verdict ?? verdict(text).accepted, Object.keys(plugin.configs)]));\n`);
    const { code, stdout, output } = run(process.execPath, ["api.mjs"], { cwd: home });
    assert.equal(code, 0, output);
    const [rules, left, , configs] = JSON.parse(stdout);
    assert.deepEqual(rules, ["clustered-by-desc"]);
    assert.equal(left, 0);
    assert.deepEqual(configs, ["recommended", "strict"]);
  });
  await check("the rule of docs/custom-rules.md, in a package of its own, is loaded by msqlint.config.js and by ESLint", () => {
    const blocks = [...read(root, "docs/custom-rules.md").matchAll(/```(?:jsonc?|js)\n([\s\S]*?)```/gu)].map(([, code]) => code);
    const titled = (title) => blocks.find((code) => code.includes(title)).replace(/^\/\/.*\n/u, "");
    const folder = path.join(home, "node_modules", "no-temporary-target");
    write(folder, "index.js", titled("no-temporary-target/index.js"));
    write(folder, "package.json", titled("no-temporary-target/package.json"));
    write(home, "own/msqlint.config.js", titled("// msqlint.config.js"));
    write(home, "own/eslint.config.js", titled("// eslint.config.js"));
    write(home, "own/a.sql", "INSERT INTO tmp_trips SELECT __time FROM s PARTITIONED BY DAY\n");
    const own = path.join(home, "own");
    const byCommandLine = run("npx", ["--no-install", "msqlint", "--format", "compact", "a.sql"], { cwd: own });
    assert.match(byCommandLine.stdout, /`tmp_trips` is a temporary datasource.*\[no-temporary-target\]/u, byCommandLine.output);
    const byEslint = run(process.execPath, [path.join(import.meta.dirname, "node_modules", "eslint", "bin", "eslint.js"), "a.sql"], { cwd: own });
    assert.equal(byEslint.code, 1, byEslint.output);
    assert.match(byEslint.stdout, /own\/no-temporary-target/u);
  });
  await check("the language server starts from it", () => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
    const { stdout } = run("npx", ["--no-install", "msqlint", "lsp", "--stdio"], { cwd: home, input: `Content-Length: ${String(body.length)}\r\n\r\n${body}`, timeout: 20_000 });
    assert.match(stdout, /"serverInfo"/u);
  });
  await check("knip finds no dead file, export or dependency", () => {
    const { code, output } = run(binOf("knip"), ["-c", path.join(import.meta.dirname, "knip.json"), "--no-progress", "--no-config-hints"], { cwd: root });
    assert.equal(code, 0, output);
  });
  await check("publint has nothing to say", () => {
    const { code, output } = run(binOf("publint"), ["run", tarball, "--strict"], { cwd: home });
    assert.equal(code, 0, output);
    assert.doesNotMatch(output, /(?:Errors|Warnings):/u);
  });
  await check("attw: types resolve for every entry", () => {
    const { code, output } = run(binOf("attw"), [tarball, "--profile", "esm-only", "--no-emoji", "--no-color"], { cwd: home });
    assert.equal(code, 0, output);
  });
}

/** Chunks that the entries lead to. */
function chunksInUse() {
  const dist = path.join(root, "dist");
  const seen = new Set();
  const follow = (file) => {
    for (const [, name] of run("cat", [file]).stdout.matchAll(/["'](?:\.\/|\.\.\/)*(?:chunks\/)?([\w-]+-[A-Z0-9]{8}\.js)["']/gu)) {
      if (seen.has(name) || !statSync(path.join(dist, "chunks", name), { throwIfNoEntry: false })) continue;
      seen.add(name);
      follow(path.join(dist, "chunks", name));
    }
  };
  for (const entry of ["index.js", "eslint.js"]) follow(path.join(dist, entry));
  return seen.size;
}
