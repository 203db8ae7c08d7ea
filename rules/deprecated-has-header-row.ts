import { externInput, isEditable, membersOf, placeInJson, propertyOf } from "../src/analysis/insight/extern-inputs.ts";
import { defineRule } from "../src/linter/rule.ts";

export default defineRule({
  meta: {
    name: "deprecated-has-header-row",
    category: "deprecated",
    stage: "validate",
    severity: "info",
    since: "0.1.0",
    druid: ">=24",
    evidence: "source",
    fix: "safe",
    docs: { description: "`hasHeaderRow` is the old name of `findColumnsFromHeader`" },
    sources: ["Druid: FlatTextInputFormat"],
    messages: {
      old: "`hasHeaderRow` is the old name: write `findColumnsFromHeader`",
    },
  },
  create: (context) => ({
    TableFunction: (table) => {
      const { text, release } = context.sourceCode;
      const format = externInput(table, release)?.format ?? null;
      if (format === null || propertyOf(format.node, "columns") !== null || propertyOf(format.node, "findColumnsFromHeader") !== null) return;
      const member = membersOf(format.node).find((each) => each.name === "hasHeaderRow");
      if (member === undefined || member.value.kind === "null") return;
      const at = placeInJson(text, format, { start: member.nameStart, end: member.nameEnd });
      context.report({
        at,
        messageId: "old",
        fixTitle: "write `findColumnsFromHeader`",
        fix: (fixer) => (isEditable(format) ? fixer.replace(at, '"findColumnsFromHeader"') : null),
      });
    },
  }),
});
