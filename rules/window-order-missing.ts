import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "window-order-missing",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a window that needs an order and has none" },
    sources: ["Calcite: SqlWindow.validate", "recorded with 24 to 33"],
    messages: {
      function: "{{function}} ranks rows by the window's order: add ORDER BY to the window",
      range: "a RANGE frame goes by the window's order: add ORDER BY, or use ROWS",
    },
  },
});
