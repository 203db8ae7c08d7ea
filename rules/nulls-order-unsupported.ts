import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "nulls-order-unsupported",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "NULLS FIRST or NULLS LAST in ORDER BY or CLUSTERED BY" },
    sources: ["Druid: DruidOperatorTable", "Druid: DruidSqlValidator", "recorded with 24 to 33"],
    messages: {
      crash: "Druid has no NULLS {{nulls}} before release 28 and ends in a NullPointerException: leave it out",
      place: "Druid sorts null first when ascending and last when descending, and cannot do NULLS {{nulls}} with {{direction}}: leave it out",
    },
  },
});
