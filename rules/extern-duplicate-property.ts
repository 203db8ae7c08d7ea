import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "extern-duplicate-property",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a property is given again after Druid has read all it waits for" },
    sources: ["Jackson: the JSON reader that Druid uses (creator properties)", "recorded with 24 to 33"],
    messages: {
      again: "`{{property}}` is given twice, and the reader has no place for the second one: remove it",
    },
  },
});
