import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "signature-not-a-list",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "the signature of EXTERN is no list of columns" },
    sources: ["Druid: RowSignature, ColumnSignature", "recorded with 24 to 33"],
    messages: {
      shape: "a signature is a list of columns such as [{\"name\": \"city\", \"type\": \"string\"}], and this is {{found}}",
      null: "the signature is null: list the columns, such as [{\"name\": \"city\", \"type\": \"string\"}]",
      column: "a column is an object such as {\"name\": \"city\", \"type\": \"string\"}, and this is {{found}}",
    },
  },
});
