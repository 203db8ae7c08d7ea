import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "aggregate-in-where",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an aggregate function where there are no groups" },
    sources: ["Calcite: SqlValidatorImpl.validateNoAggs, registerQuery", "recorded with 24 to 33"],
    messages: {
      where: "aggregate functions have no value in WHERE, which is applied to rows: use HAVING, or FILTER (WHERE …)",
      on: "aggregate functions have no value in ON: aggregate in a subquery and join that",
      groupBy: "aggregate functions cannot be grouped by: aggregate in a subquery, then group",
      orderBy: "an aggregate function in ORDER BY needs a query that groups: add GROUP BY, or aggregate in the SELECT list",
    },
  },
});
