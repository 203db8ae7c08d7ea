import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "statement-unsupported",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a statement of another kind than SELECT, INSERT, REPLACE and EXPLAIN" },
    sources: ["Druid: DruidPlanner", "recorded with 24 to 33"],
    messages: {
      unsupported: "Druid reads {{statement}} and does not do it: the tasks take SELECT, INSERT, REPLACE and EXPLAIN",
    },
  },
});
