import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "set-operation-unsupported",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "INTERSECT or EXCEPT" },
    sources: ["Druid: DruidOperatorTable", "recorded with 24 to 33"],
    messages: {
      crash: "Druid has no {{operation}} and ends in a NullPointerException: use IN or NOT IN with a subquery",
      unsupported: "Druid has no {{operation}}: use IN or NOT IN with a subquery",
    },
  },
});
