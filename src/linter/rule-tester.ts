import { contextOfRequest } from "./verdict.ts";
import { readSchema } from "../analysis/schema.ts";
import { defaultRelease, requireRelease } from "../druid/releases.ts";
import { applyEdits } from "../text/edits.ts";
import { lineStarts, positionAt } from "../text/lines.ts";
import type { Finding } from "./finding.ts";
import { fixText } from "./fix-text.ts";
import { createLinter } from "./lint-text.ts";
import type { Linter } from "./lint-text.ts";
import { createRegistry, entryOfRule } from "./registry.ts";
import { createRuleSet } from "./rule-set.ts";
import type { Rule } from "./rule.ts";

/** How a statement is judged in a test; every part may be left out. */
export interface TestSettings {
  readonly druid?: string;
  readonly schema?: object;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly engine?: "msq" | "any";
  /** The rule's options. */
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface ValidCase extends TestSettings {
  readonly name?: string;
  readonly sql: string;
}

/** What a finding must be, as far as it is said; lines and columns from 1. */
export interface ExpectedFinding {
  readonly message?: string | RegExp;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  /** What each of its suggestions makes of the statement. */
  readonly suggestions?: readonly string[];
}

export interface InvalidCase extends ValidCase {
  /** At least one; a number where only the count matters. */
  readonly findings: number | readonly ExpectedFinding[];
  /** What its fixes, safe or not, make of the statement. Left out: there must be none. */
  readonly output?: string;
}

export interface RuleCases {
  readonly valid: readonly (string | ValidCase)[];
  readonly invalid: readonly InvalidCase[];
}

type TestFunction = (name: string, run: () => void) => void;

const globals = globalThis as { readonly describe?: TestFunction; readonly it?: TestFunction };
const atOnce: TestFunction = (_name, run) => {
  run();
};

/** Tests a rule on statements, with the test runner's `describe` and `it` where they are global, else at once. */
export class RuleTester {
  static describe: TestFunction = globals.describe ?? atOnce;
  static it: TestFunction = globals.it ?? atOnce;
  private readonly defaults: TestSettings;

  constructor(defaults: TestSettings = {}) {
    this.defaults = defaults;
  }

  /** Throws an Error on the first case that is not as expected. */
  run(name: string, rule: Rule, cases: RuleCases): void {
    RuleTester.describe(name, () => {
      for (const each of cases.valid) {
        const valid = typeof each === "string" ? { sql: each } : each;
        RuleTester.it(valid.name ?? valid.sql, () => {
          expectNone(linterFor(rule, { ...this.defaults, ...valid }), valid.sql, rule);
        });
      }
      for (const invalid of cases.invalid) {
        RuleTester.it(invalid.name ?? invalid.sql, () => {
          expectFindings(linterFor(rule, { ...this.defaults, ...invalid }), invalid, rule);
        });
      }
    });
  }
}

function linterFor(rule: Rule, settings: TestSettings): Linter {
  const { name } = rule.meta;
  const release = settings.druid === undefined ? defaultRelease() : requireRelease(settings.druid);
  return createLinter({
    rules: createRuleSet(createRegistry([entryOfRule(rule)]), release, "none", { [name]: ["error", settings.options ?? {}] }),
    schema: settings.schema === undefined ? null : readSchema(settings.schema).schema,
    context: contextOfRequest(settings.context),
    engine: settings.engine ?? "any",
    through: "run",
    suppressions: false,
  });
}

function findingsOf(linter: Linter, sql: string, rule: Rule): readonly Finding[] {
  return linter.lint(sql).filter((finding) => finding.ruleId === rule.meta.name);
}

function expectNone(linter: Linter, sql: string, rule: Rule): void {
  const [finding] = findingsOf(linter, sql, rule);
  if (finding !== undefined) throw new Error(`expected no finding, got: ${finding.message}`);
}

function expectFindings(linter: Linter, invalid: InvalidCase, rule: Rule): void {
  const findings = findingsOf(linter, invalid.sql, rule);
  const expected = invalid.findings;
  const count = typeof expected === "number" ? expected : expected.length;
  if (count === 0) throw new Error("an invalid case expects at least one finding");
  if (findings.length !== count) throw new Error(`expected ${String(count)} findings, got ${String(findings.length)}: ${findings.map((each) => each.message).join(" | ")}`);
  if (typeof expected !== "number") findings.forEach((finding, index) => { compare(invalid.sql, finding, expected[index] ?? {}); });
  const fixed = fixText(invalid.sql, (text) => findingsOf(linter, text, rule), { unsafe: true });
  equal("output", fixed.output, invalid.output ?? invalid.sql);
}

function compare(sql: string, finding: Finding, expected: ExpectedFinding): void {
  const lines = lineStarts(sql);
  const from = positionAt(lines, finding.start);
  const to = positionAt(lines, finding.end);
  const { message } = expected;
  if (typeof message === "string") equal("message", finding.message, message);
  else if (message !== undefined && !message.test(finding.message)) throw new Error(`message: expected ${String(message)}, got ${finding.message}`);
  equal("line", from.line, expected.line ?? from.line);
  equal("column", from.column, expected.column ?? from.column);
  equal("endLine", to.line, expected.endLine ?? to.line);
  equal("endColumn", to.column, expected.endColumn ?? to.column);
  if (expected.suggestions === undefined) return;
  const suggested = finding.suggestions.map(({ edits }) => applyEdits(sql, edits));
  equal("suggestions", JSON.stringify(suggested), JSON.stringify(expected.suggestions));
}

function equal(what: string, actual: string | number, expected: string | number): void {
  if (actual !== expected) throw new Error(`${what}: expected ${String(expected)}, got ${String(actual)}`);
}
