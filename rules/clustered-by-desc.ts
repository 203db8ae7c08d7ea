import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "clustered-by-desc",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    otherFaults: ["InsertCannotOrderByDescending"],
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a key of CLUSTERED BY is descending" },
    sources: ["Druid: DruidSqlParserUtils.validateClusteredByColumns (27 on)", "Druid: InsertCannotOrderByDescendingFault (24 to 26)", "recorded with 24 to 33"],
    messages: {
      desc: "segments are sorted ascending only, so `{{expression}}` cannot be descending: remove `DESC`",
    },
  },
  mend: (violation, analysis, fixer) => {
    const text = analysis.tree.text.slice(violation.start, violation.end);
    const word = /(?<!\s)\s+DESC(?=\s*$)/i.exec(text);
    return word === null ? null : fixer.remove({ start: violation.start + word.index, end: violation.start + word.index + word[0].length });
  },
  mendTitle: "remove `DESC`",
});
