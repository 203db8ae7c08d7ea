import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "time-unit-invalid",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a unit of time that the function does not know" },
    sources: ["Druid: TimeUnits, TimestampExtractExprMacro.Unit, DateTruncOperatorConversion", "Calcite: TimeFrameSet (28 on)", "recorded with 24 to 33"],
    messages: {
      text: "`{{function}}` knows no unit `{{unit}}`: write one such as DAY or HOUR, without a plural",
      word: "`{{function}}` cannot go by {{unit}} in Druid: use another unit",
      frame: "`{{unit}}` is no unit of time: write one such as DAY or HOUR",
      date: "TIMESTAMPADD cannot add {{unit}} to a DATE: cast it to TIMESTAMP",
    },
  },
});
