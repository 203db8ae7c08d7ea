import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "parenthesized-join-alias",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=28",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "an alias for a join in parentheses" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      alias: "a join in parentheses takes no alias such as `{{alias}}`; wrap it in `(SELECT * FROM …) AS {{alias}}`",
    },
  },
  suggestions: (violation) => [{ title: "remove the alias", fix: (fixer) => fixer.remove(violation) }],
});
