import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "curly-quote",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "typographic quotes from a word processor" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      single: "{{quoted}} is in typographic quotes, which Druid does not know: write {{straight}}",
      double: "{{quoted}} is in typographic quotes, which Druid does not know: write `{{straight}}`",
    },
  },
  mend: (violation, _analysis, fixer) => fixer.replace(violation, String(violation.data["straight"])),
  mendTitle: "write straight quotes",
});
