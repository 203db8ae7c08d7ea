import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "limit-out-of-range",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=28",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a LIMIT or OFFSET that does not fit 32 bits" },
    sources: ["Druid: OffsetLimit", "recorded with 24 to 33"],
    messages: {
      range: "`{{limit}}` does not fit 32 bits and comes out negative: use a smaller number",
    },
  },
});
