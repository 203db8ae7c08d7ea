import { requireRelease } from "../../src/druid/releases.ts";
import { createLinter } from "../../src/linter/lint-text.ts";
import type { Linter, LinterSettings } from "../../src/linter/lint-text.ts";
import { createRegistry, entryOfRule } from "../../src/linter/registry.ts";
import { createRuleSet } from "../../src/linter/rule-set.ts";
import type { RuleSettings } from "../../src/linter/rule-set.ts";
import { defineRule } from "../../src/linter/rule.ts";
import type { Rule, RuleContext, Listeners, RuleMetaDefinition } from "../../src/linter/rule.ts";
import unknownSuppression from "../../rules/unknown-suppression.ts";
import unusedSuppression from "../../rules/unused-suppression.ts";

/** A rule for tests: a warning named `name` whose message is `found {{what}}`. */
export function testRule(name: string, create: (context: RuleContext) => Listeners, meta: Partial<RuleMetaDefinition> = {}): Rule {
  return defineRule({
    meta: {
      name,
      category: "risk",
      stage: "run",
      severity: "warn",
      since: "0.1.0",
      druid: ">=23",
      evidence: "recorded",
      fix: "none",
      docs: { description: "a rule for tests" },
      sources: ["none"],
      messages: { found: "found {{what}}" },
      ...meta,
    },
    create,
  });
}

/** Says every column that is called `bad`, and mends it to `good`. */
export const badColumn = testRule(
  "bad-column",
  (context) => ({
    ColumnReference: (node) => {
      const [part] = node.parts;
      if (part?.name !== "bad") return;
      context.report({ at: node, messageId: "found", data: { what: part.name }, fix: (fixer) => fixer.replace(node, "good"), fixTitle: "write `good`" });
    },
  }),
  { fix: "safe" },
);

/** Says every LIMIT. */
export const anyLimit = testRule("any-limit", (context) => ({
  LimitClause: (node) => {
    context.report({ at: node, messageId: "found", data: { what: "a limit" } });
  },
}));

export interface TestLinterOptions extends Partial<Omit<LinterSettings, "rules">> {
  readonly druid?: string;
  readonly settings?: RuleSettings;
}

/** A linter with these rules and those about suppressions. */
export function linterWith(rules: readonly Rule[], options: TestLinterOptions = {}): Linter {
  const registry = createRegistry([...rules, unknownSuppression, unusedSuppression].map(entryOfRule));
  return createLinter({
    rules: createRuleSet(registry, requireRelease(options.druid ?? "33"), "recommended", options.settings ?? {}),
    schema: null,
    context: [],
    engine: "any",
    through: "controller",
    suppressions: true,
    ...options,
  });
}

/** Findings as `rule@text`, the text being what the finding marks. */
export function said(linter: Linter, text: string): readonly string[] {
  return linter.lint(text).map((finding) => `${finding.ruleId}@${text.slice(finding.start, finding.end)}`);
}
