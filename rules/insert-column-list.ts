import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "insert-column-list",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "the target of an INSERT or REPLACE has a column list" },
    sources: ["Druid: IngestHandler", "recorded with 24 to 33"],
    messages: {
      list: "Druid names a table's columns after the query's own, so {{statement}} takes no column list: remove it and name the columns in SELECT",
    },
  },
  suggestions: (violation, analysis) => {
    let { start } = violation;
    while (start > 0 && /\s/.test(analysis.tree.text.charAt(start - 1))) start--;
    return [{ title: "remove the column list", fix: (fixer) => fixer.remove({ start, end: violation.end }) }];
  },
});
