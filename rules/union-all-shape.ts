import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "union-all-shape",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "UNION ALL of anything but bare columns of tables" },
    sources: ["Druid: DruidUnionDataSourceRule", "recorded with 24 to 33"],
    messages: {
      shape: "the branches of this UNION ALL are not bare columns of the same names and types of tables: run one statement a branch, or read the branches in one table",
      nested: "a UNION ALL within the right branch of another is not planned from release 28 on: leave the parentheses out",
    },
  },
});
