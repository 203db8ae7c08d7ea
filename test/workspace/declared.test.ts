import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import { createConfiguration } from "../../src/workspace/configuration/resolve.ts";
import { createDocumentLinter } from "../../src/workspace/lint-document.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** `rule@words` of the findings under a configuration file. */
async function said(text: string, contents: object): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), "msqlint-declared-"));
  folders.push(folder);
  const file = join(folder, "msqlint.config.json");
  writeFileSync(file, JSON.stringify(contents));
  const configuration = createConfiguration({ cwd: folder, registry: builtinRegistry, file, enabled: true, allowCode: false, commandLine: null });
  const linter = await createDocumentLinter("sql", await configuration.settingsFor(join(folder, "a.sql")));
  return linter.lint(text).map((finding) => `${finding.ruleId}@${text.slice(finding.start, finding.end)}`);
}

const ingest = (expressions: string, rest = ""): string => `REPLACE INTO t OVERWRITE ALL SELECT __time, ${expressions} FROM s ${rest} PARTITIONED BY DAY`;

describe("a function that the configuration declares", () => {
  it("is known, in any case of its letters", async () => {
    const text = ingest("my_hash(city) AS h");
    expect(await said(text, {})).toEqual(["unknown-function@my_hash(city)"]);
    expect(await said(text, { functions: ["MY_HASH"] })).toEqual([]);
  });

  it("takes as many arguments as it says", async () => {
    const functions = [{ name: "MY_HASH", minArguments: 1, maxArguments: 2 }];
    expect(await said(ingest("MY_HASH(city, 1) AS h"), { functions })).toEqual([]);
    expect(await said(ingest("MY_HASH(city, 1, 2) AS h"), { functions })).toEqual(["function-argument-count@MY_HASH(city, 1, 2)"]);
  });

  it("has the type that it says, and none where it says nothing", async () => {
    const text = ingest("TIME_FLOOR(MY_HASH(city), 'P1D') AS h");
    expect(await said(text, { functions: ["MY_HASH"] })).toEqual([]);
    expect(await said(text, { functions: [{ name: "MY_HASH", returns: "BOOLEAN" }] })).toEqual(["function-argument-type@TIME_FLOOR(MY_HASH(city), 'P1D')"]);
  });

  it("groups when it aggregates", async () => {
    const text = ingest("MY_SUM(fare) AS total", "GROUP BY __time");
    expect(await said(text, { functions: [{ name: "MY_SUM", kind: "aggregate" }] })).toEqual([]);
    expect(await said(text, { functions: [{ name: "MY_SUM" }] })).toEqual(["not-grouped@fare"]);
  });

  it("stands in TABLE when it gives a table", async () => {
    const text = "REPLACE INTO t OVERWRITE ALL SELECT TIME_PARSE(ts) AS __time FROM TABLE(MY_LAKE('x')) PARTITIONED BY DAY";
    expect(await said(text, {})).toEqual(["table-function-unavailable@MY_LAKE"]);
    expect(await said(text, { functions: [{ name: "MY_LAKE", kind: "table" }] })).toEqual([]);
  });
});

describe("a word that the configuration reserves", () => {
  it("is no name without quotes, in any case", async () => {
    const keywords = ["SHARD"];
    expect(await said(ingest("shard"), {})).toEqual([]);
    expect(await said(ingest("shard"), { keywords })).toEqual(["reserved-word-unquoted@shard"]);
    expect(await said(ingest("city AS Shard"), { keywords: ["shard"] })).toEqual(["reserved-word-unquoted@Shard"]);
    expect(await said(ingest('"shard", shards'), { keywords })).toEqual([]);
  });
});

describe("a context key that the configuration declares", () => {
  const context = { myExtensionMode: "x", otherKey: 1 };

  it("is known beside those of the rule's option", async () => {
    const rules = { "context-unknown-key": ["error", { keys: ["otherKey"] }] };
    expect(await said(ingest("city"), { context })).toHaveLength(2);
    expect(await said(ingest("city"), { context, contextKeys: ["myExtensionMode"] })).toHaveLength(1);
    expect(await said(ingest("city"), { context, contextKeys: ["myExtensionMode"], rules })).toEqual([]);
  });

  it.each([
    ["integer", [3, "3", 3e9], [1.5, "x", "", true]],
    ["number", [1.5, "1e3"], ["x", false, [1]]],
    ["boolean", [true, "FALSE"], [1, "yes"]],
    ["string", ["x"], [1, { a: 1 }]],
    ["any", [1, "x", [1]], []],
  ])("has a value of the type %s", async (type, good, bad) => {
    const contextKeys = [{ name: "myKey", type }];
    for (const value of good) expect(await said(ingest("city"), { context: { myKey: value }, contextKeys })).toEqual([]);
    for (const value of bad) expect((await said(ingest("city"), { context: { myKey: value }, contextKeys })).map((each) => each.split("@")[0])).toEqual(["context-unknown-key"]);
  });
});
