import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "ordinal-out-of-range",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "an ordinal in GROUP BY, ORDER BY or CLUSTERED BY that names no item" },
    sources: ["Calcite: SqlValidatorImpl.OrderExpressionExpander, ExtendedExpander", "recorded with 24 to 33"],
    messages: {
      order: "there is no item {{ordinal}}, the query selects {{columns}}: use a number from 1 on, or the name",
      groupBy: "there is no item {{ordinal}}, the query selects {{columns}}: use a number from 1 on, or the expression",
      star: "item {{ordinal}} is a star, which GROUP BY cannot stand for: name the columns",
      selected: "grouped by its ordinal, the number {{ordinal}} counts as an ordinal itself, and the query selects {{columns}}: write CAST({{ordinal}} AS BIGINT), or leave it out of GROUP BY",
    },
  },
});
