import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "parameter-unbound",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a parameter that is not bound" },
    sources: ["Druid: RelParameterizerShuttle, SqlParameterizerShuttle", "recorded with 24 to 33"],
    messages: {
      untyped: "parameter {{index}} has no value, and nothing beside it tells its type: give it in the request's `parameters`, or write the value",
      unbound: "parameter {{index}} has no value: give it in the request's `parameters`, or write the value",
    },
  },
});
