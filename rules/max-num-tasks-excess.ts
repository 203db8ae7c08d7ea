import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "max-num-tasks-excess",
    category: "rejected",
    stage: "controller",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "TooManyWorkers",
    fix: "none",
    docs: { description: "maxNumTasks asks for more workers than a job may have" },
    sources: ["Druid: Limits.MAX_WORKERS, TooManyWorkersFault", "recorded on 27.0.0, all stages"],
    messages: {
      "too-many": "maxNumTasks {{value}} asks for more workers than the {{most}} tasks that one job may have, its controller included: the task fails with TooManyWorkers; lower it",
    },
  },
});
