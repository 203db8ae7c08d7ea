import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "signature-duplicate-column",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an external table declares a column twice, with two types" },
    sources: ["Druid: RowSignature.Builder", "recorded with 24 to 33"],
    messages: {
      conflict: "`{{column}}` is {{first}} before and {{second}} here: declare it once",
    },
  },
});
