import { nameOfCall } from "../src/analysis/insight/aggregates.ts";
import { ingestionOf, selectOf } from "../src/analysis/insight/statements.ts";
import { withoutParentheses } from "../src/analysis/query/expressions.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { StatementAnalysis } from "../src/analysis/model.ts";
import type { FunctionCall, SelectItem, TableReference } from "../src/syntax/nodes.ts";

/** `COUNT(*) AS name` */
function plainCount(item: SelectItem): FunctionCall | null {
  if (item.expression.kind === "Star" || item.alias === null) return null;
  const call = withoutParentheses(item.expression);
  const counts = call.kind === "FunctionCall" && nameOfCall(call) === "COUNT" && call.arguments.length === 1 && call.arguments[0]?.kind === "Star";
  return counts && call.filter === null && call.over === null ? call : null;
}

/** True when the rows come from the table itself, or from one that is known to have a number column of that name already. */
function isCountedAlready(from: TableReference | null, column: string, analysis: StatementAnalysis): boolean {
  if (from?.kind !== "NamedTable") return false;
  const table = from.name.parts.at(-1)?.name ?? "";
  const type = analysis.options.schema?.tables.get(table)?.columns.get(column)?.name;
  return table === analysis.ingestion?.target?.datasource || type === "BIGINT";
}

export default defineRule({
  meta: {
    name: "rollup-count-reaggregation",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "documents",
    fix: "suggestion",
    docs: { description: "a table of counts is aggregated once more with COUNT(*), which counts its rows, not what they stand for" },
    sources: ["documentation: ingestion/rollup and querying/sql-aggregations"],
    messages: {
      recount: "`{{table}}` holds rows that are counted already, and COUNT(*) counts the rows, not what `{{column}}` says they stand for: use SUM of that column",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      const select = ingest === null ? null : selectOf(ingest.source);
      if (select === null || select.groupBy === null || select.from?.kind !== "NamedTable") return;
      const table = select.from.name.parts.at(-1)?.name ?? "";
      for (const item of select.items) {
        const call = plainCount(item);
        const column = item.alias?.name ?? "";
        if (call === null || item.alias === null || !isCountedAlready(select.from, column, analysis)) continue;
        const name = context.sourceCode.textOf(item.alias);
        context.report({ at: call, messageId: "recount", data: { table, column }, suggestions: [{ title: "use SUM", fix: (fixer) => fixer.replace(call, `SUM(${name})`) }] });
      }
    },
  }),
});
