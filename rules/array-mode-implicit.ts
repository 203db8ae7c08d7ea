import { isSet } from "../src/analysis/insight/query-context.ts";
import { placeOfColumn } from "../src/analysis/insight/columns.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { atLeast, before } from "../src/druid/releases.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "array-mode-implicit",
    category: "risk",
    stage: "controller",
    severity: "warn",
    since: "0.1.0",
    druid: ">=28",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "a column of string arrays is stored without arrayIngestMode, whose default changed with 31" },
    sources: ["Druid: MultiStageQueryContext.DEFAULT_ARRAY_INGEST_MODE (mvd in 28 to 30, array from 31)", "release notes of 31", "recorded with 28 to 33"],
    messages: {
      mvd: "`{{column}}` is an array, and without `arrayIngestMode` Druid {{release}} stores it as a multi-value string; from 31 on the same statement stores an array, which the old column does not take: say which by `arrayIngestMode`, or by ARRAY_TO_MV",
      array: "`{{column}}` is an array, and without `arrayIngestMode` Druid stores it as one from 31 on (before: as a multi-value string): if the table was filled by an older release, say which by `arrayIngestMode`, or by ARRAY_TO_MV",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      const { ingestion } = analysis;
      if (ingest === null || isSet(analysis, "arrayIngestMode")) return;
      const { release } = analysis.options;
      for (const { output, role } of ingestion?.stored ?? []) {
        if (role !== "dimension" || output.nativeType !== "ARRAY<STRING>") continue;
        const { expression } = output;
        context.report({
          at: placeOfColumn(output, ingest.source),
          messageId: atLeast(release, 31) ? "array" : "mvd",
          severity: atLeast(release, 31) ? "info" : "warn",
          data: { column: output.name, release: release.name },
          // Up to 28 ARRAY_TO_MV works on a column only.
          suggestions:
            expression === null || (expression.kind !== "ColumnReference" && before(release, 29))
              ? []
              : [{ title: "store a multi-value string", fix: (fixer) => [fixer.insertBefore(expression, "ARRAY_TO_MV("), fixer.insertAfter(expression, output.item?.alias ? ")" : `) AS "${output.name}"`)] }],
        });
      }
    },
  }),
});
