import { externInput, placeInJson, propertyOf, textProperty } from "../src/analysis/insight/extern-inputs.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "extern-druid-input-source",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "documents",
    fix: "none",
    docs: { description: "EXTERN reads a Druid table through the `druid` input source instead of FROM" },
    sources: ["documentation: multi-stage-query/known-issues and reference, EXTERN", "recorded on 27.0.0: it plans"],
    messages: {
      druid: "EXTERN is for files, the `druid` input source belongs to native batch ingestion: name the datasource{{name}} in FROM, and bound `__time` in WHERE",
    },
  },
  create: (context) => ({
    TableFunction: (table) => {
      const { text, release } = context.sourceCode;
      const source = externInput(table, release)?.source ?? null;
      if (source === null || textProperty(source.node, "type") !== "druid") return;
      const datasource = textProperty(source.node, "dataSource");
      const data = { name: datasource === null ? "" : ` \`${datasource}\`` };
      context.report({ at: placeInJson(text, source, propertyOf(source.node, "type") ?? source.node), messageId: "druid", data });
    },
  }),
});
