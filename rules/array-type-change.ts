import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "array-type-change",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=29",
    evidence: "source",
    fix: "none",
    docs: { description: "an array goes into a column that holds multi-value strings, or the reverse" },
    sources: ["Druid: MSQTaskSqlEngine.validateTypeChanges (29.0.1 on)"],
    messages: {
      change: "`{{column}}` would be stored as {{stored}} (`arrayIngestMode` {{mode}}), and the table has it as {{existing}}: wrap it in ARRAY_TO_MV, set `arrayIngestMode`, or list it in `skipTypeVerification`",
    },
  },
});
