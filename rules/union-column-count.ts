import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "union-column-count",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "branches of a UNION with different numbers of columns" },
    sources: ["Calcite: SetopOperandTypeChecker", "recorded with 24 to 33"],
    messages: {
      count: "{{operation}} needs the same columns in every branch: {{left}} on the left, {{right}} on the right",
    },
  },
});
