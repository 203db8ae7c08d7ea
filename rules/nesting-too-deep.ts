import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "nesting-too-deep",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "expressions or queries nested so deep that Druid's parser overflows its stack" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "the parsers of 27 and 33 run with Java's default stack of 1 MB"],
    messages: {
      deep: "nested deeper than {{limit}} levels, at which Druid's parser overflows its stack (1 MB unless the server is set otherwise): break it up",
    },
  },
});
