import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "overwrite-non-time-column",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "OVERWRITE WHERE compares another column than __time" },
    sources: ["Druid: DruidSqlParserUtils.validateQueryAndConvertToIntervals", "recorded with 24 to 33"],
    messages: {
      column: "REPLACE overwrites whole segments, which are cut by `__time` alone; `{{column}}` says nothing about them: use bounds of `__time`",
      case: "names are case-sensitive and `{{column}}` is not `__time`: write `__time`",
    },
  },
});
