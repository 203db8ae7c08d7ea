import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "period-invalid",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    aliases: ["time-floor-period"],
    docs: { description: "a period or interval that is not ISO 8601" },
    sources: ["Joda-Time: Period, Interval", "Druid: PeriodGranularity", "recorded with 24 to 33"],
    messages: {
      period: "`{{period}}` is no ISO 8601 period for `{{function}}`: write it as in `P1D` or `PT1H`",
      missing: "`{{function}}` needs a period such as `P1D`: pass it as a text",
      interval: "`{{interval}}` is no ISO 8601 interval: write it as in `2024-01-01/2024-02-01`, the earlier time first",
    },
  },
});
