import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { builtinRegistry } from "../../rules/index.ts";
import { readSchema } from "../../src/analysis/schema.ts";
import { releases, requireRelease } from "../../src/druid/releases.ts";
import type { Release } from "../../src/druid/releases.ts";
import type { Finding } from "../../src/linter/finding.ts";
import { fixText } from "../../src/linter/fix-text.ts";
import { createLinter } from "../../src/linter/lint-text.ts";
import type { RuleEntry } from "../../src/linter/registry.ts";
import { speaksFor } from "../../src/linter/release-range.ts";
import { createRuleSet } from "../../src/linter/rule-set.ts";
import { contextOfRequest } from "../../src/linter/verdict.ts";
import { applyEdits } from "../../src/text/edits.ts";
import type { Settings } from "../../src/workspace/configuration/resolve.ts";
import { createDocumentLinter } from "../../src/workspace/lint-document.ts";
import { readPage, requiredHeadings, singleTokenApart } from "./page.ts";
import type { Example, Page } from "./page.ts";

const folder = path.join(import.meta.dirname, "../../rules");

/** Lints an example as its fence says, with the rule on (at its own severity, a warning where it is off). */
async function lintOf(entry: RuleEntry, example: Example): Promise<(text: string) => readonly Finding[]> {
  const severity = entry.severity === "off" ? "warn" : entry.severity;
  const release = releaseOf(entry, example);
  const shared = {
    rules: createRuleSet(builtinRegistry, release, "recommended", { [entry.name]: [severity, example.options ?? {}] }),
    schema: example.schema === null ? null : readSchema(example.schema).schema,
    context: contextOfRequest(example.context),
    engine: example.engine,
  };
  if (example.language === "json") return payloadLint({ ...shared, release });
  const linter = createLinter({ ...shared, through: "run", suppressions: true });
  return (text) => linter.lint(text, { semicolons: example.request ? "druid" : "file" });
}

async function payloadLint(settings: Pick<Settings, "release" | "rules" | "schema" | "context" | "engine">): Promise<(text: string) => readonly Finding[]> {
  const whole: Settings = {
    ...settings,
    preset: "recommended",
    inlineConfiguration: true,
    documents: { blocks: "all" },
    functions: [],
    keywords: [],
    contextKeys: [],
    origins: new Map(),
    files: [],
    fingerprint: "",
  };
  const linter = await createDocumentLinter("json", whole);
  return (text) => linter.lint(text);
}

/** The newest recorded release for which the rule speaks, else the newest of all. */
function releaseOf(entry: RuleEntry, example: Example): Release {
  if (example.druid !== null) return requireRelease(example.druid);
  const spoken = releases.filter((release) => speaksFor(entry.druid, release));
  const newest = spoken.findLast((release) => release.recorded) ?? spoken.at(-1);
  if (newest === undefined) throw new Error(`no release for ${entry.druid}`);
  return newest;
}

function own(entry: RuleEntry, findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding) => finding.ruleId === entry.name);
}

function others(entry: RuleEntry, findings: readonly Finding[]): readonly string[] {
  const errors = findings.filter((finding) => finding.ruleId !== entry.name && (finding.severity === "error" || finding.category === "rejected"));
  return errors.map((finding) => `${finding.ruleId}: ${finding.message}`);
}

describe.each(builtinRegistry.entries.map((entry) => [entry.name, entry] as const))("the page of %s", (name, entry) => {
  const file = path.join(folder, `${name}.md`);
  test("stands beside the rule", () => {
    expect(existsSync(file)).toBe(true);
  });
  if (!existsSync(file)) return;
  const page = readPage(file);

  test("has the headings in order", () => {
    expect(page.title).toBe(name);
    expect(page.headings.filter((heading) => requiredHeadings.includes(heading))).toEqual(requiredHeadings);
    if (entry.load().meta.schema !== null) expect(page.headings).toContain("Options");
  });

  test("says something under each of them", () => {
    for (const heading of ["", ...requiredHeadings]) expect(page.sections.get(heading)?.trim(), heading).toMatch(/\S/u);
    expect(readFileSync(file, "utf8")).not.toContain("TODO");
  });

  test("has two bad and two good examples, one pair a single token apart", () => {
    expect(page.bad.length).toBeGreaterThanOrEqual(2);
    expect(page.good.length).toBeGreaterThanOrEqual(2);
    const near = page.good.some((good) => page.bad.some((bad) => singleTokenApart(good.text, bad.text) || differsOnlyInSettings(good, bad)));
    expect(near).toBe(true);
  });

  test.each(page.bad.map((example) => [example.line, example] as const))("bad example at line %i: one finding of the rule and no other error", async (_line, example) => {
    const findings = (await lintOf(entry, example))(example.text);
    expect(own(entry, findings).map((finding) => finding.message)).toHaveLength(1);
    expect(others(entry, findings)).toEqual([]);
  });

  test.each(page.good.map((example) => [example.line, example] as const))("good example at line %i: none of the rule and no error", async (_line, example) => {
    const findings = (await lintOf(entry, example))(example.text);
    expect(own(entry, findings).map((finding) => finding.message)).toEqual([]);
    expect(others(entry, findings)).toEqual([]);
  });

  test("shows what its fix makes of an example", () => {
    const { fix } = entry.load().meta;
    if (fix === "safe" || fix === "unsafe") expect(page.bad.some((example) => example.fixed !== null)).toBe(true);
    if (fix === "suggestion") expect(page.bad.some((example) => example.suggested !== null)).toBe(true);
    if (fix === "none") expect(page.bad.every((example) => example.fixed === null)).toBe(true);
  });

  checkFixes(entry, page);
});

/** A rule about the context may be shown on one statement with two contexts. */
function differsOnlyInSettings(good: Example, bad: Example): boolean {
  return good.text === bad.text && JSON.stringify(settingsOf(good)) !== JSON.stringify(settingsOf(bad));
}

function settingsOf({ context, options, schema, druid, engine, request }: Example): readonly unknown[] {
  return [context, options, schema, druid, engine, request];
}

function checkFixes(entry: RuleEntry, page: Page): void {
  const fixed = page.bad.filter((example) => example.fixed !== null);
  test.each(fixed.map((example) => [example.line, example] as const))("fix of the example at line %i: gives what the page shows, and leaves that as it is", async (_line, example) => {
    const lint = await lintOf(entry, example);
    const only = (finding: Finding): boolean => finding.ruleId === entry.name;
    const result = fixText(example.text, lint, { unsafe: entry.load().meta.fix === "unsafe", only });
    expect(result.output).toBe(example.fixed);
    expect(own(entry, result.findings)).toEqual([]);
    expect(fixText(result.output, lint, { unsafe: true, only }).output).toBe(result.output);
  });

  const suggested = page.bad.filter((example) => example.suggested !== null);
  test.each(suggested.map((example) => [example.line, example] as const))("suggestion for the example at line %i: gives what the page shows", async (_line, example) => {
    const [finding] = own(entry, (await lintOf(entry, example))(example.text));
    expect(applyEdits(example.text, finding?.suggestions[0]?.edits ?? [])).toBe(example.suggested);
  });
}

test("every page belongs to a rule", () => {
  const pages = readdirSync(folder).filter((each) => each.endsWith(".md") && each !== "README.md");
  expect(pages.map((each) => each.slice(0, -".md".length)).filter((name) => builtinRegistry.find(name)?.name !== name)).toEqual([]);
});
