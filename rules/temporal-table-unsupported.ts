import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "temporal-table-unsupported",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "FOR SYSTEM_TIME AS OF" },
    sources: ["Calcite: SqlValidatorImpl.validateSnapshot", "recorded with 24 to 33"],
    messages: {
      notTemporal: "`{{table}}` keeps no earlier states: filter by `__time` instead",
    },
  },
});
