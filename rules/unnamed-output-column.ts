import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** A name after what is computed: `SUM(fare)` → `sum_fare`. */
function nameFor(expression: string): string {
  const words = expression.toLowerCase().match(/[a-z_][a-z0-9_]*/g) ?? [];
  return words.slice(0, 3).join("_") || "value";
}

export default defineViolationRule({
  meta: {
    name: "unnamed-output-column",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "an ingested column has no name" },
    sources: ["Druid: IngestHandler, pattern EXPR$digits", "recorded with 24 to 33"],
    messages: {
      unnamed: "`{{expression}}` has no name, and every column of a table needs one: add `AS` and a name",
      more: "`{{expression}}` has no name, nor have {{more}} columns after it, and every column of a table needs one: add `AS` and a name to each",
      alias: "`{{name}}` is the form that stands for a missing name: give the column another one",
    },
  },
  suggestions: (violation, analysis) => {
    if (violation.message !== "unnamed") return [];
    const name = nameFor(analysis.tree.text.slice(violation.start, violation.end));
    return [{ title: `add \`AS "${name}"\``, fix: (fixer) => fixer.insertAfter(violation, ` AS "${name}"`) }];
  },
});
