import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "overwrite-unsupported-operator",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "OVERWRITE WHERE holds something else than comparisons of __time joined by AND, OR, NOT" },
    sources: ["Druid: DruidSqlParserUtils.convertQueryToDimFilter", "the documentation lists `=`; no release takes it", "recorded with 24 to 33"],
    messages: {
      operator: "Druid reads no `{{operator}}` in OVERWRITE WHERE: it takes AND, OR, NOT, <, <=, >, >= and BETWEEN over `__time`",
      equals: "Druid takes no `=` in OVERWRITE WHERE, because a segment covers a stretch of time: give both bounds, `__time >= start AND __time < end`",
      "not-a-comparison": "this is no comparison of `__time`, and Druid must read the overwritten intervals from the text: write `__time >= start AND __time < end`",
    },
  },
});
