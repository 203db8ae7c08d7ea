import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "unnest-of-non-array",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "UNNEST of something that is no array" },
    sources: ["Calcite: SqlUnnestOperator", "recorded with 24 to 33"],
    messages: {
      notArray: "UNNEST takes an array, and this is {{expression}}: wrap a multi-value string in `MV_TO_ARRAY`",
    },
  },
});
