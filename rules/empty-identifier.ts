import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "empty-identifier",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "a name in double quotes with nothing in it" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      empty: "`\"\"` names nothing, and Druid's lexer refuses it; for an empty string write `''`",
    },
  },
  suggestions: (violation) => [{ title: "write `''`", fix: (fixer) => fixer.replace(violation, "''") }],
});
