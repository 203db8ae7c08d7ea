import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "time-zone-invalid",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a time zone of TIME_FORMAT that does not exist" },
    sources: ["Druid: DateTimes.inferTzFromString", "Joda-Time: DateTimeZone.forID", "recorded with 24 to 33"],
    messages: {
      zone: "`{{zone}}` is no time zone for `{{function}}`: write a name such as `America/New_York`, in its own case, or `+01:00`",
    },
  },
});
