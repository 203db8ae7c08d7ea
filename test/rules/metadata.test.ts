import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import { releases } from "../../src/druid/releases.ts";
import { checkAgainstSchema } from "../../src/linter/options-schema.ts";
import { speaksFor } from "../../src/linter/release-range.ts";
import { presetSeverity } from "../../src/linter/rule-set.ts";
// @ts-expect-error a script without types
import { generateIndex } from "../../scripts/rules-index.mjs";

test("rules/index.ts is what its generator makes of the rule files", async () => {
  const file = path.join(import.meta.dirname, "../../rules/index.ts");
  expect(readFileSync(file, "utf8")).toBe(await (generateIndex as () => Promise<string>)());
}, 30_000);

test("no two rules share a name or an alias", () => {
  const names = builtinRegistry.entries.flatMap((entry) => [entry.name, ...entry.aliases]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

describe.each(builtinRegistry.entries.map((entry) => [entry.name, entry.load().meta] as const))("%s", (name, meta) => {
  test("has a name in kebab case that is no code", () => {
    expect(name).toMatch(/^[a-z]+(-[a-z0-9]+)+$/u);
  });

  test("describes itself in one line without a full stop", () => {
    expect(meta.docs.description).toMatch(/^[^\n]{10,140}[^.\n]$/u);
  });

  test("names its sources", () => {
    expect(meta.sources.length).toBeGreaterThan(0);
    for (const source of meta.sources) expect(source).not.toContain("TODO");
  });

  test("speaks for some release", () => {
    expect(releases.some((release) => speaksFor(meta.druid, release))).toBe(true);
  });

  test("words its messages in lower case or beginning with the offending text, without a full stop", () => {
    for (const message of Object.values(meta.messages)) {
      expect(message).toMatch(/^[^A-Z]|^[A-Z]{2}|^Druid/u);
      expect(message).not.toMatch(/\.$/u);
    }
  });

  test("has default options that its schema takes", () => {
    if (meta.schema === null) expect(meta.defaultOptions).toBeUndefined();
    else expect(checkAgainstSchema(meta.defaultOptions ?? {}, meta.schema)).toEqual([]);
  });

  test("is an error in `recommended` when Druid refuses what it finds", () => {
    const entry = builtinRegistry.find(name);
    if (entry !== null && meta.category === "rejected" && meta.evidence === "recorded") expect(["error", "warn"]).toContain(presetSeverity("recommended", entry));
  });
});
