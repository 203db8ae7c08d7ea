import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import { requireRelease } from "../../src/druid/releases.ts";
import { applyBaseline, baselineText, normaliseStatement, readBaseline, type Baseline } from "../../src/workspace/baseline.ts";
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

function write(results: readonly FileResult[], older: Baseline | null = null): Baseline {
  const path = join(folder, "baseline.json");
  writeFileSync(path, baselineText(results, path, older));
  const baseline = readBaseline(path);
  if (baseline === null) throw new Error("not written");
  return baseline;
}

const descending = "REPLACE INTO t OVERWRITE ALL SELECT __time, a FROM s PARTITIONED BY DAY CLUSTERED BY a DESC";
const rulesLeft = (results: readonly FileResult[], baseline: Baseline): readonly string[] =>
  applyBaseline(results, baseline).results.flatMap((result) => result.findings.map((finding) => finding.ruleId));

describe("a finding of the baseline", () => {
  it("does not count", async () => {
    const baseline = write(await lint({ "a.sql": descending }));
    expect(applyBaseline(await lint({ "a.sql": descending }), baseline)).toMatchObject({ silenced: 1, dead: 0, results: [{ findings: [] }] });
  });

  it.each([
    ["other layout, comments and case of keywords", { "a.sql": `-- why\n${descending.replaceAll(" ", "\n  ").replace("SELECT", "/* b */ select")}` }],
    ["statements before it", { "a.sql": `SELECT 1 AS x;\n${descending}` }],
    ["another file", { "b.sql": descending }],
  ])("is known in spite of %s", async (_, files) => {
    const baseline = write(await lint({ "a.sql": descending }));
    expect(rulesLeft(await lint(files), baseline)).toEqual([]);
  });

  it.each([
    ["its statement says something else", { "a.sql": descending.replace("a FROM", "a, b FROM") }],
    ["a name has other letters", { "a.sql": descending.replace("INTO t", "INTO T") }],
  ])("is a new one where %s", async (_, files) => {
    const baseline = write(await lint({ "a.sql": descending }));
    expect(rulesLeft(await lint(files), baseline)).toEqual(["clustered-by-desc"]);
  });

  it("holds for as many as there were", async () => {
    const baseline = write(await lint({ "a.sql": descending }));
    expect(rulesLeft(await lint({ "a.sql": descending, "b.sql": descending }), baseline)).toEqual(["clustered-by-desc"]);
  });
});

describe("an entry that no finding meets", () => {
  it("is dead, and goes with the next writing", async () => {
    const older = write(await lint({ "a.sql": descending }));
    const mended = await lint({ "a.sql": descending.replace(" DESC", "") });
    expect(applyBaseline(mended, older).dead).toBe(1);
    expect(write(mended, older).entries.size).toBe(0);
  });

  it("stays while its file is there and was not linted", async () => {
    const older = write(await lint({ "a.sql": descending }));
    const others = await lint({ "b.sql": "SELECT 1 AS x" });
    expect(applyBaseline(others, older).dead).toBe(0);
    expect([...write(others, older).entries.keys()]).toEqual([...older.entries.keys()]);
    rmSync(join(folder, "a.sql"));
    expect(applyBaseline(others, older).dead).toBe(1);
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
