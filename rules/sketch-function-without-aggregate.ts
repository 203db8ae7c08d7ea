import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "sketch-function-without-aggregate",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23 <28",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a function of sketches over something that is no aggregate, or in a filter" },
    sources: ["Druid: SketchSqlOperators’ PostAggregator conversions (no expression form until 27)", "recorded with 24 to 27"],
    messages: {
      nested: "this release computes `{{function}}` by itself or in arithmetic, not within `{{outer}}`: do that in a query around this one",
      aggregate: "`{{function}}` works on a sketch that the same query aggregates: give it DS_HLL(…), DS_THETA(…) or DS_QUANTILES_SKETCH(…)",
      filter: "until 27 Druid works `{{function}}` out after WHERE and HAVING, which cannot ask for it: compare APPROX_COUNT_DISTINCT_DS_HLL(…), APPROX_COUNT_DISTINCT_DS_THETA(…) or APPROX_QUANTILE_DS(…) there",
    },
  },
});
