import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extern-argument-not-literal",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an argument of EXTERN is no string literal" },
    sources: ["Druid: ExternalOperatorConversion, Externals", "recorded with 24 to 33"],
    messages: {
      literal: "Druid reads `{{parameter}}` before it evaluates anything: write the JSON as one text in single quotes",
      type: "`{{parameter}}` is JSON in a text: put it in single quotes",
      adjacent: "two texts in a row are joined when the statement runs, and Druid reads `{{parameter}}` before: write a comma between them, or one text",
      null: "`{{parameter}}` must not be NULL: write the JSON as a text in single quotes",
    },
  },
});
