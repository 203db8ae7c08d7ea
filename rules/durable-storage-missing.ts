import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** Decided in `src/analysis/dry-run/foretell.ts`. */
export default defineViolationRule({
  meta: {
    name: "durable-storage-missing",
    category: "fails",
    stage: "run",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "DurableStorageConfiguration",
    fix: "none",
    docs: { description: "durable storage is asked for on a cluster that has none" },
    sources: ["Druid: DurableStorageConfigurationFault, MSQDurableStorageModule", "recorded on a running Druid 27.0.0 without durable storage"],
    messages: {
      missing: "`{{key}}` needs durable storage, and the schema file says that the cluster has none: the task fails with DurableStorageConfiguration; leave the parameter out, or set up `druid.msq.intermediate.storage.*`",
    },
  },
});
