import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "cte-duplicate-column",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a common table with two columns of one name" },
    sources: ["Calcite: SqlValidatorImpl.validateWithItem", "recorded with 24 to 33"],
    messages: {
      duplicate: "common table `{{table}}` has two columns `{{column}}`: give one another name",
    },
  },
});
