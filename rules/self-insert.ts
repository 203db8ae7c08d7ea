import { datasourcesRead, ingestionOf, selectOf } from "../src/analysis/insight/statements.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { CommonTable, NamedTable, Query } from "../src/syntax/nodes.ts";

/** The table that the rows come from, through subqueries and CTEs; null where several tables are joined. */
function mainTable(query: Query, outer: ReadonlyMap<string, CommonTable>): NamedTable | null {
  const tables = query.with === null ? outer : new Map([...outer, ...query.with.tables.map((table) => [table.name.name, table] as const)]);
  const from = selectOf(query)?.from ?? null;
  if (from?.kind === "DerivedTable") return mainTable(from.query, tables);
  if (from?.kind !== "NamedTable") return null;
  const common = from.name.parts.length === 1 ? tables.get(from.name.parts[0]?.name ?? "") : undefined;
  return common === undefined ? from : mainTable(common.query, new Map([...tables].filter(([name]) => name !== common.name.name)));
}

export default defineRule({
  meta: {
    name: "self-insert",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an INSERT reads the table that it appends to, so its rows are there twice" },
    sources: ["recorded on 27.0.0: accepted", "documentation: multi-stage-query/concepts, Load data with INSERT"],
    messages: {
      self: "INSERT appends: what it reads from `{{table}}` stays there and is added once more; REPLACE rewrites rows in place",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      const target = analysis.ingestion?.target?.datasource ?? null;
      if (ingest?.kind !== "InsertStatement" || target === null) return;
      const main = mainTable(ingest.source, new Map());
      const read = main === null ? undefined : datasourcesRead(ingest.source).find((each) => each.node === main);
      if (read?.datasource === target) context.report({ at: read.node, messageId: "self", data: { table: target } });
    },
  }),
});
