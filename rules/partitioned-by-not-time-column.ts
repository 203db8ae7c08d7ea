import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "partitioned-by-not-time-column",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "FLOOR or TIME_FLOOR in PARTITIONED BY is given something else than the bare column __time" },
    sources: ["Druid: DruidSqlParserUtils.convertSqlNodeToGranularity", "recorded with 24 to 33"],
    messages: {
      column: "segments are cut by `__time` alone, and `{{argument}}` is not that bare column: write `__time`, and select what you mean under that name",
    },
  },
});
