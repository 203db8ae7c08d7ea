import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "partitioned-by-invalid",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "PARTITIONED BY holds something that is neither a granularity nor FLOOR or TIME_FLOOR of two arguments" },
    sources: ["Druid: DruidSqlParserUtils.convertSqlNodeToGranularity", "recorded with 24 to 33"],
    messages: {
      notFloor: "`{{granularity}}` says nothing that segments can be cut by: write HOUR, DAY, MONTH, YEAR, ALL, `FLOOR(__time TO unit)` or `TIME_FLOOR(__time, period)`",
      literal: "`{{granularity}}` is no granularity: write HOUR, DAY, MONTH, YEAR, ALL, `FLOOR(__time TO unit)` or `TIME_FLOOR(__time, period)`",
      argumentCount: "{{function}} in PARTITIONED BY takes `__time` and one more argument, no time zone and no origin: segments are cut in UTC from 1970 on",
      periodArgument: "`{{granularity}}` must be a period in single quotes such as 'P1D': Druid reads it while it parses, no expression is evaluated here",
    },
  },
});
