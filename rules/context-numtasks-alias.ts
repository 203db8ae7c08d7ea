import { isRenamable, placeOfKey } from "../src/analysis/insight/query-context.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "context-numtasks-alias",
    category: "risk",
    stage: "submit",
    severity: "warn",
    since: "0.1.0",
    druid: ">=24",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "numTasks is documented, but no release reads it" },
    sources: ["documentation: multi-stage-query/reference of 24 to 37", "Druid: no reader in the source of 24 to 39"],
    messages: {
      alias: "no Druid release reads `numTasks`, whatever the documentation says: write `maxNumTasks`",
      both: "no Druid release reads `numTasks`, `maxNumTasks` beside it counts: remove it",
    },
  },
  create: (context) => ({
    Statement: (_node, analysis) => {
      const entry = analysis.context.get("numTasks");
      if (entry === undefined) return;
      const at = placeOfKey(analysis, entry);
      const both = analysis.context.has("maxNumTasks");
      const mend = isRenamable(analysis, entry);
      context.report({
        at,
        messageId: both ? "both" : "alias",
        ...(mend ? { fix: (fixer) => fixer.replace(at, "maxNumTasks"), fixTitle: "write `maxNumTasks`" } : {}),
      });
    },
  }),
});
