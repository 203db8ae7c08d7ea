import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "union-all-legacy",
    category: "rejected",
    stage: "controller",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <28",
    evidence: "recorded",
    fault: "QueryNotSupported",
    fix: "none",
    docs: { description: "UNION ALL before release 28" },
    sources: ["Druid: MSQ query kits", "seen on a running Druid 27.0.0", "recorded with 24 to 33"],
    messages: {
      notSupported: "MSQ reads no union of tables before release 28, and the task fails: run one statement a branch",
      severalTasks: "before release 28 each branch of this UNION ALL becomes a task of the same id: the first one runs and the second is refused: run one statement a branch",
    },
  },
});
