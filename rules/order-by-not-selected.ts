import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "order-by-not-selected",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "SELECT DISTINCT sorted by something that it does not select" },
    sources: ["Calcite: AggChecker", "recorded with 24 to 33"],
    messages: {
      distinct: "`{{expression}}` is not selected, and SELECT DISTINCT sorts only by what it selects: select it too, or group instead",
    },
  },
});
