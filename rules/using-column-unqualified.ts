import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "using-column-unqualified",
    aliases: ["using-star"],
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <29",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a column that USING or NATURAL joins, selected without its table" },
    sources: ["Calcite: SqlValidatorImpl.Permute, SelectExpander", "recorded with 24 to 33"],
    messages: {
      column: "`{{column}}` stands for COALESCE of both tables' columns, which Druid does not plan in release 28: name one, as in `t.{{column}}`",
      coalesce: "`*` makes one column of both `{{column}}` with COALESCE, which Druid does not plan before release 29: name the columns",
    },
  },
});
