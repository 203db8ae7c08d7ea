import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "illegal-character",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a character that Druid's lexer does not know" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      character: "`{{character}}` ({{code}}) is no character of Druid's SQL outside of quotes",
      comment: "`#` begins no comment in Druid, and its lexer stops here: write `--`",
      variable: "Druid's SQL has no variables, and its lexer stops at `@`: write `?` and give the value as a parameter, or the value itself",
      blank: "{{code}} looks like a blank and is none to Druid: write a plain space",
    },
  },
});
