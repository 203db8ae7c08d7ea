import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "minus-date-invalid",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a unit after parentheses that hold no difference" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      shape: "`{{found}}` is read as an interval between two dates, and that is written `(a - b) DAY`",
    },
    supersedes: ["function-argument-type","operator-unsupported"],
  },
});
