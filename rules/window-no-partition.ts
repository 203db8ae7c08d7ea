import { aggregateCalls } from "../src/analysis/insight/aggregates.ts";
import { limitOf } from "../src/druid/faults.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { FunctionCall, Node, Select, WindowSpecification } from "../src/syntax/nodes.ts";

/** The window of a call, looked up where it has a name; null where it is not known. */
function windowOf(call: FunctionCall, select: Select): WindowSpecification | null {
  const { over } = call;
  if (over?.kind !== "Identifier") return over;
  return select.windows.find((window) => window.name.name === over.name)?.specification ?? null;
}

function enclosingSelect(ancestors: readonly Node[]): Select | null {
  return ancestors.find((node) => node.kind === "Select") ?? null;
}

export default defineRule({
  meta: {
    name: "window-no-partition",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=30",
    evidence: "source",
    fault: "TooManyRowsInAWindow",
    fix: "none",
    docs: { description: "a window without PARTITION BY in an ingestion holds all rows on one worker" },
    sources: ["Druid: WindowOperatorQueryFrameProcessor, Limits.MAX_ROWS_MATERIALIZED_IN_WINDOW (30 on)"],
    messages: {
      whole: "without PARTITION BY one worker holds every row of the window, and more than {{most}} fail the task with TooManyRowsInAWindow: partition by something, or aggregate first",
    },
  },
  create: (context) => ({
    FunctionCall: (call) => {
      if (call.over === null || context.sourceCode.analysisAt(call).ingestion === null) return;
      const select = enclosingSelect(context.sourceCode.ancestors(call));
      const window = select === null ? null : windowOf(call, select);
      if (select === null || window === null || window.base !== null || window.partitionBy.length > 0) return;
      // Over what is grouped already there are few rows.
      const grouped = select.groupBy !== null || select.items.some((item) => item.expression.kind !== "Star" && aggregateCalls(item.expression, context.sourceCode.release).length > 0);
      if (!grouped) context.report({ at: call.over, messageId: "whole", data: { most: limitOf("rowsInWindowPartition") } });
    },
  }),
});
