import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "context-lock-type",
    category: "rejected",
    stage: "submit",
    severity: "error",
    since: "0.1.0",
    druid: ">=29",
    evidence: "source",
    fix: "none",
    docs: { description: "taskLockType does not fit the statement" },
    sources: ["Druid: MultiStageQueryContext.validateAndGetTaskLockType"],
    messages: {
      wrong: "{{statement}} takes the lock {{allowed}}, not {{value}}: leave taskLockType out, or set useConcurrentLocks",
    },
  },
});
