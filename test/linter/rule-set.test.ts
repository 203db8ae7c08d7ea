import { describe, expect, test } from "vitest";
import { requireRelease } from "../../src/druid/releases.ts";
import { createRegistry, entryOfRule, extendRegistry } from "../../src/linter/registry.ts";
import { checkRuleSettings, createRuleSet } from "../../src/linter/rule-set.ts";
import { defineRule } from "../../src/linter/rule.ts";
import type { Rule, RuleMetaDefinition } from "../../src/linter/rule.ts";

function rule(name: string, meta: Partial<RuleMetaDefinition> = {}): Rule {
  return defineRule({
    meta: {
      name,
      category: "risk",
      stage: "run",
      severity: "warn",
      since: "0.1.0",
      druid: ">=24",
      evidence: "source",
      fix: "none",
      docs: { description: "a rule for tests" },
      sources: ["none"],
      messages: { found: "found" },
      ...meta,
    },
    create: () => ({}),
  });
}

const registry = createRegistry([
  entryOfRule(rule("time-null", { category: "fails", severity: "error" })),
  entryOfRule(rule("array-mode", { aliases: ["array-mode-implicit"], druid: ">=28" })),
  entryOfRule(rule("keyword-case", { category: "style", severity: "off", schema: { type: "object", properties: { case: { enum: ["upper"] } }, additionalProperties: false } })),
]);
const release33 = requireRelease("33");

function severities(...sets: Parameters<typeof createRuleSet>): Record<string, string> {
  return Object.fromEntries([...createRuleSet(...sets).byName].map(([name, active]) => [name, active.severity]));
}

describe("presets", () => {
  test("recommended takes each rule's own severity", () => {
    expect(severities(registry, release33, "recommended")).toEqual({ "time-null": "error", "array-mode": "warn" });
  });

  test("strict makes an error of a risk that is a warning, and leaves style alone", () => {
    expect(severities(registry, release33, "strict")).toEqual({ "time-null": "error", "array-mode": "error" });
  });

  test("all turns every rule on", () => {
    expect(severities(registry, release33, "all")).toEqual({ "time-null": "error", "array-mode": "warn", "keyword-case": "warn" });
  });

  test("none turns every rule off", () => {
    expect(severities(registry, release33, "none")).toEqual({});
  });
});

describe("settings", () => {
  test("a rule that does not speak for the release is not in force", () => {
    expect(severities(registry, requireRelease("27"), "all")).not.toHaveProperty("array-mode");
  });

  test("later settings win", () => {
    expect(severities(registry, release33, "recommended", { "time-null": "off" }, { "time-null": "info" })["time-null"]).toBe("info");
  });

  test("an old name sets the rule", () => {
    expect(severities(registry, release33, "recommended", { "array-mode-implicit": "off" })).not.toHaveProperty("array-mode");
  });

  test("a rule of a known name takes its place", () => {
    const extended = extendRegistry(registry, [rule("time-null", { severity: "info" })]);
    expect(severities(extended, release33, "recommended")["time-null"]).toBe("info");
    expect(extended.entries).toHaveLength(registry.entries.length);
  });
});

describe("checkRuleSettings", () => {
  const problems = (settings: Record<string, unknown>): readonly string[] => checkRuleSettings(registry, settings).map((problem) => problem.message);

  test("takes what fits", () => {
    expect(problems({ "time-null": "off", "keyword-case": ["warn", { case: "upper" }] })).toEqual([]);
  });

  test("names the rule that was meant", () => {
    expect(problems({ "time-nul": "off" })).toEqual(["unknown rule `time-nul`; did you mean `time-null`?"]);
  });

  test("refuses a severity that is none", () => {
    expect(problems({ "time-null": 2 })).toEqual(["rule `time-null`: expected a severity (off, info, warn, error) or [severity, options], got 2"]);
  });

  test("refuses options that the schema refuses, and options of a rule without any", () => {
    expect(problems({ "keyword-case": ["warn", { case: "lower" }] })[0]).toContain("`case`: expected one of");
    expect(problems({ "time-null": ["warn", {}] })).toEqual(["rule `time-null` has no options"]);
  });
});
