import { declaredColumns, externInput, placeInJson, propertyOf, type ExternInput } from "../src/analysis/insight/extern-inputs.ts";
import { visitAll } from "../src/analysis/insight/statements.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { Range } from "../src/linter/rule.ts";
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

interface Declaration {
  readonly name: string;
  /** Where it stands in the text: asked of the first column alone that is not read. */
  readonly place: () => Range;
}

/** The columns of the signature or of EXTEND; null where they are not known. */
function declarations(input: ExternInput, text: string): readonly Declaration[] | null {
  const { signature, table } = input;
  if (signature === null) return table.extend?.columns.map(({ name }) => ({ name: name.name, place: () => name })) ?? null;
  return (declaredColumns(input) ?? []).flatMap(({ name, node }) => (node === null ? [] : [{ name, place: () => placeInJson(text, signature, propertyOf(node, "name") ?? node) }]));
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
      const declared = input === null ? null : declarations(input, text);
      if (declared === null) return;
      const analysis = context.sourceCode.analysisAt(table);
      const { names, everything } = namesRead(analysis.parsed.node);
      // A column that is not found is likely the one that seems unused, misspelt.
      if (everything || analysis.violations.some(({ rule }) => rule === "column-not-found")) return;
      const unused = declared.filter((column) => !names.has(column.name));
      const [first] = unused;
      if (first === undefined) return;
      const shown = unused.slice(0, 5).map((column) => column.name).join(", ");
      const columns = unused.length > 5 ? `${shown}, …` : shown;
      context.report({ at: first.place(), messageId: unused.length === 1 ? "one" : "several", data: { columns, count: unused.length } });
    },
  }),
});
