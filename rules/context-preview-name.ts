import { parameterOfPreviewName } from "../src/druid/context.ts";
import { placeOfKey } from "../src/analysis/insight/query-context.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "context-preview-name",
    category: "risk",
    stage: "submit",
    severity: "warn",
    since: "0.1.0",
    druid: ">=24",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a context parameter has its name of the 2022 preview" },
    sources: ["Imply preview API 2022.06", "Druid: MultiStageQueryContext (24 on)", "executed on 27.0.0: the old names are ignored"],
    messages: {
      renamed: "`{{key}}` is the name of the 2022 preview, which Druid ignores: it is `{{name}}` now",
      both: "`{{key}}` is the name of the 2022 preview and ignored, `{{name}}` beside it counts: remove the old one",
    },
  },
  create: (context) => ({
    Statement: (_node, analysis) => {
      for (const entry of analysis.context.values()) {
        const name = parameterOfPreviewName(entry.key)?.name;
        if (name === undefined || name === entry.key) continue;
        const at = placeOfKey(analysis, entry);
        const both = analysis.context.has(name);
        const mend = !both && entry.keyRange !== null && entry.origin !== "configuration";
        context.report({
          at,
          messageId: both ? "both" : "renamed",
          data: { key: entry.key, name },
          ...(mend ? { fix: (fixer) => fixer.replace(at, name), fixTitle: `write \`${name}\`` } : {}),
        });
      }
    },
  }),
});
