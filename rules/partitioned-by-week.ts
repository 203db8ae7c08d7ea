import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "partitioned-by-week",
    category: "risk",
    stage: "run",
    severity: "info",
    since: "0.1.0",
    druid: ">=23",
    evidence: "documents",
    fix: "none",
    docs: { description: "weekly time chunks overlap the ends of months and years" },
    sources: ["documentation: multi-stage-query/reference, PARTITIONED BY", "Druid: GranularityType.WEEK"],
    messages: {
      week: "weeks begin on Mondays and cross the ends of months and years: the table can never be repartitioned by MONTH or YEAR without rewriting neighbours too; partition by DAY or MONTH unless weeks are what is replaced",
    },
  },
  create: (context) => ({
    PartitionedByClause: (clause) => {
      const ingestion = context.sourceCode.analysisAt(clause).ingestion;
      if (ingestion?.granularity?.name === "WEEK") context.report({ at: clause, messageId: "week" });
    },
  }),
});
