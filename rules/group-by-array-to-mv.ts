import { nameOfCall } from "../src/analysis/insight/aggregates.ts";
import { itemAlias, ordinalOf, walkExpression, withoutParentheses } from "../src/analysis/query/expressions.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { Expression, FunctionCall, GroupingItem, Select } from "../src/syntax/nodes.ts";

/** What an item of GROUP BY stands for: an ordinal or alias for its item of the SELECT list. */
function groupedExpression(item: GroupingItem, select: Select): Expression | null {
  if (item.kind === "Rollup" || item.kind === "Cube" || item.kind === "GroupingSets" || item.kind === "EmptyGroup") return null;
  const ordinal = ordinalOf(item);
  const node = withoutParentheses(item);
  const alias = node.kind === "ColumnReference" && node.parts.length === 1 ? node.parts[0]?.name : undefined;
  const selected = ordinal !== null ? select.items[ordinal - 1] : select.items.find((each) => alias !== undefined && each.alias !== null && itemAlias(each) === alias);
  if (selected === undefined || selected.expression.kind === "Star") return ordinal === null ? item : null;
  return selected.expression;
}

function findCall(expression: Expression): FunctionCall | null {
  let found: FunctionCall | null = null;
  walkExpression(expression, (node) => {
    if (node.kind === "FunctionCall" && nameOfCall(node) === "ARRAY_TO_MV") found ??= node;
    return found === null;
  });
  return found;
}

export default defineRule({
  meta: {
    name: "group-by-array-to-mv",
    category: "risk",
    stage: "run",
    severity: "warn",
    since: "0.1.0",
    druid: ">=28",
    evidence: "documents",
    fix: "none",
    aliases: ["array-to-mv-in-group-by"],
    docs: { description: "GROUP BY ARRAY_TO_MV groups by each element, no more by the array" },
    sources: ["documentation: querying/multi-value-dimensions and multi-stage-query/concepts, Multi-value dimensions in rollup"],
    messages: {
      grouped: "grouped by ARRAY_TO_MV a row counts once for each element, and without multi-value unnesting the task fails: group by the array, and convert it in the SELECT list",
    },
  },
  create: (context) => ({
    Select: (select) => {
      for (const item of select.groupBy?.items ?? []) {
        const expression = groupedExpression(item, select);
        const call = expression === null ? null : findCall(expression);
        if (call !== null) context.report({ at: call, messageId: "grouped", related: expression === item ? [] : [{ at: item, message: "grouped here" }] });
      }
    },
  }),
});
