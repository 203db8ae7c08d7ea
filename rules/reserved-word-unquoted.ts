import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "reserved-word-unquoted",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a reserved word used as a name without double quotes" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      name: "`{{word}}` is a reserved word in Druid's SQL: write `{{quoted}}` to name something by it",
      alias: "`{{word}}` is a reserved word in Druid's SQL and no alias without quotes: write `{{quoted}}`",
    },
  },
  mend: (violation, _analysis, fixer) => (violation.data["certain"] === false ? null : fixer.replace(violation, String(violation.data["quoted"]))),
  mendTitle: "write `{{quoted}}`",
  suggestions: ({ data, start, end }) => (data["certain"] === false ? [{ title: `write \`${String(data["quoted"])}\``, fix: () => ({ start, end, text: String(data["quoted"]) }) }] : []),
});
