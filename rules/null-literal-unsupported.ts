import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "null-literal-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <28",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a NULL literal where 24 to 27 stumble over it" },
    sources: ["Calcite 1.21: RexSimplify, SqlToRelConverter (exceptions of their own)", "recorded with 24 to 27"],
    messages: {
      arrayNullif: "`{{function}}` of an array loses its type in this release: write CASE WHEN … THEN NULL ELSE … END with the array in ELSE last",
      operand: "`{{operator}}` with a NULL literal breaks the planner of this release: leave it out, or cast the NULL",
      list: "a NULL in this list breaks the planner of this release, and finds nothing anyway: leave it out",
      array: "a NULL branch before an array breaks the planner of this release: write the array’s branch first, or leave ELSE out",
    },
  },
});
