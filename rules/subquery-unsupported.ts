import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "subquery-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "ARRAY(SELECT …), and NOT IN a query of several columns" },
    sources: ["Druid: DruidPlanner", "recorded with 24 to 33"],
    messages: {
      float: "a FLOAT cannot be compared for equality with a query that aggregates to a DOUBLE: cast the FLOAT to DOUBLE, or join the query",
      correlatedRows: "a subquery over rows that are written down cannot read the outer query: join the rows instead",
      rowNotIn: "`(…) NOT IN (SELECT …)` of {{columns}} columns has no plan in this release: LEFT JOIN the query and keep the rows without a match",
      collection: "{{collection}}(SELECT …) is not planned: use ARRAY_AGG",
    },
  },
});
