import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "star-argument",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "`t.*` as the argument of a function" },
    sources: ["Calcite: SqlValidatorImpl", "recorded with 24 to 33"],
    messages: {
      qualified: "a function takes values, and `t.*` is a list of columns: use `COUNT(*)`, or name a column",
      star: "only COUNT takes `*`: name a column",
    },
  },
});
