import { ingestionOf, selectOf } from "../src/analysis/insight/statements.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "insert-select-star",
    category: "risk",
    stage: "validate",
    severity: "off",
    since: "0.1.0",
    druid: ">=23",
    evidence: "documents",
    fix: "none",
    docs: { description: "an ingestion selects `*`: a new column of the source changes what the table holds" },
    sources: ["documentation: multi-stage-query/reference, INSERT: columns are matched by name", "our own judgement"],
    messages: {
      star: "`*` takes whatever columns the source has when the statement runs: a new or changed one changes the table without a word; name the columns",
    },
  },
  create: (context) => ({
    Statement: (node) => {
      const ingest = ingestionOf(node);
      const star = ingest === null ? undefined : selectOf(ingest.source)?.items.find((item) => item.expression.kind === "Star");
      if (star !== undefined) context.report({ at: star, messageId: "star" });
    },
  }),
});
