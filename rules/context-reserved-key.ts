import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "context-reserved-key",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a context parameter that Druid keeps for itself is set" },
    sources: ["Druid: SqlEngine.validateContext, MSQTaskSqlEngine.SYSTEM_CONTEXT_PARAMETERS", "recorded with 24 to 33"],
    messages: {
      reserved: "`{{key}}` is written by Druid itself while it plans, and refused from outside: remove it from the context",
    },
  },
});
