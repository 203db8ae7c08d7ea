import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "qualify-without-window",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=28",
    evidence: "recorded",
    fix: "none",
    docs: { description: "QUALIFY without a window function" },
    sources: ["Calcite: SqlValidatorImpl.validateQualifyClause", "recorded with 24 to 33"],
    messages: {
      missing: "QUALIFY filters by a window function, and there is none: use WHERE or HAVING",
    },
  },
});
