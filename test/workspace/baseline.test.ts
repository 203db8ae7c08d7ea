import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import { requireRelease } from "../../src/druid/releases.ts";
import { applyBaseline, baselineText, readBaseline, type Baseline } from "../../src/workspace/baseline.ts";
import { normaliseStatement } from "../../src/workspace/statement-fingerprint.ts";
import { createConfiguration } from "../../src/workspace/configuration/resolve.ts";
import { createRunner, type FileResult } from "../../src/workspace/run.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "msqlint-baseline-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function lint(files: Readonly<Record<string, string>>): Promise<readonly FileResult[]> {
  const configuration = createConfiguration({ cwd: folder, registry: builtinRegistry, file: null, enabled: false, allowCode: false, commandLine: null });
  const runner = createRunner({ configuration, maxSize: 10_000, fix: null, cache: null });
  const results: FileResult[] = [];
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
    const outcome = await runner.lintFile({ path: join(folder, name), named: true });
    if (outcome.kind === "linted") results.push(outcome.result);
  }
  return results;
}

async function write(results: readonly FileResult[], older: Baseline | null = null): Promise<Baseline> {
  const path = join(folder, "baseline.json");
  writeFileSync(path, await baselineText(results, path, older));
  const baseline = readBaseline(path);
  if (baseline === null) throw new Error("not written");
  return baseline;
}

const descending = "REPLACE INTO t OVERWRITE ALL SELECT __time, a FROM s PARTITIONED BY DAY CLUSTERED BY a DESC";
const rulesLeft = async (results: readonly FileResult[], baseline: Baseline): Promise<readonly string[]> =>
  (await applyBaseline(results, baseline)).results.flatMap((result) => result.findings.map((finding) => finding.ruleId));

describe("a finding of the baseline", () => {
  it("does not count", async () => {
    const baseline = await write(await lint({ "a.sql": descending }));
    expect(await applyBaseline(await lint({ "a.sql": descending }), baseline)).toMatchObject({ silenced: 1, dead: 0, results: [{ findings: [] }] });
  });

  it.each([
    ["other layout, comments and case of keywords", { "a.sql": `-- why\n${descending.replaceAll(" ", "\n  ").replace("SELECT", "/* b */ select")}` }],
    ["statements before it", { "a.sql": `SELECT 1 AS x;\n${descending}` }],
    ["another file", { "b.sql": descending }],
  ])("is known in spite of %s", async (_, files) => {
    const baseline = await write(await lint({ "a.sql": descending }));
    expect(await rulesLeft(await lint(files), baseline)).toEqual([]);
  });

  it.each([
    ["its statement says something else", { "a.sql": descending.replace("a FROM", "a, b FROM") }],
    ["a name has other letters", { "a.sql": descending.replace("INTO t", "INTO T") }],
  ])("is a new one where %s", async (_, files) => {
    const baseline = await write(await lint({ "a.sql": descending }));
    expect(await rulesLeft(await lint(files), baseline)).toEqual(["clustered-by-desc"]);
  });

  it.each([
    ["a payload", "a.json", JSON.stringify({ query: descending }), JSON.stringify({ context: { maxNumTasks: 3 }, query: descending.replaceAll(" ", "\n") }, null, 2)],
    ["a guide", "a.md", `\`\`\`sql\n${descending}\n\`\`\`\n`, `# Load\n\n1. run\n\n   \`\`\`sql\n   ${descending.replace(" SELECT", "\n   SELECT")}\n   \`\`\`\n`],
    ["YAML", "a.yaml", `sql: "${descending}"\n`, `job: x\nsql: |\n  ${descending.replace(" FROM", "\n  FROM")}\n`],
  ])("is known in %s that was laid out anew, and out of it", async (_, name, before, after) => {
    const baseline = await write(await lint({ [name]: before }));
    expect(await rulesLeft(await lint({ [name]: after }), baseline)).toEqual([]);
    expect(await rulesLeft(await lint({ "a.sql": descending }), baseline)).toEqual([]);
  });

  it("may be about the `;` behind a statement, or about a payload's context", async () => {
    const baseline = await write(await lint({ "a.sql": "SELECT a FROM s;", "a.json": JSON.stringify({ query: "INSERT INTO t SELECT __time FROM s PARTITIONED BY DAY", context: { maxNumTask: 3 } }) }));
    expect([...baseline.entries.values()].map(({ rule }) => rule).sort()).toEqual(["context-unknown-key", "trailing-semicolon"]);
    const again = await lint({ "a.sql": "SELECT a\nFROM s\n;", "a.json": JSON.stringify({ context: { maxNumTasks: 2, maxNumTask: 3 }, query: "INSERT INTO t SELECT __time, a FROM s PARTITIONED BY DAY" }) });
    expect(await rulesLeft(again, baseline)).toEqual([]);
  });

  it("holds for as many as there were", async () => {
    const baseline = await write(await lint({ "a.sql": descending }));
    expect(await rulesLeft(await lint({ "a.sql": descending, "b.sql": descending }), baseline)).toEqual(["clustered-by-desc"]);
  });
});

describe("an entry that no finding meets", () => {
  it("is dead, and goes with the next writing", async () => {
    const older = await write(await lint({ "a.sql": descending }));
    const mended = await lint({ "a.sql": descending.replace(" DESC", "") });
    expect((await applyBaseline(mended, older)).dead).toBe(1);
    expect((await write(mended, older)).entries.size).toBe(0);
  });

  it("stays while its file is there and was not linted", async () => {
    const older = await write(await lint({ "a.sql": descending }));
    const others = await lint({ "b.sql": "SELECT 1 AS x" });
    expect((await applyBaseline(others, older)).dead).toBe(0);
    expect([...(await write(others, older)).entries.keys()]).toEqual([...older.entries.keys()]);
    rmSync(join(folder, "a.sql"));
    expect((await applyBaseline(others, older)).dead).toBe(1);
  });
});

it("leaves texts and names in a statement as they are", () => {
  expect(normaliseStatement(`select "Select", 'from -- x' /* y */ from T -- z`, requireRelease("33"))).toBe(`SELECT "Select" , 'from -- x' FROM T`);
});

it("refuses a file that is no baseline", () => {
  writeFileSync(join(folder, "x.json"), '{"version": 2}');
  expect(() => readBaseline(join(folder, "x.json"))).toThrow("is no baseline of this version");
  expect(readBaseline(join(folder, "gone.json"))).toBeNull();
});
