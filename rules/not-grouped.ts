import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "not-grouped",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a column in a grouped query that is neither grouped nor aggregated" },
    sources: ["Calcite: AggChecker", "recorded with 24 to 33"],
    messages: {
      noGroups: "without GROUP BY an aggregate function or HAVING makes one group of all rows, in which `{{expression}}` has no value of its own: add GROUP BY, or aggregate it",
      byOrdinal: "`{{expression}}` counts as not grouped: in this release a position in GROUP BY does not stand for an item with CURRENT_TIMESTAMP or the like, write the item's expression in GROUP BY",
      notGrouped: "`{{expression}}` is neither in GROUP BY nor within an aggregate function: group by it, or aggregate it",
    },
  },
});
