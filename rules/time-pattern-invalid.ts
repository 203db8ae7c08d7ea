import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "time-pattern-invalid",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a date pattern with letters that Joda-Time does not know" },
    sources: ["Joda-Time: DateTimeFormat.forPattern", "Druid: TimestampParseExprMacro, TimestampFormatExprMacro", "recorded with 24 to 33"],
    messages: {
      letter: "`{{pattern}}` has the letter `{{letter}}`, which means nothing in a pattern of `{{function}}`: quote text as in `yyyy-MM-dd'T'HH:mm`",
      empty: "the pattern of `{{function}}` is empty: leave it out to read ISO 8601",
    },
  },
});
