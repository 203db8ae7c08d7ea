import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "join-type-needs-sort-merge",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=26",
    evidence: "recorded",
    fix: "none",
    aliases: ["join-type-broadcast"],
    docs: { description: "RIGHT or FULL JOIN without sqlJoinAlgorithm sortMerge" },
    sources: ["Druid: DruidJoinRule, MSQTaskSqlEngine", "recorded with 24 to 33"],
    messages: {
      broadcast: "a {{type}} JOIN needs the context parameter `sqlJoinAlgorithm` at `sortMerge`: set it, or turn the join round",
    },
  },
});
