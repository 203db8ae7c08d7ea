import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "interval-literal-invalid",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an INTERVAL with nothing in its quotes" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      empty: "an INTERVAL needs a number between its quotes: write for example `INTERVAL '1' DAY`",
      format: "`'{{value}}'` is no text of an INTERVAL of {{qualifier}}: write a number for each unit, such as `INTERVAL '1 02:00' DAY TO MINUTE`",
      precision: "the precision {{precision}} is out of range for an INTERVAL of {{qualifier}}: leave it out",
      field: "`{{value}}` has more than the {{digits}} digits that an INTERVAL of {{qualifier}} takes: give the precision, as in `DAY(4)`",
    },
  },
});
