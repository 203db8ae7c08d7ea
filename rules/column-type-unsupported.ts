import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "column-type-unsupported",
    category: "rejected",
    stage: "controller",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "UnknownError",
    fix: "none",
    docs: { description: "a column has a type that segments cannot hold" },
    sources: ["Druid: DimensionHandlerUtils", "recorded on 27.0.0"],
    messages: {
      complex: "`{{column}}` is COMPLEX without a name, and Druid cannot store what it does not know: write COMPLEX<json> or the type that is meant",
      "post-aggregation": "`{{column}}` joins sketches after they are aggregated, and under rollup only the aggregates themselves can be stored: store the sketches and join them when you query",
    },
  },
});
