import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "star-with-alias",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an alias for `*`" },
    sources: ["Calcite: SqlValidatorImpl.expandSelectItem", "recorded with 24 to 33"],
    messages: {
      alias: "`*` stands for several columns and cannot be called `{{alias}}`: name the column",
    },
  },
});
