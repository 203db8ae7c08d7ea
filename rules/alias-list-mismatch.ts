import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "alias-list-mismatch",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a list of column aliases that does not fit the table" },
    sources: ["Calcite: AliasNamespace", "recorded with 24 to 33"],
    messages: {
      count: "`{{table}}` has {{columns}} columns and {{names}} aliases: name every column",
      duplicate: "two columns are called `{{column}}`: give one another name",
    },
  },
});
