import { placeOfColumn } from "../src/analysis/insight/columns.ts";
import { ingestionOf } from "../src/analysis/insight/statements.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "column-name-case-collision",
    category: "risk",
    stage: "plan",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "two output columns differ by case only, and are two columns of the table" },
    sources: ["recorded with 24 to 33: accepted as two columns", "Druid: column names are case-sensitive"],
    messages: {
      collision: "`{{column}}` and `{{other}}` differ by case only, and Druid stores them as two columns: give one of them another name, or leave it out",
    },
  },
  create: (context) => ({
    Statement: (node, analysis) => {
      const ingest = ingestionOf(node);
      if (ingest === null || analysis.output === null) return;
      const seen = new Map<string, string>();
      for (const column of analysis.output) {
        const key = column.name.toLowerCase();
        const other = seen.get(key);
        const at = column.item?.alias ?? placeOfColumn(column, ingest.source);
        // `__Time` has a rule of its own.
        if (other !== undefined && other !== column.name && key !== "__time") context.report({ at, messageId: "collision", data: { column: column.name, other } });
        seen.set(key, other ?? column.name);
      }
    },
  }),
});
