import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "window-distinct",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=28",
    evidence: "recorded",
    fix: "none",
    docs: { description: "DISTINCT in a window function" },
    sources: ["Druid: DruidSqlValidator", "recorded with 24 to 33"],
    messages: {
      distinct: "a window function cannot take DISTINCT: group in a subquery first",
    },
  },
});
