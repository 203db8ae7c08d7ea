import { placeOfEntry } from "../src/analysis/insight/query-context.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "array-mode-mvd-deprecated",
    category: "deprecated",
    stage: "submit",
    severity: "info",
    since: "0.1.0",
    druid: ">=31",
    evidence: "source",
    fix: "none",
    docs: { description: "`arrayIngestMode` mvd is the old way, kept for tables that were filled so" },
    sources: ["Druid: DimensionSchemaUtils raises an alert for it (31 on)", "documentation: querying/arrays and migr-mvd-array"],
    messages: {
      mvd: "`arrayIngestMode` mvd is deprecated, and Druid raises an alert for it: store arrays as arrays, or wrap the columns that must stay multi-value strings into ARRAY_TO_MV",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const entry = analysis.context.get("arrayIngestMode");
      const mvd = typeof entry?.value === "string" && entry.value.toLowerCase() === "mvd";
      if (entry !== undefined && mvd && ingestionOf(node) !== null) context.report({ at: placeOfEntry(analysis, entry), messageId: "mvd" });
    },
  }),
});
