import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "grouping-sets-unsupported",
    category: "rejected",
    stage: "controller",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "QueryNotSupported",
    fix: "none",
    docs: { description: "GROUPING SETS, ROLLUP or CUBE with more than one set" },
    sources: ["Druid: GroupByQueryKit", "recorded with 24 to 33"],
    messages: {
      nullable: "the subtotals of other grouping sets make this key NULL, which this release does not see within an expression: compute it around a subquery",
      repeated: "{{repeated}} of these grouping sets repeats another, and the planner makes a UNION of them that it then refuses: write each set once",
      notSupported: "MSQ groups by one set of keys, and the task fails: run a statement for each set",
    },
  },
});
