import { defineRule } from "../src/linter/rule.ts";
import type { RuleContext } from "../src/linter/rule.ts";
import type { Query } from "../src/syntax/nodes.ts";

function check(context: RuleContext, query: Query): void {
  const { orderBy } = query;
  if (orderBy === null || query.limit !== null || query.offset !== null || query.fetch !== null) return;
  const { text } = context.sourceCode;
  const before = text.slice(0, orderBy.start).trimEnd().length;
  // A comment in between stays where it is.
  const from = before >= query.body.end && text.slice(query.body.end, orderBy.start).trim() === "" ? query.body.end : orderBy.start;
  context.report({ at: orderBy, messageId: "ignored", fixTitle: "remove ORDER BY", fix: (fixer) => fixer.remove({ start: from, end: orderBy.end }) });
}

export default defineRule({
  meta: {
    name: "inner-order-by-ignored",
    category: "risk",
    stage: "plan",
    severity: "info",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "ORDER BY in a subquery without LIMIT is dropped by the planner" },
    sources: ["Calcite: SqlToRelConverter.convertOrder, withRemoveSortInSubQuery", "recorded on 27.0.0"],
    messages: {
      ignored: "the planner drops the ORDER BY of a subquery that has no LIMIT: rows come in any order; order the outermost query (in an ingestion by CLUSTERED BY)",
    },
  },
  create: (context) => ({
    DerivedTable: (table) => {
      check(context, table.query);
    },
    CommonTable: (table) => {
      check(context, table.query);
    },
  }),
});
