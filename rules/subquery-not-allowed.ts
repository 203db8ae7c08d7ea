import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "subquery-not-allowed",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a query in parentheses as an argument of a JSON function" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      json: "a query may not be an argument of a JSON function: join it, or compute it in a subquery of FROM",
    },
    supersedes: ["scalar-subquery-rows"],
  },
});
