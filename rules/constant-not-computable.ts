import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "constant-not-computable",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a constant expression whose value Druid cannot write down" },
    sources: ["Druid: DruidRexExecutor", "Calcite: TimestampString", "Calcite: RexUtil.compareTypes (“Cannot add expression of different type to set”)", "recorded with 24 to 33"],
    messages: {
      finite: "this comes to {{value}}, which is no finite number: the planner computes it and cannot write it down",
      nothing: "this comes to NULL, where its type admits none, which the planner finds out by computing it: write NULL or another value",
      texts: "`{{function}}` of what is written down is a list that the planner computes and cannot write down until 25: write `ARRAY['…']`",
      array: "`{{function}}` comes to an array of nothing, which the planner cannot write down: select the column itself, or leave it out",
      year: "this time comes to the year {{year}}: the planner computes it and writes down the years 0 to 9999 only; is the unit of the number right (milliseconds)?",
      yearZero: "a date of the year 0 cannot be written down, the first year of dates is 1: is the text a date?",
      empty: "`{{function}}` comes to an empty text, which is NULL in this release where none may be: write NULL or another value",
    },
  },
});
