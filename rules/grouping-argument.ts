import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "grouping-argument",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "GROUPING of something that is not grouped" },
    sources: ["Calcite: SqlAbstractGroupFunction.validateCall", "recorded with 24 to 33"],
    messages: {
      notAggregating: "GROUPING needs a query that groups: add GROUP BY",
      aggregated: "GROUPING tells of the group as a whole and cannot stand within an aggregate function: select it beside the aggregate, or aggregate it in an outer query",
      notGrouped: "GROUPING tells of grouped expressions, and `{{expression}}` is not one: group by it",
    },
  },
});
