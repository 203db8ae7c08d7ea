import { defineViolationRule } from "../src/linter/violation-rule.ts";
import { nameSuggestions } from "../src/linter/name-suggestions.ts";

export default defineViolationRule({
  meta: {
    name: "column-not-found",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    aliases: ["signature-column-not-found"],
    docs: { description: "a column that no table of the query has" },
    sources: ["Calcite: DelegatingScope.fullyQualify", "recorded with 24 to 33"],
    messages: {
      notFound: "column `{{column}}` is in none of the tables that the query reads: check the name",
      notFoundSuggest: "column `{{column}}` is in none of the tables that the query reads; did you mean {{suggestions}}?",
      aliasedWord: "`{{alias}}` stands for `{{column}}`, which Druid takes for a column once it is put in the place of its alias: write `{{column}}` there instead of `{{alias}}`",
      wrongCase: "column `{{column}}` is not found, names are case-sensitive: write `{{suggestion}}`",
      notInTable: "table `{{table}}` has no column `{{column}}`: check the name",
      notInTableSuggest: "table `{{table}}` has no column `{{column}}`; did you mean {{suggestions}}?",
      wrongCaseInTable: "table `{{table}}` has no column `{{column}}`, names are case-sensitive: write `{{suggestion}}`",
    },
    saidOnce: true,
  },
  suggestions: nameSuggestions,
});
