import { defineViolationRule } from "../src/linter/violation-rule.ts";

export default defineViolationRule({
  meta: {
    name: "column-ambiguous",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "none",
    docs: { description: "a column that several tables have, named without its table" },
    sources: ["Calcite: DelegatingScope.fullyQualify", "recorded with 24 to 33"],
    messages: {
      ambiguous: "column `{{column}}` is in more than one table or item: say which one, as in `t.{{column}}`",
      aliased: "`{{column}}` is joined by USING, and under another name Druid takes it for ambiguous: say which one, as in `t.{{column}}`",
      ambiguousInStar: "the subquery has two columns `{{column}}`, so `*` cannot list them: give one another name",
    },
  },
});
