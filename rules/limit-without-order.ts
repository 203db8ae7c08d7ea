import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { InsertStatement, Node, Query, ReplaceStatement } from "../src/syntax/nodes.ts";

/** The clause that cuts the rows of a query; null where there is none, or it lets none or all through. */
function cutOf(query: Query): Node | null {
  const clause = query.limit ?? query.fetch;
  const count = clause?.count ?? null;
  if (clause === null || count === null || (count.kind === "NumericLiteral" && Number(count.text) === 0)) return null;
  return clause;
}

/** ORDER BY of the outermost query is refused, CLUSTERED BY takes its place; what OVERWRITE ALL loses is `replace-all-with-filter`'s. */
function isSaidElsewhere(ingest: InsertStatement | ReplaceStatement): boolean {
  return ingest.clusteredBy !== null || (ingest.kind === "ReplaceStatement" && ingest.overwrite?.all === true);
}

export default defineRule({
  meta: {
    name: "limit-without-order",
    category: "risk",
    stage: "run",
    severity: "info",
    since: "0.1.0",
    druid: ">=23",
    evidence: "inferred",
    fix: "none",
    docs: { description: "LIMIT without ORDER BY in an ingestion: which rows are stored is left to chance" },
    sources: ["SQL: rows have no order unless one is asked for"],
    messages: {
      chance: "without ORDER BY beside it, LIMIT takes whichever rows come first: another run may store others",
    },
  },
  create: (context) => ({
    Query: (query) => {
      const cut = query.orderBy === null ? cutOf(query) : null;
      if (cut === null) return;
      const ingest = ingestionOf(context.sourceCode.analysisAt(query).parsed.node);
      if (ingest === null || (query === ingest.source && isSaidElsewhere(ingest))) return;
      context.report({ at: cut, messageId: "chance" });
    },
  }),
});
