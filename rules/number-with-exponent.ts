import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "number-with-exponent",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=24 <25",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a number that 24 prints with an exponent and cannot read back" },
    sources: ["Druid 24: DruidExpression.numberLiteral", "recorded with 24 to 24"],
    messages: {
      exponent: "Druid 24 cannot read `{{literal}}` back in an expression: write it without the exponent",
    },
  },
});
