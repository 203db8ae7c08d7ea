import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "pivot-mismatch",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=28",
    evidence: "recorded",
    fix: "none",
    docs: { description: "parts of PIVOT or UNPIVOT that do not fit together" },
    sources: ["Calcite: SqlValidatorImpl.validatePivot, validateUnpivot", "recorded with 28 to 33"],
    messages: {
      aggregate: "PIVOT computes aggregate functions, without FILTER: write for example SUM(column)",
      count: "{{clause}} names {{columns}} columns and this gives {{values}}: give one for each",
      measure: "the columns that make `{{measure}}` have different types: cast them in a subquery",
      axis: "the values of `{{axis}}` have different types: write them alike",
      duplicate: "the table has a column `{{column}}` already: choose another name",
    },
  },
});
