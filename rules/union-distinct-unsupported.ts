import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "union-distinct-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "UNION without ALL" },
    sources: ["Druid: DruidUnionRule, DruidUnionDataSourceRule", "recorded with 24 to 33"],
    messages: {
      distinct: "Druid plans only UNION ALL of anything but bare columns of tables: use UNION ALL, and DISTINCT around it",
    },
  },
});
