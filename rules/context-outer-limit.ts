import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "context-outer-limit",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "sqlOuterLimit is set for an INSERT or REPLACE" },
    sources: ["Druid: IngestHandler.validate", "recorded with 24 to 33"],
    messages: {
      ingest: "`sqlOuterLimit` limits the rows of a query's answer, which {{statement}} has not: remove it",
    },
  },
});
