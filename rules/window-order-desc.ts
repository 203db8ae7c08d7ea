import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "window-order-desc",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <28",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a descending key in a window" },
    sources: ["Druid: DruidOperatorTable", "recorded with 24 to 33"],
    messages: {
      crash: "a window's ORDER BY with DESC or NULLS ends in a NullPointerException before release 28: sort ascending",
    },
  },
});
