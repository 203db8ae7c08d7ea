import { nameOfCall } from "../src/analysis/insight/aggregates.ts";
import { missingRollupKeys, rollupIntention } from "../src/analysis/insight/rollup.ts";
import { isNull } from "../src/analysis/insight/query-context.ts";
import { lostSketches } from "../src/analysis/insight/sketches.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import type { StatementAnalysis } from "../src/analysis/model.ts";
import { storedAggregate } from "../src/druid/stored-aggregates.ts";
import { defineRule } from "../src/linter/rule.ts";

/** True where the other half of what rollup needs is set: then that is what is said, of the whole statement. */
function isHalfRollup(analysis: StatementAnalysis): boolean {
  const rollup = analysis.ingestion?.rollup ?? null;
  return rollup !== null && rollup.intended && missingRollupKeys(rollup).includes("finalizeAggregations") && rollupIntention(analysis, rollup) === "asked";
}

export default defineRule({
  meta: {
    name: "sketch-needs-unfinalized",
    category: "risk",
    stage: "controller",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a sketch is stored as its finished number because finalizeAggregations is not false" },
    sources: ["recorded on 27.0.0: stored types by function and context", "Druid: MultiStageQueryContext.CTX_FINALIZE_AGGREGATIONS", "documentation: multi-stage-query/concepts, Rollup"],
    messages: {
      sketch: "`{{function}}` makes a sketch, but while `finalizeAggregations` is not false Druid stores only its finished value ({{type}}): nothing can be merged or estimated from that later; set `finalizeAggregations` to false",
      estimate: "Druid stores the finished estimate of `{{function}}` ({{type}}), not its sketch: estimates of several rows cannot be added up; set `finalizeAggregations` to false to keep the sketch",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      if (ingest === null || isHalfRollup(analysis) || isNull(analysis, "finalizeAggregations")) return;
      for (const { call, asked } of lostSketches(ingest, analysis)) {
        const data = { function: nameOfCall(call), type: storedAggregate(nameOfCall(call), false).finalized };
        context.report({ at: call, messageId: asked ? "sketch" : "estimate", data, severity: asked ? "warn" : "info" });
      }
    },
  }),
});
