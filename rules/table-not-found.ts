import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "table-not-found",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a table, alias or schema that does not exist" },
    sources: ["Calcite: IdentifierNamespace.resolveImpl, DelegatingScope.fullyQualify", "recorded with 24 to 33"],
    messages: {
      notFound: "table `{{table}}` does not exist: check the name",
      notFoundSuggest: "table `{{table}}` does not exist; did you mean {{suggestions}}?",
      notInSchema: "`{{schema}}` has no table `{{table}}`: check the name",
      notInSchemaSuggest: "`{{schema}}` has no table `{{table}}`; did you mean {{suggestions}}?",
      schemaNotFound: "schema `{{schema}}` does not exist: Druid has `druid`, `lookup`, `view`, `sys` and `INFORMATION_SCHEMA`",
      schemaNotFoundSuggest: "schema `{{schema}}` does not exist; did you mean {{suggestions}}?",
      tooManyParts: "`{{table}}` has too many parts for a table: write `table` or `schema.table`",
      aliasNotFound: "no table of this FROM clause is called `{{table}}`: an alias hides the table's own name",
      aliasWrongCase: "no table of this FROM clause is called `{{table}}`, names are case-sensitive: write `{{suggestion}}`",
      starNotFound: "no table of this FROM clause is called `{{table}}`: an alias hides the table's own name",
    },
    saidOnce: true,
  },
});
