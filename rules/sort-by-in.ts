import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "sort-by-in",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <28",
    evidence: "recorded",
    fix: "none",
    docs: { description: "IN within a sort key" },
    sources: ["Calcite: SqlToRelConverter", "recorded with 24 to 33"],
    messages: {
      crash: "IN within a sort key cannot be converted before release 28: select the condition and sort by its alias",
    },
  },
});
