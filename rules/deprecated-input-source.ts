import { externInput, placeInJson, propertyOf, textProperty } from "../src/analysis/insight/extern-inputs.ts";
import { inputKind } from "../src/druid/inputs.ts";
import { atLeast } from "../src/druid/releases.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "deprecated-input-source",
    category: "deprecated",
    stage: "validate",
    severity: "info",
    since: "0.1.0",
    druid: ">=30",
    evidence: "documents",
    fix: "none",
    aliases: ["deprecated-azure-input"],
    docs: { description: "an input source that the documentation of this release calls deprecated" },
    sources: ["documentation: ingestion/input-sources, Azure input source"],
    messages: {
      old: "the input source `{{type}}` is deprecated since {{release}}: use `{{instead}}`, whose URIs name the storage account too",
    },
  },
  create: (context) => ({
    TableFunction: (table) => {
      const { text, release } = context.sourceCode;
      const source = externInput(table, release)?.source ?? null;
      const kind = source === null ? null : inputKind("inputSources", textProperty(source.node, "type") ?? "");
      if (source === null || kind?.deprecatedSince === undefined || !atLeast(release, kind.deprecatedSince)) return;
      const data = { type: kind.type, release: kind.deprecatedSince, instead: kind.replacedBy ?? "" };
      context.report({ at: placeInJson(text, source, propertyOf(source.node, "type") ?? source.node), messageId: "old", data });
    },
  }),
});
