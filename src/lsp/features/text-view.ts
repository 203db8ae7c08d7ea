import type { StatementAnalysis } from "../../analysis/model.ts";
import type { Release } from "../../druid/releases.ts";
import type { Registry } from "../../linter/registry.ts";
import { forEachChild } from "../../syntax/child-keys.ts";
import type { Node } from "../../syntax/nodes.ts";
import type { ParsedStatement, SyntaxTree } from "../../syntax/tree.ts";

/** One text of SQL as the features see it: offsets in, offsets out; nothing of the protocol. */
export interface TextView {
  readonly tree: SyntaxTree;
  readonly release: Release;
  readonly registry: Registry;
  /** Made when first asked for. */
  analysisOf(statement: ParsedStatement): StatementAnalysis;
}

/** Half-open range of offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The statement that holds an offset, its end included; between statements the one before, if only blanks lie between. */
export function statementAt(tree: SyntaxTree, offset: number): ParsedStatement | null {
  let best: ParsedStatement | null = null;
  for (const statement of tree.statements) {
    if (statement.start > offset) break;
    best = statement;
  }
  return best !== null && best.semicolon >= 0 && offset > best.semicolon ? null : best;
}

/** The nodes that hold an offset (ends included), outermost first. */
export function pathAt(root: Node, offset: number): readonly Node[] {
  const path: Node[] = [root];
  for (;;) {
    const parent = path[path.length - 1];
    if (parent === undefined) return path;
    const holding: Node[] = [];
    forEachChild(parent, (child) => {
      if (child.start <= offset && offset <= child.end) holding.push(child);
    });
    // At a border between two nodes the later one wins: `a.|b` and `(|x` are about what follows.
    const next = holding.reduce<Node | null>((latest, child) => (latest === null || child.start >= latest.start ? child : latest), null);
    if (next === null) return path;
    path.push(next);
  }
}

/** The innermost node of a kind at an offset. */
export function enclosing<Kind extends Node["kind"]>(path: readonly Node[], kind: Kind): Extract<Node, { kind: Kind }> | null {
  for (let index = path.length - 1; index >= 0; index--) {
    const node = path[index];
    if (node?.kind === kind) return node as Extract<Node, { kind: Kind }>;
  }
  return null;
}

/** Index of the token that holds an offset, or of the last one before it; -1 before the first. */
export function tokenIndexAt(tree: SyntaxTree, offset: number): number {
  const { starts, count } = tree.tokens;
  let low = 0;
  let high = count - 1;
  let found = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) {
      found = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}

export function tokenText(tree: SyntaxTree, index: number): string {
  return tree.text.slice(tree.tokens.starts[index], tree.tokens.ends[index]);
}

/** Upper-case texts of the last tokens before an offset, nearest first; a token that the offset stands in or right behind is left out when it is a word. */
export function wordsBefore(tree: SyntaxTree, offset: number, most: number): readonly string[] {
  let index = tokenIndexAt(tree, offset - 1);
  if (index >= 0 && (tree.tokens.ends[index] ?? 0) >= offset && /^["\w]/u.test(tokenText(tree, index))) index--;
  const words: string[] = [];
  for (; index >= 0 && words.length < most; index--) words.push(tokenText(tree, index).toUpperCase());
  return words;
}
