import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "cte-column-list",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a common table's list of columns that does not fit its query" },
    sources: ["Calcite: SqlValidatorImpl.validateWithItem", "recorded with 24 to 33"],
    messages: {
      count: "`{{table}}` lists {{names}} columns and its query has {{columns}}: name every column",
      duplicate: "two columns are called `{{column}}`: give one another name",
    },
  },
});
