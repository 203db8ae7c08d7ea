import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "function-argument-count",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a function called with too few or too many arguments" },
    sources: ["Calcite: SqlValidatorImpl.handleUnresolvedFunction, SqlOperandCountRanges", "recorded with 24 to 33"],
    messages: {
      count: "`{{function}}` is called with {{count}} arguments and does not take as many: {{signatures}}",
      empty: "an array needs at least one element here: Druid cannot tell the type of `ARRAY[]`",
      several: "COUNT over several columns has no native aggregator: count one column, or `COUNT(*)`",
    },
  },
});
