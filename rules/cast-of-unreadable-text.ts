import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "cast-of-unreadable-text",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=28",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a literal cast to a number that it does not spell" },
    sources: ["Calcite: RexBuilder.makeCast, SqlToRelConverter.checkConvertedType", "recorded with 28 to 33"],
    messages: {
      cast: "`{{text}}` is no {{to}}: the cast is NULL, which Druid refuses in a column that admits none",
      implicit: "`{{text}}` is taken as {{to}} and is none: write a number",
    },
  },
});
