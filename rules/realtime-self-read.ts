import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "realtime-self-read",
    category: "rejected",
    stage: "submit",
    severity: "error",
    since: "0.1.0",
    druid: ">=31",
    evidence: "source",
    fix: "none",
    docs: { description: "a table is written from its own rows, those of running streams included" },
    sources: ["Druid: MSQTaskQueryMakerUtils.validateRealtimeReindex (31 and later)"],
    messages: {
      realtime: "`{{table}}` is read with `includeSegmentSource` REALTIME and written by the same statement, which Druid refuses: what streams are still writing would be there twice; write to another table, or leave the parameter out",
    },
  },
});
