import { declaredColumns, externInput, placeInJson, propertyOf, type ExternInput } from "../src/analysis/insight/extern-inputs.ts";
import { createMemo } from "../src/analysis/memo.ts";
import { visitAll } from "../src/analysis/insight/statements.ts";
import { defineRule } from "../src/linter/rule.ts";
import type { Range } from "../src/linter/rule.ts";
import type { Node } from "../src/syntax/nodes.ts";

/** Every name that the statement reads as a column, and whether a star or NATURAL reads what is not named. */
interface NamesRead {
  readonly names: ReadonlySet<string>;
  readonly everything: boolean;
}

const known = createMemo<Node, NamesRead>();

/** Collected once for all inputs of the statement. */
function namesRead(statement: Node): NamesRead {
  let read = known.values.get(statement);
  if (read === undefined) known.values.set(statement, (read = collectNames(statement)));
  return read;
}

function collectNames(statement: Node): NamesRead {
  const names = new Set<string>();
  let everything = false;
  visitAll(statement, (node) => {
    if (node.kind === "ColumnReference") for (const part of node.parts) names.add(part.name);
    if (node.kind === "Join") for (const column of node.using ?? []) names.add(column.name);
    if (node.kind === "SelectItem" && node.expression.kind === "Star") everything = true;
    if (node.kind === "ExplicitTable" || node.kind === "Pivot" || node.kind === "Unpivot" || (node.kind === "Join" && node.natural)) everything = true;
    if (node.kind === "TableAlias" && node.columns.length > 0) everything = true;
    if (node.kind === "FunctionCall" && node.form === "bare") names.add(node.name.parts[0]?.name ?? "");
    return node.kind !== "ColumnReference" && node.kind !== "QualifiedName";
  });
  return { names, everything };
}

/** The names of the columns of the signature or of EXTEND; null where they are not known. */
function declaredNames(input: ExternInput): readonly string[] | null {
  const { signature, table } = input;
  return signature === null ? (table.extend?.columns.map(({ name }) => name.name) ?? null) : (declaredColumns(input) ?? []).map(({ name }) => name);
}

/** Where the first declaration of a name stands. */
function placeOfDeclaration(name: string, input: ExternInput, text: string): Range {
  const { signature, table } = input;
  const node = declaredColumns(input)?.find((column) => column.name === name)?.node;
  if (signature !== null && node !== undefined) return placeInJson(text, signature, propertyOf(node, "name") ?? node);
  return table.extend?.columns.find((column) => column.name.name === name)?.name ?? table;
}

export default defineRule({
  meta: {
    name: "signature-unused-column",
    category: "risk",
    stage: "run",
    severity: "info",
    since: "0.1.0",
    druid: ">=23",
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
      const declared = input === null ? null : declaredNames(input);
      if (input === null || declared === null) return;
      const analysis = context.sourceCode.analysisAt(table);
      const { names, everything } = namesRead(analysis.parsed.node);
      // A column that is not found is likely the one that seems unused, misspelt.
      if (everything || analysis.violations.some(({ rule }) => rule === "column-not-found")) return;
      const unused = declared.filter((name) => !names.has(name));
      const [first] = unused;
      if (first === undefined) return;
      const shown = unused.slice(0, 5).join(", ");
      const columns = unused.length > 5 ? `${shown}, …` : shown;
      context.report({ at: placeOfDeclaration(first, input, text), messageId: unused.length === 1 ? "one" : "several", data: { columns, count: unused.length } });
    },
  }),
});
