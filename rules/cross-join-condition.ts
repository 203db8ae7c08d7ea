import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "cross-join-condition",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a condition on a CROSS JOIN, or two on one join" },
    sources: ["Calcite: SqlValidatorImpl.validateJoin", "recorded with 24 to 33"],
    messages: {
      condition: "CROSS JOIN takes no condition: write `JOIN … ON`",
      natural: "NATURAL already is a condition: leave out this one, or the word",
    },
  },
});
