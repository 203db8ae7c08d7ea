import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "time-aggregate-without-time",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=26",
    evidence: "recorded",
    fix: "none",
    aliases: ["earliest-needs-time"],
    docs: { description: "EARLIEST or LATEST on a table without __time" },
    sources: ["Druid: EarliestLatestAnySqlAggregator", "recorded with 24 to 33"],
    messages: {
      ambiguous: "EARLIEST and LATEST go by `__time`, which more than one of the joined tables has: use EARLIEST_BY or LATEST_BY with the `__time` that is meant",
      missing: "EARLIEST and LATEST go by `__time`, which the table does not have: use EARLIEST_BY or LATEST_BY with a time of your own",
      grouped: "EARLIEST and LATEST go by the table's `__time`, and Druid 26 and 27 cannot make them of rows that are grouped already: use EARLIEST_BY or LATEST_BY with `__time`",
    },
  },
});
