import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "using-types-mismatch",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "USING or NATURAL on columns that cannot be compared" },
    sources: ["Calcite: SqlValidatorImpl.validateJoin", "recorded with 24 to 33"],
    messages: {
      mismatch: "`{{column}}` is {{left}} on one side and {{right}} on the other, which cannot be compared: cast one in ON",
    },
  },
});
