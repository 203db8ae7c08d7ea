import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "grouped-limit-with-partitioning",
    category: "rejected",
    stage: "controller",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "QueryNotSupported",
    fix: "none",
    docs: { description: "a grouped subquery with LIMIT under expressions, with time chunks" },
    sources: ["Druid: GroupByQueryKit", "recorded with 24 to 33"],
    messages: {
      notSupported: "grouped rows that are limited and then changed cannot be sorted into time chunks, and the task fails: use `PARTITIONED BY ALL`, or move the expressions into the subquery",
    },
  },
});
