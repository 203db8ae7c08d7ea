import { segmentGranularity } from "../src/analysis/ingestion/granularity.ts";
import { granularityByName } from "../src/druid/granularities.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "prefer-partition-keyword",
    category: "style",
    stage: "parse",
    severity: "off",
    since: "0.1.0",
    druid: ">=24",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a granularity is written as a function or text although it has a keyword" },
    sources: ["recorded with 24 to 33: both forms mean the same"],
    messages: {
      keyword: "`{{written}}` is {{keyword}}: the keyword says it shorter",
    },
  },
  create: (context) => ({
    PartitionedByClause: (clause) => {
      const { granularity } = clause;
      const name = segmentGranularity(clause)?.name ?? null;
      if (name === null || granularity.kind === "UnitGranularity" || granularity.kind === "AllGranularity" || granularityByName(name)?.keyword !== true) return;
      context.report({
        at: granularity,
        messageId: "keyword",
        data: { written: context.sourceCode.textOf(granularity), keyword: name },
        fixTitle: "write {{keyword}}",
        fix: (fixer) => fixer.replace(granularity, name),
      });
    },
  }),
});
