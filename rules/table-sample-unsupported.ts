import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "table-sample-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "TABLESAMPLE" },
    sources: ["Druid: DruidPlanner", "recorded with 24 to 33"],
    messages: {
      unsupported: "Druid does not sample tables: filter, or use LIMIT in a subquery",
      percentage: "a sample of {{percentage}} percent is none: the percentage lies between 0 and 100, and Druid does not sample tables at all",
    },
  },
});
