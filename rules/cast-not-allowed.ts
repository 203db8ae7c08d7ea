import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "cast-not-allowed",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=24",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a CAST between types that have nothing to do with each other" },
    sources: ["Calcite: SqlCastFunction.checkOperandTypes, SqlTypeCoercionRule", "recorded with 24 to 33"],
    messages: {
      cast: "a value of type {{from}} cannot be cast to {{to}}: convert it with a function",
      planned: "Druid has no expression for a cast of {{from}} to {{to}}",
    },
  },
});
