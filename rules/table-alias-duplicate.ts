import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "table-alias-duplicate",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "two tables of one name in a FROM clause" },
    sources: ["Calcite: SqlValidatorImpl.validateSelect", "recorded with 24 to 33"],
    messages: {
      duplicate: "two tables of this FROM clause are called `{{table}}`: give one of them an alias",
    },
  },
});
