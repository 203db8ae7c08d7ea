import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "window-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    aliases: ["window-function-version"],
    docs: { description: "a window function that is not planned" },
    sources: ["Druid: MSQTaskSqlEngine, DruidSqlValidator", "recorded with 24 to 33"],
    messages: {
      unsupported: "this release has no window functions in MSQ: use a newer one, or group and join",
      text: "`{{function}}` over a window takes no text in this release: use numbers, or group and join",
      constant: "`{{function}}` hands on a column of another row, and this is the same in every row: write the value itself",
      distance: "`{{function}}` counts the rows by a number that is written down: write one",
      buckets: "NTILE makes at least one part: write 1 or more",
      values: "a window over several rows of VALUES breaks the planner: filter them, or read the rows from a table",
      qualify: "QUALIFY is not planned beside GROUP BY or an aggregate: compute the window in a subquery and filter outside",
      named: "an aggregate in a window of the WINDOW clause is not supported: write the window in OVER (…)",
      order: "a window function is no sort key beside `*` alone: name the columns, or select the window and sort by its alias",
      qualifyQuery: "QUALIFY takes no subquery: filter around a subquery instead",
      noColumns: "a window over a table needs a column to read: name one in PARTITION BY, ORDER BY or the SELECT list",
    },
  },
});
