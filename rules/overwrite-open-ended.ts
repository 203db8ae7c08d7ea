import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "overwrite-open-ended",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "OVERWRITE WHERE gives only one end of the time to replace" },
    sources: ["Druid: DruidSqlParserUtils.validateQueryAndConvertToIntervals", "recorded with 24 to 33"],
    messages: {
      start: "without a lower bound the interval begins before all time, which no segment does: add `__time >= …`",
      end: "without an upper bound the interval never ends, which no segment does: add `__time < …`",
    },
  },
});
