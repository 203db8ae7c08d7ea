import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "aggregate-argument-type",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an aggregate over a type that it cannot take" },
    sources: ["Druid: the SqlAggregators of MIN, MAX, EARLIEST, STRING_AGG …", "recorded with 24 to 33"],
    messages: {
      type: "`{{function}}` has no native aggregator for {{type}}: aggregate a number or a time, or use ANY_VALUE or LATEST_BY with a byte count",
      complex: "`{{function}}` does not take complex values: aggregate a number or a text taken out of it, or use the function made for sketches of its kind",
    },
  },
});
