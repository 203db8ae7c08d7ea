import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "window-in-where",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a window function where rows are not known yet" },
    sources: ["Calcite: SqlValidatorImpl.validateNoAggs", "recorded with 24 to 33"],
    messages: {
      where: "window functions have no value in WHERE: filter around a subquery",
      on: "window functions have no value in ON: join a subquery",
      having: "window functions have no value in HAVING: filter with QUALIFY, or around a subquery",
      groupBy: "window functions cannot be grouped by: compute them in a subquery",
    },
  },
});
