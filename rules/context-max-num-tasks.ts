import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "context-max-num-tasks",
    category: "rejected",
    stage: "submit",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "maxNumTasks leaves no room for a worker" },
    sources: ["Druid: MSQTaskQueryMaker", "recorded on 27.0.0, all stages"],
    messages: {
      "too-few": "`{{key}}` {{value}} leaves no worker: one task is the controller, so the least is 2",
    },
  },
});
