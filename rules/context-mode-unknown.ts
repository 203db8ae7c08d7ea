import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "context-mode-unknown",
    category: "rejected",
    stage: "submit",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "`mode` is neither strict nor nonStrict" },
    sources: ["Druid: MSQMode.populateDefaultQueryContext", "recorded on 27.0.0, all stages"],
    messages: {
      unknown: "{{value}} is no mode: `strict` (the default) fails at the first unreadable row, `nonStrict` skips such rows",
    },
  },
});
