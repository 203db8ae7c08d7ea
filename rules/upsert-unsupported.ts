import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "upsert-unsupported",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "UPSERT is parsed and refused" },
    sources: ["Druid: IngestHandler", "recorded with 24 to 33"],
    messages: {
      upsert: "Druid has no UPSERT, it does not update rows: use INSERT to add or REPLACE to rewrite whole segments",
    },
  },
});
