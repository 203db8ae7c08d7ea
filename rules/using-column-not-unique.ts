import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "using-column-not-unique",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a column of USING that one side has twice" },
    sources: ["Calcite: SqlValidatorImpl.validateUsingCol", "recorded with 24 to 33"],
    messages: {
      notUnique: "`{{column}}` is twice on one side of the join: use ON and say which one",
    },
  },
});
