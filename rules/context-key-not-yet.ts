import { placeOfKey } from "../src/analysis/insight/query-context.ts";
import { contextParameter, isForbiddenKey, readsParameter } from "../src/druid/context.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "context-key-not-yet",
    category: "risk",
    stage: "submit",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a context parameter is not read by this release" },
    sources: ["Druid: source of 24 to 38 at their branch points", "recorded on 27.0.0 for keys that came later"],
    messages: {
      later: "this release does not read `{{key}}` (Druid {{since}} on does): it is ignored; remove it or check the release",
      gone: "this release no longer reads `{{key}}` (Druid {{until}} was the last): it is ignored; remove it",
    },
  },
  create: (context) => ({
    Statement: (_node, analysis) => {
      const { release } = analysis.options;
      for (const [name, entry] of analysis.context) {
        const parameter = contextParameter(name);
        if (parameter === null || parameter.never === true || readsParameter(parameter, release) || isForbiddenKey(entry.key, release)) continue;
        const { since, until } = parameter;
        const gone = until !== undefined && until < release.major;
        context.report({ at: placeOfKey(analysis, entry), messageId: gone ? "gone" : "later", data: { key: entry.key, since: since ?? "", until: until ?? "" } });
      }
    },
  }),
});
