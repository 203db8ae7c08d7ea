import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "group-by-type-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "grouping by a type that cannot be grouped by" },
    sources: ["Druid: Grouping, GroupByRules", "recorded with 24 to 33"],
    messages: {
      complex: "values of {{type}} cannot be grouped by: leave the column out, or aggregate it",
      "null": "NULL has no type to group by: leave it out, or cast it",
    },
  },
});
