import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "offset-in-ingest",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an outermost OFFSET in an INSERT or REPLACE" },
    sources: ["Druid: MSQTaskSqlEngine.validateLimitAndOffset", "the documentation says that PARTITIONED BY ALL allows it; it does not", "recorded with 24 to 33"],
    messages: {
      outer: "an ingestion takes no OFFSET, with any granularity: rows have no order in which some could be skipped; filter them in WHERE",
      "passed-through": "the query above only passes this OFFSET on, so Druid takes it for the outermost one, and an ingestion takes none: filter rows in WHERE",
    },
  },
});
