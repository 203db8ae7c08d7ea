import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "overwrite-where-with-all",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "OVERWRITE WHERE together with PARTITIONED BY ALL" },
    sources: ["Druid: DruidSqlParserUtils.validateQueryAndConvertToIntervals", "Druid: AllGranularity.bucketStart", "recorded with 24 to 33"],
    messages: {
      all: "a table partitioned by ALL has one segment for all time, of which {{interval}} can never be the whole: write `OVERWRITE ALL`, or another granularity",
    },
  },
});
