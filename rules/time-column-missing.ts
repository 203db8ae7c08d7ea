import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "time-column-missing",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "segments are cut by time, but no column is called __time" },
    sources: ["Druid: MSQTaskSqlEngine.validateInsert", "recorded with 24 to 33"],
    messages: {
      missing: "segments of {{granularity}} need a time for every row, and no column is called `__time`: select one under that name, or use `PARTITIONED BY ALL`",
    },
  },
});
