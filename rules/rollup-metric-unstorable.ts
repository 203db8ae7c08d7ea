import { nameOfCall } from "../src/analysis/insight/aggregates.ts";
import { unstorableMetrics } from "../src/analysis/insight/unstorable-metrics.ts";
import { defineRule } from "../src/linter/rule.ts";

/** What fails for certain is decided in `src/analysis/dry-run/foretell.ts`; without rows in the text it may be that there are none. */
export default defineRule({
  meta: {
    name: "rollup-metric-unstorable",
    category: "fails",
    stage: "run",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "UnknownError",
    fix: "none",
    docs: { description: "an aggregate that rollup would have to store as a metric, and that no segment can hold as one" },
    sources: ["Druid: IncrementalIndex.MetricDesc and the factorize methods of the any aggregators", "recorded on a running Druid 27.0.0", "documentation: querying/aggregations, Any aggregator"],
    messages: {
      metric: "rollup makes `{{column}}` a metric, and segments hold no metric of {{function}}: the first row ends the task with UnknownError; group by the value instead, or take {{instead}}",
    },
  },
  create: (context) => ({
    Violation: ({ message, data, fault, ...at }) => {
      context.report({ at, messageId: message, data: { ...data, instead: insteadOf(String(data["function"])) }, ...(fault === undefined ? {} : { fault }) });
    },
    Statement: (_node, analysis) => {
      if (analysis.violations.length > 0) return;
      for (const { call, column } of unstorableMetrics(analysis)) {
        const name = nameOfCall(call);
        context.report({ at: call, messageId: "metric", data: { column, function: name, instead: insteadOf(name) }, category: "risk", severity: "warn" });
      }
    },
  }),
});

function insteadOf(name: string): string {
  return name === "ANY_VALUE" ? "LATEST_BY of a text, MAX of a number" : "it out";
}
