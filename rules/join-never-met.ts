import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "join-never-met",
    category: "rejected",
    stage: "controller",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "QueryNotSupported",
    fix: "none",
    docs: { description: "a sort-merge join whose condition is never true" },
    sources: ["recorded with 27"],
    messages: {
      notSupported: "a condition that is never met leaves sort-merge nothing to sort by, and the task fails: drop the join",
    },
  },
});
