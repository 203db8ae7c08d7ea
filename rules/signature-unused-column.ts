import { declaredColumns, externInput, placeInJson, propertyOf } from "../src/analysis/insight/extern-inputs.ts";
import { visitAll } from "../src/analysis/insight/statements.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { Node } from "../src/syntax/nodes.ts";

/** Every name that the statement reads as a column, and whether a star or NATURAL reads what is not named. */
function namesRead(statement: Node): { readonly names: ReadonlySet<string>; readonly everything: boolean } {
  const names = new Set<string>();
  let everything = false;
  visitAll(statement, (node) => {
    if (node.kind === "ColumnReference") for (const part of node.parts) names.add(part.name);
    if (node.kind === "Join") for (const column of node.using ?? []) names.add(column.name);
    if (node.kind === "SelectItem" && node.expression.kind === "Star") everything = true;
    if (node.kind === "ExplicitTable" || node.kind === "Pivot" || node.kind === "Unpivot" || (node.kind === "Join" && node.natural)) everything = true;
    if (node.kind === "TableAlias" && node.columns.length > 0) everything = true;
    if (node.kind === "FunctionCall" && node.form === "bare") names.add(node.name.parts[0]?.name ?? "");
    return true;
  });
  return { names, everything };
}

export default defineRule({
  meta: {
    name: "signature-unused-column",
    category: "risk",
    stage: "run",
    severity: "info",
    since: "0.1.0",
    druid: ">=24",
    evidence: "inferred",
    fix: "none",
    docs: { description: "columns that EXTERN's signature declares and the statement never reads" },
    sources: ["our own judgement: a column that is declared and not read was often forgotten in the SELECT list"],
    messages: {
      one: "the signature declares `{{columns}}`, and the statement never reads it: select it, or leave it out",
      several: "the signature declares {{count}} columns that the statement never reads ({{columns}}): select them, or leave them out",
    },
  },
  create: (context) => ({
    TableFunction: (table) => {
      const { text, release } = context.sourceCode;
      const input = externInput(table, release);
      const signature = input?.signature ?? null;
      if (input === null || signature === null) return;
      const analysis = context.sourceCode.analysisAt(table);
      const { names, everything } = namesRead(analysis.parsed.node);
      // A column that is not found is likely the one that seems unused, misspelt.
      if (everything || analysis.violations.some(({ rule }) => rule === "column-not-found")) return;
      const unused = (declaredColumns(input) ?? []).filter((column) => !names.has(column.name));
      const [first] = unused;
      if (first?.node === undefined || first.node === null) return;
      const shown = unused.slice(0, 5).map((column) => column.name).join(", ");
      const columns = unused.length > 5 ? `${shown}, …` : shown;
      const at = placeInJson(text, signature, propertyOf(first.node, "name") ?? first.node);
      context.report({ at, messageId: unused.length === 1 ? "one" : "several", data: { columns, count: unused.length } });
    },
  }),
});
