import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extern-invalid-json",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an argument of EXTERN is no JSON" },
    sources: ["Jackson: the JSON reader that Druid uses", "recorded with 24 to 33"],
    messages: {
      syntax: "`{{parameter}}` is not valid JSON: {{problem}}",
    },
  },
});
