import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "context-null-value",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a context parameter is null, and the query groups" },
    sources: ["Druid: DruidQuery.toGroupByQuery copies the context into an ImmutableMap", "recorded with 24 to 33"],
    messages: {
      "group-by": "`{{key}}` is null, and Druid cannot group with a null in the context, under whatever key: it answers with a NullPointerException; leave the key out",
    },
  },
});
