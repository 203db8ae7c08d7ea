import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "mixed-result-types",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "branches of CASE or COALESCE without a type in common" },
    sources: ["Calcite: SqlCaseOperator.inferTypeFromValidate", "recorded with 24 to 33"],
    messages: {
      mixed: "the results have no type in common ({{types}}): cast them to one type",
    },
  },
});
