import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "number-out-of-range",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a number with more digits than Druid can hold" },
    sources: ["Calcite: SqlValidatorImpl.validateLiteral", "recorded with 24 to 33"],
    messages: {
      range: "`{{literal}}` does not fit: whole numbers reach from -9223372036854775808 to 9223372036854775807, decimals have at most 19 digits",
    },
  },
});
