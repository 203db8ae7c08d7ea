import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "condition-not-boolean",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a condition that is neither true nor false" },
    sources: ["Calcite: SqlValidatorImpl.validateWhereOrOn, validateHavingClause", "recorded with 24 to 33"],
    messages: {
      condition: "{{clause}} needs a condition, and this is {{type}}: compare it with something",
      "case": "WHEN of {{clause}} needs a condition, and this is {{type}}: compare it with something",
    },
  },
});
