import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "aggregate-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an aggregate form without a native aggregator" },
    sources: ["Druid: GroupByRules.translateAggregateCall", "recorded with 24 to 33"],
    messages: {
      alias: "ORDER BY reads `{{alias}}` as the alias of the SELECT list, an aggregate already, and nothing aggregates that again: sort by `{{alias}}`, or qualify the column with its table's name",
      values: "VALUES holds rows written down, and no aggregates: write SELECT",
      json: "`{{function}}` has no native aggregator: collect with ARRAY_AGG and build the object per row",
      countedCase: "`{{function}}(CASE … THEN 1 END)` breaks the planner of Druid until 27, an accident of its own: write `ELSE 0`, or `COUNT(CASE … THEN 1 END)`",
      ordered: "`{{function}}` has no native aggregator with ORDER BY: order in a subquery, or sort the array later",
    },
  },
});
