import { defineViolationRule } from "../src/linter/violation-rule.ts";

/** Decided in `src/analysis/dry-run/foretell.ts`. */
export default defineViolationRule({
  meta: {
    name: "input-unreadable",
    category: "fails",
    stage: "run",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fault: "CannotParseExternalData",
    otherFaults: ["TooManyWarnings"],
    fix: "none",
    docs: { description: "finds a line of inline data that the input format cannot read" },
    sources: [
      "Druid: org.apache.druid.msq.indexing.error.CannotParseExternalDataFault",
      "recorded on a running Druid 27.0.0",
    ],
    messages: {
      line: "line {{line}} of the inline data, `{{text}}`, is not a record of the format: with no parse exceptions allowed the first one fails the task with CannotParseExternalData; mend the line or raise `maxParseExceptions`",
      header: "line {{line}} of the inline data is read as the header, and names `{{name}}` twice: the task fails with CannotParseExternalData, whatever `maxParseExceptions` allows; give every column a name of its own",
      lines: "{{bad}} lines of the inline data are not records of the format (the first is line {{line}}, `{{text}}`) and `maxParseExceptions` allows {{allowed}}: the task fails with TooManyWarnings; mend the lines or raise it",
    },
  },
});
