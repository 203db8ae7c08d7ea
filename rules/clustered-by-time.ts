import { rangeOfItem } from "../src/analysis/insight/list-edits.ts";
import { flagInForce } from "../src/analysis/insight/query-context.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { atLeast } from "../src/druid/releases.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "clustered-by-time",
    category: "risk",
    stage: "controller",
    severity: "info",
    since: "0.1.0",
    druid: ">=23",
    evidence: "source",
    fix: "suggestion",
    aliases: ["clustered-by-time-first"],
    docs: { description: "`__time` in CLUSTERED BY: rows are sorted by it anyway, and pruning is lost" },
    sources: ["Druid: ControllerImpl.computeShardColumns and makeDimensionsAndAggregatorsForIngestion", "recorded with 31 to 33: refused behind other keys"],
    messages: {
      alone: "segments are sorted by `__time` in any case: CLUSTERED BY is of no use here",
      among: "segments are sorted by `__time` in any case, and as a key that is no string it keeps queries from skipping segments by the other keys: leave it out",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      const keys = analysis.ingestion?.clusterKeys ?? [];
      const index = keys.findIndex((key) => key.column?.name === "__time");
      const clause = ingest?.clusteredBy ?? null;
      // Behind other keys 31 and later refuse it; a cluster may be told not to sort by time first.
      const sorted = !atLeast(analysis.options.release, 31) || (index === 0 && flagInForce(analysis, "forceSegmentSortByTime"));
      const key = keys[index];
      if (key === undefined || clause === null || ingest === null || !sorted) return;
      const alone = keys.length === 1;
      const from = ingest.partitionedBy?.end ?? clause.start;
      context.report({
        at: key.node,
        messageId: alone ? "alone" : "among",
        suggestions: [{ title: alone ? "leave CLUSTERED BY out" : "leave `__time` out", fix: (fixer) => fixer.remove(alone ? { start: from, end: clause.end } : rangeOfItem(keys.map((each) => each.node), index)) }],
      });
    },
  }),
});
