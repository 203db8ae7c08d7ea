import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "sort-type-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=27 <33",
    evidence: "recorded",
    fix: "none",
    docs: { description: "sorting by a type that has no order" },
    sources: ["Druid: DruidQuery", "recorded with 24 to 33"],
    messages: {
      type: "Druid 27 cannot sort by {{type}}: sort by something else",
      unfinalized: "with `finalizeAggregations: false` `{{function}}` is {{type}} where rows are sorted, which has no order in this release: sort by something else",
      "null": "NULL has no type to sort by: leave it out",
    },
  },
});
