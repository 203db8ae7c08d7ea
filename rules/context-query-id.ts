import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "context-query-id",
    category: "rejected",
    stage: "submit",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "sqlQueryId cannot be part of a task id" },
    sources: ["Druid: IdUtils.validateId, MSQTasks.controllerTaskId", "recorded on 27.0.0, all stages"],
    messages: {
      slash: "`{{value}}` becomes part of the task's id, and ids take no `/`: choose another",
      "leading-dot": "`{{value}}` becomes part of the task's id, and ids do not begin with a dot: choose another",
      blank: "`{{value}}` becomes part of the task's id, which takes no tab or line break: choose another",
      character: "`{{value}}` becomes part of the task's id and holds a character that ZooKeeper paths do not take: choose another",
    },
    supersedes: ["query-id-fixed"],
  },
});
