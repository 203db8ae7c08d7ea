import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "function-argument-literal",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an argument that must be written down and is computed" },
    sources: ["Druid: OperatorConversions.DefaultOperandTypeChecker", "Calcite: RexLiteral.value, in Druid’s operator conversions", "recorded with 24 to 33"],
    messages: {
      literal: "this argument of `{{function}}` must be a literal: Druid reads it while it plans",
      plan: "this argument of `{{function}}` must be constant: Druid reads it while it plans",
    },
  },
});
