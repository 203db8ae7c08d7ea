import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "operator-unsupported",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an operator that Druid parses and does not have" },
    sources: ["Calcite: SqlOperator.deriveType", "Druid: DruidOperatorTable, which lacks the operator (an exception of Druid’s own until 27)", "recorded with 24 to 33"],
    messages: {
      unsupported: "Druid has no operator `{{operator}}` in this release: write it with others",
      fragments: "two texts stand side by side: write `||` between them, double a quote that belongs to the text, or leave one out",
      row: "rows cannot be values of a column: select their parts, or leave the parentheses out",
      rowOrder: "rows cannot be compared by {{operator}}: compare their parts",
      rowTypes: "this part of the row is compared with one of another type, which is not cast for it in this release: cast it yourself",
      with: "a WITH within a branch of a set operation at the top ends in a ClassCastException: put WITH before the whole query, or the branch into `SELECT * FROM (…)`",
      item: "Druid has no `array[index]`: use ARRAY_OFFSET or ARRAY_ORDINAL, and JSON_VALUE for a field of JSON",
      clauses: "a query in parentheses with ORDER BY, LIMIT or OFFSET of its own takes no more of them from outside: write `SELECT * FROM (…)` around it",
      query: "{{collection}} of a query cannot be planned: use ARRAY_AGG",
    },
  },
});
