import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "quantified-comparison-type",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "`> ALL` or `> ANY` with texts" },
    sources: ["Calcite: SubQueryRemoveRule", "Druid: MinSqlAggregator, MaxSqlAggregator", "recorded with 24 to 33"],
    messages: {
      text: "all but `= ANY` and `<> ALL` are planned with MIN and MAX, which Druid has for numbers only: use IN, or compare with numbers",
    },
  },
});
