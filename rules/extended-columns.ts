import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extended-columns",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a type in the list of target columns" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      type: "a type in a list of target columns whose other columns have none; Druid refuses the list anyway: leave it out",
    },
    supersedes: ["insert-column-list"],
  },
});
