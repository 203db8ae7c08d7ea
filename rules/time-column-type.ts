import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "time-column-type",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "__time is no TIMESTAMP" },
    sources: ["Druid: MSQTaskSqlEngine.validateInsert", "the documentation's example with TIME_FORMAT is refused", "recorded with 24 to 33"],
    messages: {
      text: "`__time` is {{type}} here and must be a TIMESTAMP: parse it with `TIME_PARSE(…)`",
      number: "`__time` is {{type}} here and must be a TIMESTAMP: use `MILLIS_TO_TIMESTAMP(…)`",
      date: "`__time` is a DATE here and must be a TIMESTAMP: use `CAST(… AS TIMESTAMP)`",
      null: "`__time` is an untyped NULL here and must be a TIMESTAMP: rows without time are refused anyway",
      other: "`__time` is {{type}} here and must be a TIMESTAMP: convert it, with TIME_PARSE from a text and MILLIS_TO_TIMESTAMP from a number",
    },
  },
});
