import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "join-condition-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    aliases: ["join-non-equality"],
    docs: { description: "a join condition that is no equality of both sides" },
    sources: ["Druid: DruidJoinRule.analyzeCondition", "Calcite: SqlToRelConverter.LookupContext", "recorded with 24 to 33"],
    messages: {
      operator: "joins are by equality: Druid cannot join by {{operator}}; move the condition into WHERE where the join is an inner one",
      operands: "each part of a join condition must compare the left tables with the right one: move this part into WHERE",
      literals: "Druid does not work out a comparison of literals in ON: write `CROSS JOIN`, or `ON TRUE`",
      correlated: "a subquery that compares with the outer query by {{operator}} becomes a join that Druid cannot do: compare by `=`",
      computed: "this is computed of the subquery `{{table}}`, and in this release the planner then looks for columns in the wrong place: compute it in the subquery's SELECT list, and compare that column",
      subquery: "a subquery in ON is not planned: join it instead",
    },
  },
});
