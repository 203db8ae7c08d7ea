import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "nesting-too-deep",
    category: "risk",
    stage: "parse",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "inferred",
    fix: "none",
    docs: { description: "expressions or queries nested deeper than msqlint follows" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      deep: "nested deeper than {{limit}} levels; msqlint reads no further, and Druid's parser may overflow its stack",
    },
  },
});
