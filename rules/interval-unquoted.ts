import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "interval-unquoted",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <28",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "an INTERVAL whose number is not in quotes, before 28" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      number: "`INTERVAL {{number}}` is read from Druid 28 on: write `'{{number}}'`",
    },
  },
  mend: (violation, _analysis, fixer) => fixer.replace(violation, `'${String(violation.data["number"])}'`),
  mendTitle: "write `'{{number}}'`",
});
