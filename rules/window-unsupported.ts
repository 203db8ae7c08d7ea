import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "window-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=24",
    evidence: "recorded",
    fix: "none",
    aliases: ["window-function-version"],
    docs: { description: "a window function that is not planned" },
    sources: ["Druid: MSQTaskSqlEngine, DruidSqlValidator", "recorded with 24 to 33"],
    messages: {
      unsupported: "this release has no window functions in MSQ: use a newer one, or group and join",
      withoutOver: "a window function has no value without OVER: add `OVER (…)`",
      text: "`{{function}}` over a window takes no text in this release: use numbers, or group and join",
      order: "a window function is no sort key beside `*` alone: name the columns, or select the window and sort by its alias",
      constant: "`{{function}}` over a window of a constant ends in an exception of Druid's: give it a column, or write the constant without a window",
      offset: "how many rows `{{function}}` looks away must be a number written down: write for example 1",
      noBuckets: "NTILE needs at least one bucket: write 1 or more",
      qualifyGroups: "QUALIFY beside groups or aggregates ends in an exception of Druid's: filter around a subquery",
      qualifyQuery: "QUALIFY takes no subquery: filter around a subquery instead",
      noColumns: "a window over a table needs a column to read: name one in PARTITION BY, ORDER BY or the SELECT list",
    },
  },
});
