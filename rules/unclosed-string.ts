import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "unclosed-string",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a quote that nothing closes" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      string: "the quotes of this text do not pair up, so that Druid reads on into what follows: close it, or write `''` for a quote within it",
      backslash: "a backslash does not escape a quote in Druid, so this text ends at it: write `''` for a quote within a text",
      name: "no quote closes this name on its line",
    },
  },
});
