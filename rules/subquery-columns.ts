import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "subquery-columns",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a scalar subquery with several columns" },
    sources: ["Calcite: SqlScalarQueryOperator ($SCALAR_QUERY)", "recorded with 24 to 33"],
    messages: {
      scalar: "a query used as a value must have one column, and this has {{columns}}: select the one that is meant",
    },
  },
});
