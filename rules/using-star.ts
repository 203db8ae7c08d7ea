import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "using-star",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <29",
    evidence: "recorded",
    fix: "none",
    docs: { description: "`*` over a join with USING or NATURAL" },
    sources: ["Calcite: SqlValidatorImpl.Permute", "recorded with 24 to 33"],
    messages: {
      coalesce: "`*` makes one column of both `{{column}}` with COALESCE, which Druid does not plan before release 29: name the columns",
    },
  },
});
