import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import type { RuleSettings } from "../../src/linter/rule-set.ts";
import { withFindingsAcross } from "../../src/workspace/across.ts";
import { openCache, type LintCache } from "../../src/workspace/cache.ts";
import { createConfiguration } from "../../src/workspace/configuration/resolve.ts";
import { createRunner, type FileResult, type Runner } from "../../src/workspace/run.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "msqlint-across-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Options {
  readonly rules?: RuleSettings;
  readonly cache?: LintCache;
  readonly partial?: boolean;
  readonly fix?: boolean;
}

function createTestRunner({ rules = {}, cache, fix = false }: Options): Runner {
  const commandLine = { settings: { rules }, optionOf: String };
  const configuration = createConfiguration({ cwd: folder, registry: builtinRegistry, file: null, enabled: false, allowCode: false, commandLine });
  return createRunner({ configuration, maxSize: 10_000, fix: fix ? { unsafe: false } : null, cache: cache ?? null });
}

/** What the files of a run contradict in one another: `file: rule@words`, then the end of the message. */
async function found(files: Readonly<Record<string, string>>, options: Options = {}): Promise<readonly string[]> {
  const runner = createTestRunner(options);
  const results: FileResult[] = [];
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
    const outcome = await runner.lintFile({ path: join(folder, name), named: true });
    if (outcome.kind === "linted") results.push(outcome.result);
  }
  const after = withFindingsAcross(results, runner.statements(), { shown: basename, partial: options.partial ?? false });
  return after.flatMap(({ path, text, output, findings }, index) =>
    findings
      .filter((finding) => results[index]?.findings.includes(finding) !== true)
      .map((finding) => `${basename(path)}: ${finding.ruleId}@${(output ?? text).slice(finding.start, finding.end)} ${/\(see .*\)$/.exec(finding.message)?.[0] ?? ""}`),
  );
}

const write = (granularity: string): string => `INSERT INTO trips\nSELECT __time, city FROM rides\nPARTITIONED BY ${granularity}`;
const mixed = ["b.sql: mixed-granularity@PARTITIONED BY HOUR (see a.sql:3)"];

it("says what two files contradict in one another, and where the other one stands", async () => {
  expect(await found({ "a.sql": write("DAY"), "b.sql": write("HOUR") })).toEqual(mixed);
});

it("says nothing of rules that are off, and collects nothing for them", async () => {
  const rules = { "mixed-granularity": "off", "mixed-column-type": "off", "repeated-overwrite-all": "off", "column-never-written": "off" } as const;
  expect(await found({ "a.sql": write("DAY"), "b.sql": write("HOUR") }, { rules })).toEqual([]);
  const runner = createTestRunner({ rules });
  await runner.lintFile({ path: join(folder, "a.sql"), named: true });
  expect(runner.statements().size).toBe(0);
});

it("is silenced by a comment, which is not said to be of no use", async () => {
  const files = { "a.sql": write("DAY"), "b.sql": `-- msqlint-disable mixed-granularity\n${write("HOUR")}` };
  expect(await found(files)).toEqual([]);
  const outcome = await createTestRunner({}).lintFile({ path: join(folder, "b.sql"), named: true });
  expect(outcome.kind === "linted" && outcome.result.findings.map((finding) => finding.ruleId)).not.toContain("unused-suppression");
});

it("finds the place in a document", async () => {
  const text = `# Load\n\n\`\`\`sql\n${write("HOUR")}\n\`\`\`\n`;
  expect(await found({ "a.sql": write("DAY"), "b.md": text })).toEqual(["b.md: mixed-granularity@PARTITIONED BY HOUR (see a.sql:3)"]);
  expect(await found({ "a.md": text, "b.sql": write("DAY") })).toEqual(["b.sql: mixed-granularity@PARTITIONED BY DAY (see a.md:6)"]);
});

it("claims nothing of a text with placeholders", async () => {
  expect(await found({ "a.sql": write("DAY"), "b.sql": write("HOUR").replace("city", "{{ column }}") })).toEqual([]);
});

it("speaks of the text after fixes", async () => {
  expect(await found({ "a.sql": write("DAY"), "b.sql": `${write("HOUR")};` }, { fix: true })).toEqual(mixed);
});

it("says the same of files that the cache knows", async () => {
  const location = join(folder, "cache.json");
  const files = { "a.sql": write("DAY"), "b.sql": write("HOUR") };
  for (let run = 0; run < 2; run++) {
    const cache = openCache(location, "1");
    expect(await found(files, { cache })).toEqual(mixed);
    cache.save();
  }
});

it("says that a column is never written only where every file was seen", async () => {
  const files = { "a.sql": write("DAY"), "b.sql": "SELECT __time, town FROM trips" };
  expect(await found(files)).toEqual(["b.sql: column-never-written@town (see a.sql:3)"]);
  expect(await found(files, { partial: true })).toEqual([]);
});
