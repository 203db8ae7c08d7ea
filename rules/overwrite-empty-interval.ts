import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "overwrite-empty-interval",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "the bounds of OVERWRITE WHERE leave no time at all" },
    sources: ["Druid: DruidSqlParserUtils.validateQueryAndConvertToIntervals", "recorded with 24 to 33"],
    messages: {
      empty: "these bounds exclude each other, so there is nothing to overwrite: check their order",
      swapped: "BETWEEN has its bounds in the wrong order: Druid answers with an error of its own; write the earlier one first",
    },
  },
});
