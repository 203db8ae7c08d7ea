import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "lateral-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "LATERAL that computes a row from the outer one" },
    sources: ["Calcite: RelDecorrelator", "recorded with 24 to 33"],
    messages: {
      row: "a LATERAL subquery without FROM that reads the outer row is not planned: compute it in the SELECT list",
    },
  },
});
