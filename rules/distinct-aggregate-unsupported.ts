import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "distinct-aggregate-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=24",
    evidence: "recorded",
    fix: "none",
    docs: { description: "DISTINCT in an aggregate function that Druid cannot count apart" },
    sources: ["Druid: CountSqlAggregator, GroupByRules", "Druid: DruidSqlValidator (31 on)", "recorded with 24 to 33"],
    messages: {
      distinct: "Druid has no {{function}}(DISTINCT …) while `useApproximateCountDistinct` is on: set it to false, or group in a subquery first",
      columns: "Druid has no COUNT(DISTINCT …) of several columns: join them to one text, or count a subquery",
      several: "exact counts of several columns with GROUP BY need a join that Druid does not do before release 28: leave `useApproximateCountDistinct` on, or count in subqueries",
    },
  },
});
