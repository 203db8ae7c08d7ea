import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "signature-missing-name",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=24",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a column of a signature has no name" },
    sources: ["Druid: ColumnSignature", "recorded with 24 to 33"],
    messages: {
      missing: "a column of a signature needs a `name`: add it",
      pair: "a column is written {\"name\": \"{{column}}\", \"type\": \"{{type}}\"}",
    },
  },
});
