import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "unknown-statement",
    category: "rejected",
    stage: "parse",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a statement that begins with a word that opens none in Druid" },
    sources: ["Calcite: the grammar of SqlParserImpl (1.21 up to 27, 1.35 and later afterwards), as Druid extends it", "recorded with 24 to 33"],
    messages: {
      statement: "`{{word}}` opens no statement of Druid's SQL",
      create: "Druid's SQL has no `CREATE`: a table comes to be by the first INSERT or REPLACE into it",
      drop: "Druid's SQL has no `{{word}}`: segments are marked unused over the HTTP API, and `REPLACE … OVERWRITE` replaces rows",
      load: "Druid's SQL has no `{{word}}`: files are read by `INSERT INTO … SELECT … FROM TABLE(EXTERN(…))`",
      show: "Druid's SQL has no `SHOW`: tables and columns are listed in INFORMATION_SCHEMA",
      from: "a query begins with SELECT in Druid: FROM follows it",
    },
  },
});
