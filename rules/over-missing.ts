import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "over-missing",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a window function without OVER" },
    sources: ["Calcite: SqlValidatorImpl.validateExpr", "recorded with 24 to 33"],
    messages: {
      missing: "{{function}} is a window function: add `OVER (…)`",
    },
  },
});
