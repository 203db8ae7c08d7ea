import { ingestionOf } from "../src/analysis/insight/statements.ts";
import type { OutputColumn } from "../src/analysis/model.ts";
import { defineRule } from "../src/linter/rule.ts";

/** A column that the author may have meant for `__time`. */
function timeLike(columns: readonly OutputColumn[]): OutputColumn | null {
  return columns.find((column) => column.name.toLowerCase() === "__time") ?? columns.find((column) => column.type.name === "TIMESTAMP") ?? null;
}

export default defineRule({
  meta: {
    name: "partitioned-by-all-without-time",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "PARTITIONED BY ALL without a `__time` column puts every row into 1970" },
    sources: ["Druid: MSQTaskSqlEngine, SegmentGenerationUtils (a missing `__time` is 0)", "recorded on a running Druid 27.0.0", "documentation: multi-stage-query/concepts, Primary timestamp"],
    messages: {
      candidate: "no output column is called `__time`, so every row is stored at 1970-01-01, and filters by time find nothing: `{{column}}` holds a timestamp; name it `__time` if that is the time of a row",
      none: "no output column is called `__time`, so every row is stored at 1970-01-01: fine for a table that has no time, else add a column of that name",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      const { output, ingestion } = analysis;
      if (ingest?.partitionedBy === null || ingest === null || output === null || ingestion?.granularity?.name !== "ALL") return;
      if (ingestion.target?.export === true || output.some((column) => column.name === "__time")) return;
      const candidate = timeLike(output);
      const alias = candidate?.item?.alias ?? null;
      context.report({
        at: ingest.partitionedBy,
        messageId: candidate === null ? "none" : "candidate",
        severity: candidate === null ? "info" : "warn",
        data: { column: candidate?.name ?? "" },
        suggestions: alias === null ? [] : [{ title: "call {{column}} `__time`", fix: (fixer) => fixer.replace(alias, "__time") }],
      });
    },
  }),
});
