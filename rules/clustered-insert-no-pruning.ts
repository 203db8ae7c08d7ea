import { isExport } from "../src/analysis/ingestion/statement.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "clustered-insert-no-pruning",
    category: "risk",
    stage: "controller",
    severity: "off",
    since: "0.1.0",
    druid: ">=24",
    evidence: "source",
    fix: "none",
    docs: { description: "CLUSTERED BY of an INSERT sorts the rows, but queries cannot skip segments by it" },
    sources: ["Druid: ControllerImpl.generateSegmentIdsWithShardSpecsForAppend: numbered shards", "documentation: multi-stage-query/concepts, Clustering"],
    messages: {
      insert: "INSERT appends numbered segments: CLUSTERED BY sorts the rows in them, but queries that filter by these columns still read every segment; use REPLACE, or compact with range partitioning, if they are to be skipped",
    },
  },
  create: (context) => ({
    InsertStatement: (node) => {
      if (node.clusteredBy !== null && !isExport(node)) context.report({ at: node.clusteredBy, messageId: "insert" });
    },
  }),
});
