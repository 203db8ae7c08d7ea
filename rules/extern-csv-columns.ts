import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extern-csv-columns",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "a csv or tsv format does not say where its columns come from" },
    sources: ["Druid: FlatTextInputFormat", "recorded with 24 to 33"],
    messages: {
      neither: "{{type}} must know its columns: list them in `columns`, or set `findColumnsFromHeader`",
      "both-flags": "`hasHeaderRow` is the old name of `findColumnsFromHeader`: keep one of the two",
      "no-header": "without `columns` the header must name them, and the flag says that there is none: list `columns`",
      "same-delimiter": "columns and values of a list are both separated by `{{delimiter}}`: choose another listDelimiter",
      "delimiter-in-name": "the column `{{column}}` holds the delimiter `{{delimiter}}`, so the header could not be split: list the columns one by one",
    },
  },
  suggestions: (violation, analysis) => {
    const { text } = analysis.tree;
    if (violation.message !== "neither" || text.charAt(violation.end - 1) !== "}") return [];
    const at = violation.end - 1;
    return [{ title: "take the columns from the header", fix: (fixer) => fixer.insertBefore({ start: at, end: at }, ', "findColumnsFromHeader": true') }];
  },
});
