import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "cursor-expression",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "CURSOR outside of the arguments of a table function" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      cursor: "CURSOR may stand only among the arguments of a table function, and Druid has none that takes one: write the query as a table in FROM",
    },
    supersedes: ["operator-unsupported","scalar-subquery-rows"],
  },
});
