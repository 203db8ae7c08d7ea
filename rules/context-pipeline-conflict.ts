import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "context-pipeline-conflict",
    category: "rejected",
    stage: "controller",
    severity: "error",
    since: "0.1.0",
    druid: ">=31",
    evidence: "source",
    fault: "UnknownError",
    fix: "none",
    docs: { description: "maxConcurrentStages is more than 1 together with durable storage" },
    sources: ["Druid: ControllerQueryKernelConfig"],
    messages: {
      conflict: "stages that run at the same time hand rows to each other in memory, which `{{other}}` forbids: set `maxConcurrentStages` to 1 or drop `{{other}}`",
    },
  },
});
