import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "window-name",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a window that is named twice or not at all" },
    sources: ["Calcite: SqlValidatorImpl.validateWindowClause", "recorded with 24 to 33"],
    messages: {
      notFound: "there is no window `{{window}}` in the WINDOW clause: define it, or write it out after OVER",
      duplicate: "two windows are called `{{window}}`: give one another name",
    },
  },
});
