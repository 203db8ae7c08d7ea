import { floorGranularity } from "../src/analysis/insight/floors.ts";
import { writtenTime } from "../src/analysis/insight/replaced-time.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { withoutParentheses } from "../src/analysis/query/expressions.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { Expression } from "../src/syntax/nodes.ts";

const makesTime: ReadonlySet<string> = new Set(["TIME_PARSE", "MILLIS_TO_TIMESTAMP"]);

/** True for a time as it comes in the input: parsed, converted, and not cut to anything. */
function isRaw(expression: Expression): boolean {
  const node = withoutParentheses(expression);
  if (node.kind === "CastExpression") return node.operand.kind === "ColumnReference";
  return node.kind === "FunctionCall" && makesTime.has(node.name.parts.at(-1)?.name.toUpperCase() ?? "");
}

export default defineRule({
  meta: {
    name: "rollup-time-not-truncated",
    category: "risk",
    stage: "run",
    severity: "info",
    since: "0.1.0",
    druid: ">=23",
    evidence: "documents",
    fix: "suggestion",
    docs: { description: "a rollup groups by the time as it comes, so hardly any rows are alike" },
    sources: ["documentation: multi-stage-query/concepts and ingestion/rollup"],
    messages: {
      raw: "rollup merges rows of the same `__time`, and this one keeps every millisecond apart: cut it to the grain that queries need, for example with TIME_FLOOR(…, 'PT1H')",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      if (ingest === null || analysis.ingestion?.rollup?.recorded !== true) return;
      const written = writtenTime(ingest, analysis);
      const time = written?.expression ?? null;
      if (written?.made == null || time === null || written.cut || floorGranularity(time) !== null || !isRaw(written.made)) return;
      context.report({
        at: time,
        messageId: "raw",
        suggestions: [{ title: "cut it to hours", fix: (fixer) => [fixer.insertBefore(time, "TIME_FLOOR("), fixer.insertAfter(time, ", 'PT1H')")] }],
      });
    },
  }),
});
