import { defineRule } from "../src/linter/rule.ts";
import type { SelectItem } from "../src/syntax/nodes.ts";

/** An alias without AS right behind a column: what a forgotten comma leaves. */
function bareAlias({ expression, alias }: SelectItem, text: string): string | null {
  if (alias === null || expression.kind !== "ColumnReference" || expression.parts.at(-1)?.name === alias.name) return null;
  // An AS in a comment counts too: better to miss a comma than to claim one.
  return /\bAS\b/iu.test(text.slice(expression.end, alias.start)) ? null : alias.name;
}

export default defineRule({
  meta: {
    name: "column-read-as-alias",
    category: "risk",
    stage: "validate",
    severity: "warn",
    since: "0.1.0",
    druid: ">=23",
    evidence: "recorded",
    fix: "suggestion",
    docs: { description: "a column without a comma before it is read as an alias of the one before" },
    sources: ["Calcite: SelectItem, in which AS may be left out", "recorded with 24 to 33: accepted, with one column fewer"],
    messages: {
      alias: "without a comma `{{alias}}` is another name for `{{column}}` here, though the query reads a column of that name: put the comma in, or write AS if the name is meant",
    },
  },
  create: (context) => ({
    Select: (select) => {
      const { text } = context.sourceCode;
      const tables = context.sourceCode.analysisAt(select).scopeOf(select)?.tables ?? [];
      for (const item of select.items) {
        const alias = bareAlias(item, text);
        if (alias === null || !tables.some(({ columns }) => columns?.some(({ name }) => name === alias) === true)) continue;
        const { expression } = item;
        context.report({
          at: item.alias ?? item,
          messageId: "alias",
          data: { alias, column: context.sourceCode.textOf(expression) },
          suggestions: [
            { title: "insert a comma", fix: (fixer) => fixer.insertAfter(expression, ",") },
            { title: "write AS", fix: (fixer) => fixer.insertAfter(expression, " AS") },
          ],
        });
      }
    },
  }),
});
