import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "json-text-invalid",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a constant that PARSE_JSON cannot read" },
    sources: ["Druid: NestedDataExpressions.ParseJsonExprMacro", "recorded with 24 to 33"],
    messages: {
      json: "`{{text}}` is no JSON: quote names and text with double quotes, or use TRY_PARSE_JSON",
    },
  },
});
