import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "constant-division-by-zero",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a division of constants by zero" },
    sources: ["Druid: DruidRexExecutor, which computes constants while planning", "recorded with 24 to 33"],
    messages: {
      row: "the planner computes this for the rows that VALUES writes down, and stops where it divides by zero: divide with `SAFE_DIVIDE`, or mend the row",
      zero: "the planner divides these constants and stops at zero: divide by something else, or use SAFE_DIVIDE",
    },
  },
});
