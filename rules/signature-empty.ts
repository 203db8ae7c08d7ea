import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "signature-empty",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "the signature of EXTERN lists no columns" },
    sources: ["Druid: ExternalTableScanRule", "recorded with 24 to 33"],
    messages: {
      empty: "an external table without columns cannot be read: list the columns that you use",
    },
  },
});
