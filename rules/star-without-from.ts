import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "star-without-from",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "SELECT * without FROM" },
    sources: ["Calcite: SqlValidatorImpl.expandStar", "recorded with 24 to 33"],
    messages: {
      star: "`*` lists the columns of the tables in FROM, and there is none: add FROM, or name values",
    },
  },
});
