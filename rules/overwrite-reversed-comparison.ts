import { findNode } from "../src/syntax/find-node.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";

const MIRRORED: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

export default defineViolationRule({
  meta: {
    name: "overwrite-reversed-comparison",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "in OVERWRITE WHERE the column stands on the right of a comparison" },
    sources: ["Druid: DruidSqlParserUtils.convertQueryToDimFilter", "recorded with 24 to 33"],
    messages: {
      reversed: "OVERWRITE WHERE takes `__time` on the left of a comparison only: turn it round",
      "not-a-column": "the left side of a comparison in OVERWRITE WHERE must be the bare column `__time`: Druid evaluates no expression here",
    },
  },
  mend: (violation, analysis, fixer) => {
    const comparison = violation.message === "reversed" ? findNode(analysis.parsed.node, violation, "BinaryExpression") : null;
    const mirrored = comparison === null ? undefined : MIRRORED[comparison.operator];
    if (comparison === null || mirrored === undefined) return null;
    const { text } = analysis.tree;
    const { left, right, operatorStart, operator } = comparison;
    const between = text.slice(left.end, operatorStart) + mirrored + text.slice(operatorStart + operator.length, right.start);
    return fixer.replace(comparison, text.slice(right.start, right.end) + between + text.slice(left.start, left.end));
  },
  mendTitle: "put `__time` on the left",
});
