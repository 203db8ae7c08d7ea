import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "limit-with-partitioning",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an outermost LIMIT without PARTITIONED BY ALL" },
    sources: ["Druid: MSQTaskSqlEngine.validateLimitAndOffset", "recorded with 24 to 33"],
    messages: {
      outer: "with LIMIT all rows pass through one place and Druid cannot cut them by {{granularity}}: drop the LIMIT or use `PARTITIONED BY ALL`",
      "passed-through": "the query above only passes this LIMIT on, so Druid takes it for the outermost one and cannot cut rows by {{granularity}}: drop it, use `PARTITIONED BY ALL`, or compute or filter something above it",
    },
  },
});
