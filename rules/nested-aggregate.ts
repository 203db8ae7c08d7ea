import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "nested-aggregate",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an aggregate function within another, or in a FILTER" },
    sources: ["Calcite: SqlValidatorImpl.validateAggregateParams", "recorded with 24 to 33"],
    messages: {
      nested: "an aggregate function cannot take another: aggregate in a subquery first",
      filter: "FILTER is applied to rows and holds no aggregate function: use HAVING, or a subquery",
    },
  },
});
