import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "explain-as-json",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "EXPLAIN PLAN AS JSON" },
    sources: ["Druid: ExplainHandler", "recorded with 24 to 33"],
    messages: {
      json: "the plan of Druid cannot be written as Calcite's JSON: leave out `AS JSON`, the plan is JSON anyway",
    },
  },
});
