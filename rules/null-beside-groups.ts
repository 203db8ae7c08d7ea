import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "null-beside-groups",
    category: "rejected",
    stage: "controller",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <28",
    evidence: "recorded",
    fault: "QueryNotSupported",
    fix: "none",
    docs: { description: "a NULL in the SELECT list of a grouped query" },
    sources: ["Druid: GroupByQueryKit", "recorded with 27"],
    messages: {
      notSupported: "`{{column}}` is NULL in every group, a column without a type in this release, and the task fails: leave it out, or group by the NULL as well",
    },
  },
});
