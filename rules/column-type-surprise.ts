import { placeOfColumn } from "../src/analysis/insight/columns.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "column-type-surprise",
    category: "risk",
    stage: "controller",
    severity: "info",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "a bare NULL or a DATE becomes a column of another type than one expects" },
    sources: ["recorded on 27.0.0 and 28.0.0: stored types", "Druid: Calcites.getColumnTypeForRelDataType"],
    messages: {
      null: "a bare NULL has no type, and Druid stores `{{column}}` as {{type}}: cast it to the type that the column is to have",
      date: "Druid has no column type for dates and stores `{{column}}` as a number, milliseconds since 1970: cast it to VARCHAR if people are to read it",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      if (ingest === null) return;
      for (const { output, storedType, role } of analysis.ingestion?.stored ?? []) {
        const { type, expression } = output;
        if (role !== "dimension" || expression === null || storedType === null || (type.name !== "NULL" && type.name !== "DATE")) continue;
        context.report({
          at: placeOfColumn(output, ingest.source),
          messageId: type.name === "NULL" ? "null" : "date",
          data: { column: output.name, type: storedType.split("/").at(-1) ?? storedType },
          suggestions: [{ title: "cast to VARCHAR", fix: (fixer) => [fixer.insertBefore(expression, "CAST("), fixer.insertAfter(expression, " AS VARCHAR)")] }],
        });
      }
    },
  }),
});
