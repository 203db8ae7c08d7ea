import { aggregatesBehind, nameOfCall } from "../src/analysis/insight/aggregates.ts";
import { flagInForce, isSet } from "../src/analysis/insight/query-context.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { withoutParentheses } from "../src/analysis/query/expressions.ts";
import { storedAggregate } from "../src/druid/stored-aggregates.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { Expression, FunctionCall } from "../src/syntax/nodes.ts";

/** True for functions whose very name says that a sketch is wanted, and whose sketch is lost when it is finalized. */
function losesSketch(call: FunctionCall): boolean {
  const { finalized, intermediate } = storedAggregate(nameOfCall(call), false);
  return intermediate.startsWith("COMPLEX") && !finalized.startsWith("COMPLEX");
}

const makesSketch = /^DS_/u;

export default defineRule({
  meta: {
    name: "sketch-needs-unfinalized",
    category: "risk",
    stage: "controller",
    severity: "warn",
    since: "0.1.0",
    druid: ">=24",
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
      if (ingest === null || !flagInForce(analysis, "finalizeAggregations") || analysis.ingestion?.target?.export === true) return;
      for (const { expression } of analysis.output ?? []) {
        if (expression === null) continue;
        const [call, ...others] = aggregatesBehind(expression, ingest.source, analysis.options.release);
        // An estimate that goes into a computation was not meant to be kept as a sketch.
        if (call === undefined || others.length > 0 || !losesSketch(call) || isComputed(expression, call)) continue;
        const sketch = makesSketch.test(nameOfCall(call));
        if (!sketch && isSet(analysis, "finalizeAggregations")) continue;
        const data = { function: nameOfCall(call), type: storedAggregate(nameOfCall(call), false).finalized };
        context.report({ at: call, messageId: sketch ? "sketch" : "estimate", data, severity: sketch ? "warn" : "info" });
      }
    },
  }),
});

function isComputed(expression: Expression, call: FunctionCall): boolean {
  const whole = withoutParentheses(expression);
  return whole !== call && whole.kind !== "ColumnReference";
}
