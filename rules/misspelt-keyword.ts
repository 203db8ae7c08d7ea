import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "misspelt-keyword",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "a word that is nearly a keyword, where no name can stand" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      near: "`{{word}}` is no keyword here, and Druid's parser cannot go on; did you mean `{{keyword}}`?",
    },
  },
  suggestions: (violation) => [{ title: `write \`${String(violation.data["keyword"])}\``, fix: (fixer) => fixer.replace(violation, String(violation.data["keyword"])) }],
});
