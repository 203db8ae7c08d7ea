import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "syntax-error",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a token that Druid's grammar has no place for" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      unexpected: "{{found}} is not expected here, where Druid's grammar has {{expected}}",
      missing: "{{missing}} is missing after `{{after}}`, and Druid's parser stops here",
    },
  },
});
