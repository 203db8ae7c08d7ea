import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "json-value-unsupported",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a JSON_VALUE that Druid cannot plan" },
    sources: ["Druid: NestedDataOperatorConversions.JsonValueOperatorConversion", "recorded with 24 to 33"],
    messages: {
      clause: "Druid knows NULL {{clause}} only: leave the clause out, and use COALESCE for a default",
      column: "JSON_VALUE reads columns of JSON, and this is {{type}}: wrap it in PARSE_JSON",
      array: "this release has no arrays {{clause}}: take the elements one by one",
    },
  },
});
