import { selectOf, ingestionOf } from "../src/analysis/insight/statements.ts";
import { writtenTime } from "../src/analysis/insight/replaced-time.ts";
import { flagInForce } from "../src/analysis/insight/query-context.ts";
import { withoutParentheses } from "../src/analysis/query/expressions.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { Expression, Node } from "../src/syntax/nodes.ts";

/** True for a condition that holds for no row, by its literals alone. */
function isNever(condition: Expression): boolean {
  const node = withoutParentheses(condition);
  switch (node.kind) {
    case "BooleanLiteral":
      return node.value === false;
    case "BinaryExpression":
      if (node.operator === "AND") return isNever(node.left) || isNever(node.right);
      if (node.operator === "OR") return isNever(node.left) && isNever(node.right);
      return node.operator === "=" && node.left.kind === "NumericLiteral" && node.right.kind === "NumericLiteral" && Number(node.left.text) !== Number(node.right.text);
    default:
      return false;
  }
}

function isZero(limit: Node | null): boolean {
  return limit?.kind === "LimitClause" && limit.count?.kind === "NumericLiteral" && Number(limit.count.text) === 0;
}

export default defineRule({
  meta: {
    name: "replace-empty-deletes",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=29",
    evidence: "source",
    fix: "none",
    docs: { description: "a REPLACE whose SELECT gives no rows quietly deletes what it overwrites" },
    sources: ["Druid: ControllerImpl and MultiStageQueryContext.CTX_FAIL_ON_EMPTY_INSERT (29 on)", "documentation: multi-stage-query/reference, failOnEmptyInsert"],
    messages: {
      never: "this condition holds for no row, so the REPLACE only deletes what it overwrites: mend the condition, or set `failOnEmptyInsert` to true to have an empty result refused",
      limit: "LIMIT 0 lets no row through, so the REPLACE only deletes what it overwrites: leave it out, or set `failOnEmptyInsert` to true to have an empty result refused",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      const { ingestion } = analysis;
      if (ingest?.kind !== "ReplaceStatement" || ingestion === null || ingestion.target?.export === true || flagInForce(analysis, "failOnEmptyInsert")) return;
      const limit = ingestion.outermostLimit;
      if (limit !== null && isZero(limit)) {
        context.report({ at: limit, messageId: "limit" });
        return;
      }
      const select = selectOf(ingest.source);
      const where = select?.where ?? null;
      // Aggregates without GROUP BY give a row even of nothing.
      const counts = select?.groupBy === null && ingestion.rollup?.intended === true;
      if (where === null || counts) return;
      const written = writtenTime(ingest, analysis);
      if (isNever(where) || written?.intervals.length === 0) context.report({ at: where, messageId: "never" });
    },
  }),
});
