import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "clustered-by-before-partitioned-by",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "CLUSTERED BY stands before PARTITIONED BY, or alone" },
    sources: ["Druid: insert.ftl of the parser (24 to 30), DruidSqlValidator (31 on)", "recorded with 24 to 33"],
    messages: {
      order: "CLUSTERED BY sorts within the segments that PARTITIONED BY cuts, and Druid wants it behind: swap the two clauses",
      alone: "CLUSTERED BY sorts within the segments that PARTITIONED BY cuts, and there is none: add PARTITIONED BY before it",
    },
  },
  mend: (_violation, analysis, fixer) => {
    const ingest = ingestionOf(analysis.parsed.node);
    const partitioned = ingest?.partitionedBy ?? null;
    const clustered = ingest?.clusteredBy ?? null;
    if (partitioned === null || clustered === null || partitioned.start < clustered.start) return null;
    const { text } = analysis.tree;
    const between = text.slice(clustered.end, partitioned.start);
    return fixer.replace({ start: clustered.start, end: partitioned.end }, text.slice(partitioned.start, partitioned.end) + between + text.slice(clustered.start, clustered.end));
  },
  mendTitle: "swap the two clauses",
});
