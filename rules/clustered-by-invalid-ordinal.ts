import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "clustered-by-invalid-ordinal",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=27",
    evidence: "recorded",
    fix: "none",
    supersedes: ["ordinal-out-of-range"],
    docs: { description: "CLUSTERED BY counts columns from 1, without fractions" },
    sources: ["Druid: DruidSqlParserUtils.validateClusteredByColumns", "recorded with 24 to 33"],
    messages: {
      "not-positive": "`{{ordinal}}` is no column: ordinals of CLUSTERED BY count the selected columns from 1; better name the column",
      fraction: "`{{ordinal}}` is no column: an ordinal of CLUSTERED BY is a whole number; better name the column",
    },
  },
});
