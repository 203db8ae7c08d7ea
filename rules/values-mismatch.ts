import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "values-mismatch",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "rows of VALUES that do not go together" },
    sources: ["Calcite: SqlValidatorImpl.inferUnknownTypes, TableConstructorNamespace", "Druid: DruidLogicalValuesRule", "recorded with 24 to 33"],
    messages: {
      count: "the rows of VALUES have different numbers of columns: give each {{columns}}",
      types: "column {{column}} of VALUES is {{left}} in one row and {{right}} in another: cast one of them",
      dates: "column {{column}} of VALUES mixes dates or times with something else, which the planner cannot convert: cast every row alike",
    },
  },
});
