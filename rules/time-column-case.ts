import { findNode } from "../src/syntax/find-node.ts";
import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "time-column-case",
    category: "rejected",
    stage: "plan",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "the time column is spelt in another case than __time" },
    sources: ["Druid: MSQTaskSqlEngine.validateInsert", "recorded with 24 to 33"],
    messages: {
      case: "names are case-sensitive, and `{{column}}` is not the time column: call it `__time`",
    },
  },
  mend: (violation, analysis, fixer) => {
    const alias = findNode(analysis.parsed.node, violation, "Identifier");
    return alias === null ? fixer.insertAfter(violation, " AS __time") : fixer.replace(alias, "__time");
  },
  mendTitle: "call it `__time`",
});
