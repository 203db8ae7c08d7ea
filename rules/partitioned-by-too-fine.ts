import { ingestionOf, isRefusedWithin } from "../src/analysis/insight/statements.ts";
import { countChunks } from "../src/analysis/insight/time-filter.ts";
import { limitOf } from "../src/druid/faults.ts";
import { defineRule } from "../src/linter/rule.ts";

/** Granularities of which the limit of time chunks is reached within days. */
const finest: ReadonlySet<string> = new Set(["NONE", "SECOND", "MINUTE"]);

/** The finding about a statement's own rows is decided in `src/analysis/dry-run/foretell.ts`. */
export default defineRule({
  meta: {
    name: "partitioned-by-too-fine",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "TooManyBuckets",
    fix: "none",
    docs: { description: "PARTITIONED BY cuts the data into more time chunks than one task may write, or into tiny segments" },
    sources: ["Druid: Limits.MAX_PARTITION_BUCKETS and TooManyBucketsFault", "recorded on a running Druid 27.0.0: 5200 hourly chunks fail"],
    messages: {
      rows: "the statement's own data falls into {{chunks}} time chunks of this granularity: more than {{most}} fail the task with TooManyBuckets; partition by something coarser",
      range: "OVERWRITE WHERE spans {{chunks}} time chunks of {{granularity}}: one task may write or delete {{most}} of them, then fails with TooManyBuckets; partition by something coarser, or replace the range in several statements",
      fine: "PARTITIONED BY {{granularity}} makes at least one segment for each {{unit}} that holds data: tiny segments slow every query, and from {{most}} time chunks on the task fails with TooManyBuckets; partition by HOUR or DAY and truncate `__time` in the SELECT if rows are to be cut that fine",
    },
  },
  create: (context) => ({
    Violation: (violation) => {
      context.report({ at: violation, messageId: violation.message, data: violation.data, stage: violation.stage, category: "fails", severity: "error" });
    },
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      const name = analysis.ingestion?.granularity?.name ?? null;
      if (ingest === null || ingest.partitionedBy === null || name === null || isRefusedWithin(ingest.partitionedBy, analysis)) return;
      const most = limitOf("partitionBuckets");
      const intervals = analysis.ingestion?.overwrite?.intervals ?? null;
      const chunks = intervals === null ? null : countChunks(intervals, name, most);
      if (chunks !== null && chunks > most) {
        context.report({ at: ingest.overwrite?.where ?? ingest.partitionedBy, messageId: "range", data: { chunks, granularity: name, most } });
        return;
      }
      const unit = name === "NONE" ? "millisecond" : name.toLowerCase();
      if (finest.has(name)) context.report({ at: ingest.partitionedBy, messageId: "fine", data: { granularity: name, unit, most } });
    },
  }),
});
