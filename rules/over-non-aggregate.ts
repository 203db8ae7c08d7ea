import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "over-non-aggregate",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "OVER on a function that is no window function" },
    sources: ["Calcite: SqlOverOperator.validateCall", "recorded with 24 to 33"],
    messages: {
      notAggregate: "OVER works on window and aggregate functions, {{function}} with what follows is none: leave OVER out",
    },
  },
});
