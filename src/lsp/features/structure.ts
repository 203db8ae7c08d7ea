import type { CommonTable, Node, Statement } from "../../syntax/nodes.ts";
import { forEachChild } from "../../syntax/child-keys.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { pathAt, statementAt } from "../../syntax/query.ts";
import type { Span } from "./text-view.ts";

export interface OutlineSymbol {
  readonly name: string;
  readonly kind: "statement" | "commonTable";
  readonly range: Span;
  readonly nameRange: Span;
  readonly children: readonly OutlineSymbol[];
}

/** Statements by what they do and to what, each with its CTEs. */
export function outline(tree: SyntaxTree): readonly OutlineSymbol[] {
  return tree.statements.map(({ node, start, end }) => ({
    name: titleOf(node, tree.text),
    kind: "statement" as const,
    range: { start, end },
    nameRange: { start, end: Math.min(end, lineEnd(tree.text, start)) },
    children: commonTables(node).map((table) => ({ name: table.name.name, kind: "commonTable" as const, range: table, nameRange: table.name, children: [] })),
  }));
}

function titleOf(statement: Statement, text: string): string {
  switch (statement.kind) {
    case "InsertStatement":
      return `${statement.upsert ? "UPSERT" : "INSERT"} INTO ${sliceOf(statement.target, text)}`;
    case "ReplaceStatement":
      return `REPLACE INTO ${sliceOf(statement.target, text)}`;
    case "ExplainStatement":
      return `EXPLAIN ${titleOf(statement.statement, text)}`;
    case "SetStatement":
      return `SET ${sliceOf(statement.name, text)}`;
    default:
      return text.slice(statement.start, Math.min(statement.end, lineEnd(text, statement.start), statement.start + 60));
  }
}

function sliceOf(node: Node | null, text: string): string {
  return node === null ? "…" : text.slice(node.start, node.end);
}

function lineEnd(text: string, offset: number): number {
  const found = /[\r\n]/u.exec(text.slice(offset))?.index;
  return found === undefined ? text.length : offset + found;
}

function commonTables(node: Node): readonly CommonTable[] {
  const found: CommonTable[] = node.kind === "CommonTable" ? [node] : [];
  forEachChild(node, (child) => {
    found.push(...commonTables(child));
  });
  return found;
}

const foldable: ReadonlySet<Node["kind"]> = new Set(["Query", "CommonTable", "Select", "CaseExpression", "TableFunction", "Values", "DerivedTable"]);

/** Ranges of several lines worth folding: statements, queries, calls of table functions, CASE, and blocks of comments. */
export function foldingRanges(tree: SyntaxTree): readonly Span[] {
  const spans: Span[] = [];
  const visit = (node: Node): void => {
    if (foldable.has(node.kind)) spans.push({ start: node.start, end: node.end });
    forEachChild(node, visit);
  };
  for (const statement of tree.statements) {
    spans.push({ start: statement.start, end: statement.end });
    visit(statement.node);
  }
  for (const match of tree.text.matchAll(/\/\*[\s\S]*?\*\/|(?:^[ \t]*--[^\r\n]*(?:\r?\n|$)){2,}/gmu)) {
    spans.push({ start: match.index, end: match.index + match[0].trimEnd().length });
  }
  return spans.filter(({ start, end }) => /[\r\n]/u.test(tree.text.slice(start, end)));
}

/** The ranges of ever larger nodes around an offset, innermost first, each larger than the one before. */
export function selectionRanges(tree: SyntaxTree, offset: number): readonly Span[] {
  const statement = statementAt(tree, offset);
  if (statement === null) return [{ start: 0, end: tree.text.length }];
  const spans = [...pathAt(statement.node, offset)].reverse().map(({ start, end }) => ({ start, end }));
  spans.push({ start: 0, end: tree.text.length });
  return spans.filter((span, index) => {
    const before = spans[index - 1];
    return before === undefined || span.start < before.start || span.end > before.end;
  });
}
