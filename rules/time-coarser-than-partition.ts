import { floorGranularity, isCoarser } from "../src/analysis/insight/floors.ts";
import { writtenTime } from "../src/analysis/insight/replaced-time.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { granularityByName } from "../src/druid/granularities.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "time-coarser-than-partition",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "documents",
    fix: "none",
    aliases: ["rollup-finer-than-partition"],
    docs: { description: "`__time` is cut to longer stretches than the time chunks of PARTITIONED BY" },
    sources: ["documentation: multi-stage-query/concepts, Partitioning", "Druid: SegmentGeneratorFrameProcessor"],
    messages: {
      coarser: "`__time` is cut to {{floor}}, but partitioned by {{granularity}}: of the chunks of each {{floor}} only the first ever holds rows; partition by {{floor}} or coarser, or cut the time finer",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      const granularity = granularityByName(analysis.ingestion?.granularity?.name ?? "");
      const time = ingest === null ? null : (writtenTime(ingest, analysis)?.expression ?? null);
      const floor = time === null ? null : floorGranularity(time);
      if (ingest === null || time === null || granularity === null || floor === null || !isCoarser(floor, granularity)) return;
      // What Druid refuses says nothing of the time that is meant.
      if (analysis.violations.some((violation) => violation.start < time.end && time.start < violation.end)) return;
      context.report({
        at: ingest.partitionedBy ?? time,
        messageId: "coarser",
        data: { floor: floor.name, granularity: granularity.name },
        related: [{ at: time, message: `cut to ${floor.name} here` }],
      });
    },
  }),
});
