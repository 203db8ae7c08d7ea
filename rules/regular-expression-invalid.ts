import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "regular-expression-invalid",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a pattern that is no regular expression of Java" },
    sources: ["java.util.regex.Pattern", "Druid: RegexpExtractExprMacro and its like", "recorded with 24 to 33"],
    messages: {
      pattern: "`{{pattern}}` is no regular expression for `{{function}}`: {{reason}}",
    },
  },
});
