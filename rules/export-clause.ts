import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "export-clause",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=29",
    evidence: "recorded",
    fix: "none",
    docs: { description: "the clauses of an INSERT INTO EXTERN do not fit together" },
    sources: ["Druid: IngestHandler.validateExport", "recorded with 29 to 33"],
    messages: {
      "partitioned-by": "rows that go to files are not cut into segments: remove PARTITIONED BY",
      "clustered-by": "rows that go to files are not sorted into segments: remove CLUSTERED BY",
      "no-format": "an export must say how rows are written: add `AS CSV` behind EXTERN(…)",
      replace: "REPLACE cannot write to files: use INSERT INTO EXTERN(…), the place must be empty",
      "format-without-export": "a format belongs to exports only, and a datasource has none: remove it",
      property: "`{{type}}` cannot be written to without `{{property}}`, in that spelling: add it",
      format: "`{{format}}` is no format of an export: write one of {{formats}}",
      destination: "`{{type}}` is no place that Druid exports to: it knows {{types}}",
    },
  },
});
