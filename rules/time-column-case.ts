import { nodesOfKind } from "../src/syntax/find-node.ts";
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
  mend: (violation, { parsed }, fixer) => {
    const item = nodesOfKind(parsed.node, "SelectItem").findLast(({ start, end }) => start <= violation.start && violation.end <= end);
    if (item === undefined || item.expression.kind === "Star") return null;
    const { alias } = item;
    if (alias === null) return fixer.insertAfter(item, " AS __time");
    // Where the name is used again, such as in CLUSTERED BY, it would have to change there too.
    const isUsedAgain = nodesOfKind(parsed.node, "Identifier").some((identifier) => identifier !== alias && identifier.name === alias.name);
    return isUsedAgain ? null : fixer.replace(alias, "__time");
  },
  mendTitle: "call it `__time`",
});
