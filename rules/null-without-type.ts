import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "null-without-type",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a row of literals with an untyped NULL" },
    sources: ["Druid: DruidLogicalValuesRule", "recorded with 24 to 33"],
    messages: {
      aggregate: "the condition is never true, and of no rows this is a NULL of type {{type}}, for which Druid has no form: group by a key, or change the condition",
      empty: "the condition is never true, and rows that never come need columns of types that Druid has, which {{type}} is not: cast `{{column}}`, or change the condition",
      row: "a row of literals cannot hold a NULL of type {{type}}: leave the column out, or select it from a table",
      select: "`{{column}}` is NULL without a type, which a row of literals cannot hold: write `CAST(NULL AS VARCHAR)`",
      values: "a column of VALUES that is always NULL has no type: write `CAST(NULL AS VARCHAR)`",
    },
  },
});
