import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extend-clause-version",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <26",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a column list after a table function, before 26" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      extend: "a column list after a table function is read from Druid 26 on: give the signature as the third argument of EXTERN",
    },
  },
});
