import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "unnest-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an UNNEST that is not planned" },
    sources: ["Druid: DruidUnnestRule, MSQTaskSqlEngine", "recorded with 24 to 33"],
    messages: {
      release: "MSQ does not plan UNNEST before release 28: use MV functions, or group by the multi-value column",
      ordinality: "Druid does not number what it unnests: leave WITH ORDINALITY out",
      several: "UNNEST takes one array: use several UNNESTs",
      aggregate: "an aggregate cannot be unnested where it is made: aggregate in a subquery",
      subquery: "a subquery cannot be unnested: put it into FROM and unnest its column",
      condition: "a join with UNNEST takes no condition: use `CROSS JOIN` and WHERE",
    },
  },
});
