import { contextParameter, readsParameter } from "../src/druid/context.ts";
import { placeOfEntry } from "../src/analysis/insight/query-context.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "context-boolean-text",
    category: "risk",
    stage: "submit",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a boolean parameter is given as a text other than true or false" },
    sources: ["Druid: QueryContexts.getAsBoolean", "recorded on 27.0.0"],
    messages: {
      text: "any text but \"true\" is false to Druid, so `{{key}}` is false with {{value}}: write true or false",
    },
  },
  create: (context) => ({
    Statement: (_node, analysis) => {
      for (const entry of analysis.context.values()) {
        const parameter = contextParameter(entry.key);
        if (parameter?.type !== "boolean" || !readsParameter(parameter, analysis.options.release) || typeof entry.value !== "string") continue;
        if (/^(true|false)$/i.test(entry.value)) continue;
        context.report({ at: placeOfEntry(analysis, entry), messageId: "text", data: { key: entry.key, value: JSON.stringify(entry.value) } });
      }
    },
  }),
});
