import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "context-fault-tolerance-conflict",
    category: "rejected",
    stage: "controller",
    severity: "error",
    since: "0.1.0",
    druid: ">=26",
    evidence: "recorded",
    fault: "UnknownError",
    fix: "none",
    docs: { description: "faultTolerance is on and durableShuffleStorage explicitly off" },
    sources: ["Druid: MultiStageQueryContext, IndexerControllerContext", "recorded on 27.0.0, all stages"],
    messages: {
      conflict: "`faultTolerance` relaunches workers from durable storage, which `durableShuffleStorage` turns off here: remove that key",
    },
  },
});
