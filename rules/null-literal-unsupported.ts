import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "null-literal-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a NULL literal where the planner stumbles over it" },
    sources: ["Calcite 1.21: RexSimplify, SqlToRelConverter (exceptions of their own)", "recorded with 24 to 27"],
    messages: {
      arrayNullif: "`{{function}}` of an array loses its type in this release: write CASE WHEN … THEN NULL ELSE … END with the array in ELSE last",
      operand: "`{{operator}}` with a NULL literal breaks the planner of this release: leave it out, or cast the NULL",
      list: "a NULL in this list breaks the planner of this release, and finds nothing anyway: leave it out",
      sought: "`{{function}}` in a filter looks for each value in 28, and cannot for NULL: leave it out, or write `IS NULL`",
      reduction: "`{{function}}` of constants, of which one is NULL, sends the planner of 33 round in circles: leave it out, or cast the NULL",
      array: "a NULL branch before an array breaks the planner of this release: write the array’s branch first, or leave ELSE out",
    },
  },
});
