import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "join-condition-missing",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a join without a condition" },
    sources: ["Calcite: SqlValidatorImpl.validateJoin", "recorded with 24 to 33"],
    messages: {
      missing: "this join needs ON, USING or NATURAL; a join of everything with everything is written `CROSS JOIN`",
    },
  },
});
