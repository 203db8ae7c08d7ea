import { ingestionOf } from "../src/analysis/insight/statements.ts";
import type { StatementAnalysis } from "../src/analysis/model.ts";
import type { InsertStatement, OrderByClause, PartitionedByClause, ReplaceStatement } from "../src/syntax/nodes.ts";
import { findNode } from "../src/syntax/find-node.ts";
import type { Violation } from "../src/syntax/violation.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";
import { lineBreakOf } from "../src/text/lines.ts";

interface Move {
  readonly order: OrderByClause;
  readonly after: PartitionedByClause;
  readonly keys: string;
}

/** What can be moved into a CLUSTERED BY: ascending keys of a query without LIMIT, where there is no CLUSTERED BY yet. */
function moveOf(violation: Violation, analysis: StatementAnalysis): Move | null {
  const ingest = ingestionOf(analysis.parsed.node);
  const order = findNode(analysis.parsed.node, violation, "OrderByClause");
  if (ingest === null || order === null || ingest.partitionedBy === null || ingest.clusteredBy !== null || isLimited(ingest)) return null;
  if (order.items.some((item) => item.direction === "DESC" || item.nulls !== null)) return null;
  const first = order.items[0];
  return first === undefined ? null : { order, after: ingest.partitionedBy, keys: analysis.tree.text.slice(first.start, order.end) };
}

function isLimited(ingest: InsertStatement | ReplaceStatement): boolean {
  const { limit, offset, fetch, body } = ingest.source;
  return limit !== null || offset !== null || fetch !== null || body.kind === "ParenthesizedQuery";
}

export default defineViolationRule({
  meta: {
    name: "order-by-in-ingest",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "the outer query of an INSERT or REPLACE has an ORDER BY" },
    sources: ["Druid: IngestHandler.convertSourceQuery", "recorded with 24 to 33"],
    messages: {
      "order-by": "{{statement}} sorts its segments by CLUSTERED BY, an ORDER BY of its own query is refused: use `CLUSTERED BY`",
    },
  },
  mend: (violation, analysis, fixer) => {
    const move = moveOf(violation, analysis);
    if (move === null) return null;
    const { text } = analysis.tree;
    let start = move.order.start;
    while (start > 0 && /\s/.test(text.charAt(start - 1))) start--;
    return [fixer.remove({ start, end: move.order.end }), fixer.insertAfter(move.after, `${lineBreakOf(text)}CLUSTERED BY ${move.keys}`)];
  },
  mendTitle: "sort by CLUSTERED BY instead",
});
