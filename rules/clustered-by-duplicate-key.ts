import { rangeOfItem } from "../src/analysis/insight/list-edits.ts";
import type { OutputColumn } from "../src/analysis/model.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "clustered-by-duplicate-key",
    category: "risk",
    stage: "controller",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "the same column stands twice in CLUSTERED BY" },
    sources: ["recorded with 24 to 33: accepted", "Druid: ClusterBy"],
    messages: {
      twice: "`{{key}}` is a key already: rows that agree in it are not sorted any further by it again; another column was likely meant",
    },
  },
  create: (context) => ({
    Statement: (_node, analysis) => {
      const keys = analysis.ingestion?.clusterKeys ?? [];
      const seen = new Set<OutputColumn>();
      keys.forEach(({ column, node }, index) => {
        if (column === null) return;
        if (seen.has(column)) {
          context.report({
            at: node,
            messageId: "twice",
            data: { key: column.name },
            fixTitle: "remove the second `{{key}}`",
            fix: (fixer) => fixer.remove(rangeOfItem(keys.map((key) => key.node), index)),
          });
        }
        seen.add(column);
      });
    },
  }),
});
