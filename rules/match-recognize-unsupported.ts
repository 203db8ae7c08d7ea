import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "match-recognize-unsupported",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "MATCH_RECOGNIZE" },
    sources: ["Druid: DruidOperatorTable", "recorded with 24 to 33"],
    messages: {
      unsupported: "Druid does not match patterns of rows: use window functions, or do it where the data is read",
    },
  },
});
