// ESLint 9 and 10 with the built plugin, on the command line and by the class that editors use: the command line's own findings.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { assert, badSql, bin, goodSql, npmHow, packageVersion, read, root, run, samples, scratch, write } from "./harness.mjs";

const majors = ["eslint9", "eslint"];

export const version = () => {
  const versions = majors.map(packageVersion);
  return versions.includes(null) ? null : versions.join(" and ");
};
export const how = npmHow;

const plugin = pathToFileURL(path.join(root, "dist", "eslint.js")).href;
const require = createRequire(import.meta.url);

/** A project whose ESLint configuration is the plugin's `recommended` and what is given on top. */
function project(files, more = "") {
  return scratch({ "eslint.config.mjs": `import msqlint from ${JSON.stringify(plugin)};\nexport default [msqlint.configs.recommended${more}];\n`, ...files });
}

function commandLine(name, folder, ...args) {
  return run(process.execPath, [path.join(import.meta.dirname, "node_modules", name, "bin", "eslint.js"), ...args], { cwd: folder });
}

const rows = (messages) => messages.map(({ ruleId, line, column }) => `${ruleId ?? "fatal"} ${String(line)}:${String(column)}`).sort();

/** `rule line:column` by file name, of the command line. */
function expected(folder, names) {
  const { stdout } = run(process.execPath, [bin, "--format", "compact", "--no-config", ...names], { cwd: folder });
  const found = Object.fromEntries(names.map((name) => [name, []]));
  for (const [, name, place, rule] of stdout.matchAll(/^([^:\n]+):(\d+:\d+): .*\[([\w-]+)\]$/gmu)) found[name].push(`msqlint/${rule} ${place}`);
  return Object.fromEntries(Object.entries(found).map(([name, list]) => [name, list.sort()]));
}

const broken = `${badSql};\nSELEC 1;\n${badSql}`;

export async function checks({ check }) {
  const names = ["complaints.sql", "drivers.sql", "top-zones.sql", "trips-daily.sql", "trips-hourly.sql", "zone-revenue.sql"];
  const files = { ...Object.fromEntries(names.map((name) => [name, read(samples, name)])), "broken.sql": broken };
  for (const name of majors) {
    const label = `ESLint ${packageVersion(name)}`;
    await check(`${label} on the command line finds in the samples what msqlint finds`, () => {
      const folder = project(files);
      const { stdout, stderr, code } = commandLine(name, folder, "--format", "json", ".");
      assert.equal(code, 1, stderr);
      const found = Object.fromEntries(JSON.parse(stdout).filter(({ filePath }) => filePath.endsWith(".sql")).map(({ filePath, messages }) => [path.basename(filePath), rows(messages)]));
      assert.deepEqual(found, expected(folder, Object.keys(files)));
      return `${String(Object.values(found).flat().length)} findings`;
    });
    await check(`${label} by its class, from a text, finds the same`, async () => {
      const { ESLint } = require(name);
      const folder = project(files);
      const eslint = new ESLint({ cwd: folder });
      const wanted = expected(folder, Object.keys(files));
      for (const [file, text] of Object.entries(files)) {
        const [result] = await eslint.lintText(text, { filePath: path.join(folder, file) });
        assert.deepEqual(rows(result.messages), wanted[file], file);
      }
    });
    await check(`${label} finds in every statement of the fixtures what msqlint finds, in the same words`, async () => {
      const { Linter } = require(name);
      const { default: loaded } = await import(plugin);
      const { lint } = await import(pathToFileURL(path.join(root, "dist", "index.js")).href);
      const linter = new Linter({ configType: "flat" });
      const statements = brotliDecompressSync(readFileSync(path.join(root, "fixtures", "conformance", "statements.jsonl.br"))).toString("utf8").trim().split("\n");
      const shown = (rule, { line, column, message }) => `${rule} ${String(line)}:${String(column)} ${message}`;
      let findings = 0;
      for (const row of statements) {
        const { id, sql: written } = JSON.parse(row);
        // At the start of a file it is a byte order mark, which both take off.
        const sql = written.replace(/^\uFEFF/u, "");
        const theirs = linter.verify(sql, [loaded.configs.recommended], { filename: "a.sql" }).map((message) => shown(message.ruleId ?? "fatal", message));
        const ours = lint(sql).map((finding) => shown(`msqlint/${finding.ruleId}`, finding));
        assert.deepEqual(theirs.sort(), ours.sort(), id);
        findings += ours.length;
      }
      return `${String(statements.length)} statements, ${String(findings)} findings`;
    });
    await check(`${label} --fix mends, then is content`, () => {
      const folder = project({ "a.sql": badSql });
      assert.equal(commandLine(name, folder, "a.sql").code, 1);
      const fixing = commandLine(name, folder, "--fix", "a.sql");
      assert.equal(fixing.code, 0, fixing.output);
      assert.equal(read(folder, "a.sql"), goodSql);
    });
    await check(`${label} heeds eslint-disable comments and reports unused ones`, () => {
      const folder = project({ "a.sql": `/* eslint-disable msqlint/clustered-by-desc */\n${badSql}`, "b.sql": `-- eslint-disable-next-line msqlint/clustered-by-desc\n${goodSql}` });
      const quiet = commandLine(name, folder, "a.sql");
      assert.equal(quiet.code, 0, quiet.output);
      assert.equal(quiet.stdout.trim(), "");
      const unused = commandLine(name, folder, "--report-unused-disable-directives-severity", "error", "b.sql");
      assert.equal(unused.code, 1, unused.output);
      assert.match(unused.output, /Unused eslint-disable directive/u);
    });
    await check(`${label}'s severities, and strict, are configured as ever`, () => {
      const folder = project({ "a.sql": badSql }, ', { files: ["**/*.sql"], rules: { "msqlint/clustered-by-desc": "off" } }');
      assert.equal(commandLine(name, folder, "a.sql").code, 0);
      write(folder, "eslint.config.mjs", `import msqlint from ${JSON.stringify(plugin)};\nexport default [msqlint.configs.strict];\n`);
      assert.equal(commandLine(name, folder, "a.sql").code, 1);
    });
    await check(`all of ${label}'s own rules, given to every file, neither crash nor report`, () => {
      const folder = project(files);
      write(
        folder,
        "every.config.mjs",
        `import msqlint from ${JSON.stringify(plugin)};
import { createRequire } from "node:module";
const { builtinRules } = createRequire(${JSON.stringify(require.resolve(`${name}/package.json`))})("./lib/unsupported-api.js");
const names = [...builtinRules.keys()];
if (names.length < 250) throw new Error("ESLint's rules are kept elsewhere");
export default [{ rules: Object.fromEntries(names.map((name) => [name, "error"])) }, { ...msqlint.configs.recommended, rules: {} }];
`,
      );
      const { code, output } = commandLine(name, folder, "--config", "every.config.mjs", ...Object.keys(files));
      assert.equal(code, 0, output);
    });
  }
}
