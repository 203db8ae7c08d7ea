import { aggregatedColumns, nameOfCall } from "../src/analysis/insight/aggregates.ts";
import { flagInForce, isSet } from "../src/analysis/insight/query-context.ts";
import { ingestionOf, isRefusedWithin } from "../src/analysis/insight/statements.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "count-distinct-approximate",
    category: "risk",
    stage: "run",
    severity: "info",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    aliases: ["approx-distinct-surprise"],
    docs: { description: "COUNT(DISTINCT …) in an ingestion stores an estimate" },
    sources: ["recorded on 27.0.0: stored types", "documentation: querying/sql-aggregations, COUNT(DISTINCT)"],
    messages: {
      estimate: "COUNT(DISTINCT …) is an estimate unless `useApproximateCountDistinct` is false, and finished counts of several rows cannot be added up: store the column itself, or a sketch with `finalizeAggregations` false",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      if (ingest === null || isSet(analysis, "useApproximateCountDistinct") || !flagInForce(analysis, "finalizeAggregations")) return;
      for (const { calls } of aggregatedColumns(ingest.source, analysis)) {
        const call = calls.find((each) => nameOfCall(each) === "COUNT" && each.quantifier === "DISTINCT");
        if (call !== undefined && !isRefusedWithin(call, analysis)) context.report({ at: call, messageId: "estimate" });
      }
    },
  }),
});
