import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "duplicate-output-column",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "two ingested columns have the same name" },
    sources: ["Druid: MSQTaskSqlEngine.validateNoDuplicateAliases", "recorded with 24 to 33"],
    messages: {
      duplicate: "a column `{{column}}` is selected already, and a table has one column of a name: rename one of them",
      star: "the star brings a second column `{{column}}`, and a table has one column of a name: list the columns",
    },
  },
});
