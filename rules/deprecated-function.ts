import { deprecatedFunction } from "../src/druid/deprecated-functions.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "deprecated-function",
    category: "deprecated",
    stage: "validate",
    severity: "info",
    since: "0.1.0",
    druid: ">=24",
    evidence: "documents",
    fix: "suggestion",
    docs: { description: "a function that Druid's documentation calls deprecated" },
    sources: ["documentation: querying/sql-aggregations and development/extensions-core/approximate-histograms"],
    messages: {
      old: "`{{function}}` is deprecated{{why}}: use `{{instead}}`",
    },
  },
  create: (context) => ({
    FunctionCall: (call) => {
      const name = call.name.parts.at(-1);
      const deprecated = name === undefined ? null : deprecatedFunction(name.name);
      if (name === undefined || deprecated === null) return;
      const { instead, why } = deprecated;
      context.report({
        at: name,
        messageId: "old",
        data: { function: name.name.toUpperCase(), instead, why: why === "" ? "" : ` (${why})` },
        suggestions: [{ title: "use `{{instead}}`", fix: (fixer) => fixer.replace(name, instead) }],
      });
    },
  }),
});
