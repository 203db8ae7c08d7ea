import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "table-function-parameters",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=26",
    evidence: "recorded",
    fix: "none",
    docs: { description: "the arguments of a table function do not fit" },
    sources: ["Druid: druid-catalog, TableFunction of each input source", "recorded with 28 to 33"],
    messages: {
      "unknown-name": "{{function}} has no argument `{{name}}`: it knows {{parameters}}",
      "name-case": "names of arguments are case-sensitive: write `{{expected}}`",
      "duplicate-name": "`{{name}}` is given twice: keep one",
      mixed: "named and positional arguments do not mix: name all of them or none",
      "too-many": "{{function}} takes at most {{most}} arguments: leave out the rest",
      "no-extend": "{{function}} does not know its columns: add EXTEND (name TYPE, …) behind TABLE(…)",
      text: "`{{parameter}}` of {{function}} must be a text: put it in single quotes",
      list: "`{{parameter}}` of {{function}} must be a list of texts: write `ARRAY['…']`",
      "empty-list": "`{{parameter}}` of {{function}} must not be empty: there would be nothing to read",
      required: "{{function}} needs `{{parameter}}`: add it",
      "any-of": "{{function}} needs one of {{parameters}}: without it Druid does not know what to read",
      exclusive: "{{function}} takes only one of {{parameters}}: leave out the others",
      format: "{{function}} reads 'csv', 'tsv' and 'json' in exactly that spelling, not `{{format}}`: use EXTERN for others",
      headers: "Druid allows no request headers unless its configuration lists them: remove `headers`",
      uri: "`{{value}}` is no http or https URI, the only ones that HTTP reads: check it",
    },
  },
});
