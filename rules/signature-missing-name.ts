import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "signature-missing-name",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a column of a signature has no name, or one of several parts" },
    sources: ["Druid: ColumnSignature", "recorded with 24 to 33"],
    messages: {
      missing: "a column of a signature needs a `name`: add it",
      compound: "`{{column}}` is a name of several parts, and a column has one: quote it as a whole, `\"{{column}}\"`",
      pair: "a column is written {\"name\": \"{{column}}\", \"type\": \"{{type}}\"}",
    },
  },
});
