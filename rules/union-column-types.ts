import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "union-column-types",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "branches of a UNION whose types do not go together" },
    sources: ["Calcite: SetopOperandTypeChecker", "recorded with 24 to 33"],
    messages: {
      types: "column {{column}} of {{operation}} is {{left}} on the left and {{right}} on the right: cast one of them",
    },
  },
});
