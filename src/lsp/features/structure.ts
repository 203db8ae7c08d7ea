import type { CommonTable, Node, Statement } from "../../syntax/nodes.ts";
import { forEachChild } from "../../syntax/child-keys.ts";
import type { SyntaxTree } from "../../syntax/tree.ts";
import { pathAt, statementAt } from "../../syntax/query.ts";
import { commentAround } from "./comment.ts";
import type { Span, TextView } from "./text-view.ts";

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

export interface FoldingSpan extends Span {
  readonly kind: "comment" | "code";
}

/** Ranges worth folding: statements, queries, calls of table functions, CASE, and blocks of comments. */
export function foldingRanges(tree: SyntaxTree): readonly FoldingSpan[] {
  const spans: FoldingSpan[] = [];
  const visit = (node: Node): void => {
    if (foldable.has(node.kind)) spans.push({ start: node.start, end: node.end, kind: "code" });
    forEachChild(node, visit);
  };
  for (const statement of tree.statements) {
    spans.push({ start: statement.start, end: statement.end, kind: "code" });
    visit(statement.node);
  }
  return [...spans, ...commentBlocks(tree)];
}

/** Comments of the other form than `--`, and runs of lines that are such comments. */
function commentBlocks({ text, tokens: { starts, ends, count } }: SyntaxTree): readonly FoldingSpan[] {
  const spans: FoldingSpan[] = [];
  for (let index = 0, from = 0; index <= count; index++) {
    const to = starts[index] ?? text.length;
    const gap = index < count ? text.slice(from, to) : text.slice(from);
    for (const match of gap.length < 4 ? [] : gap.matchAll(/\/\*[^]*?\*\/|(?:^[ \t]*--[^\r\n]*(?:\r?\n|$)){2,}/gmu)) {
      spans.push({ start: from + match.index, end: from + match.index + match[0].trimEnd().length, kind: "comment" });
    }
    from = ends[index] ?? text.length;
  }
  return spans;
}

/** The ranges of ever larger parts around an offset, innermost first, each larger than the one before. */
export function selectionRanges(view: TextView, offset: number): readonly Span[] {
  const { tree } = view;
  const whole = { start: 0, end: tree.text.length };
  const comment = commentAround(view, offset);
  const statement = statementAt(tree, offset);
  const path = statement === null ? [] : [...pathAt(statement.node, offset)].reverse();
  // A place in a comment belongs to what is around the comment.
  const spans = [...(comment === null ? [] : [comment]), ...path.flatMap((node) => spansOf(node, offset)), whole];
  const growing: Span[] = [];
  for (const span of spans) {
    const before = growing.at(-1);
    if (before === undefined || (span.start <= before.start && span.end >= before.end && span.end - span.start > before.end - before.start)) growing.push({ start: span.start, end: span.end });
  }
  return growing;
}

/** What a node is made of that an offset is part of, then the node: a text without its quotes, all items of a list. */
function spansOf(node: Node, offset: number): readonly Span[] {
  const quoted = (node.kind === "StringLiteral" && node.form === "plain") || (node.kind === "Identifier" && node.quoted);
  if (quoted && offset > node.start && offset < node.end) return [{ start: node.start + 1, end: node.end - 1 }, node];
  const lists = node.kind === "Select" ? [node.items, node.groupBy?.items ?? []] : node.kind === "FunctionCall" ? [node.arguments] : [];
  return [...lists.flatMap((list) => spanOfList(list, offset)), node];
}

function spanOfList(list: readonly Node[], offset: number): readonly Span[] {
  const [first, last] = [list[0], list.at(-1)];
  return first !== undefined && last !== undefined && first.start <= offset && offset <= last.end ? [{ start: first.start, end: last.end }] : [];
}
