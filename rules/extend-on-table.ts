import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extend-on-table",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <26",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a table that exists is given an EXTEND clause" },
    sources: ["recorded with 24 and 25"],
    messages: {
      plan: "a table knows its columns, and Druid cannot plan more: remove the EXTEND clause",
    },
  },
});
