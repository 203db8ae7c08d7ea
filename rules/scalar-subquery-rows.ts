import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "scalar-subquery-rows",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <31",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a subquery as a value that may have several rows" },
    sources: ["Calcite: SubQueryRemoveRule, SINGLE_VALUE", "Druid: GroupByRules", "recorded with 24 to 33"],
    messages: {
      rows: "Druid must know that a subquery used as a value has one row, and only an aggregate without GROUP BY shows it: aggregate, or join",
    },
  },
});
