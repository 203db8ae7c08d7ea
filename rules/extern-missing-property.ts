import { jsonTextInSql } from "../src/analysis/insight/extern-inputs.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extern-missing-property",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "the JSON of EXTERN lacks a property that Druid needs" },
    sources: ["Druid: constructors of the input sources and formats", "recorded with 24 to 33"],
    messages: {
      type: "an {{what}} must say its `type`: add it, such as \"http\" or \"json\"",
      "type-case": "names of properties are case-sensitive: write `type`, not `{{found}}`",
      misspelt: "`{{type}}` needs `{{property}}`, and does not know `{{found}}`: rename it",
      property: "`{{type}}` needs `{{property}}`: add it",
      empty: "`{{property}}` of `{{type}}` must not be empty: there would be nothing to read",
      "any-of": "`{{type}}` needs one of {{property}}: without it Druid does not know what to read",
      beside: "`{{type}}` needs `{{property}}` beside `{{beside}}`: add it",
      flatten: "a field of flattenSpec needs `{{property}}`: add it",
    },
  },
  suggestions: ({ message, data, start, end }) => {
    const property = message === "misspelt" ? data["property"] : undefined;
    return typeof property === "string" ? [{ title: `write \`${property}\``, fix: (fixer) => fixer.replace({ start, end }, jsonTextInSql(property)) }] : [];
  },
});
