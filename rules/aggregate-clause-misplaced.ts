import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "aggregate-clause-misplaced",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "DISTINCT, FILTER or WITHIN GROUP on a function that does not take it" },
    sources: ["Calcite: SqlFunction.validateQuantifier, SqlFilterOperator, SqlWithinGroupOperator", "recorded with 24 to 33"],
    messages: {
      quantifier: "`{{quantifier}}` belongs to aggregate functions, and `{{function}}` is none: leave it out",
      filter: "FILTER belongs to aggregate functions, `{{function}}` is none: use CASE",
      withinScalar: "WITHIN GROUP belongs to ordered aggregates, and `{{function}}` is none: leave the clause out",
      withinAggregate: "`{{function}}` takes no WITHIN GROUP, only LISTAGG, STRING_AGG and ARRAY_AGG do: leave the clause out",
    },
  },
});
