import { countBefore } from "../text/search.ts";
import { forEachChild } from "./child-keys.ts";
import type { Node } from "./nodes.ts";
import type { ParsedStatement, SyntaxTree } from "./tree.ts";

/** The statement that holds an offset, its end included; between statements the one before, as long as no `;` has ended it. */
export function statementAt(tree: SyntaxTree, offset: number): ParsedStatement | null {
  let best: ParsedStatement | null = null;
  for (const statement of tree.statements) {
    if (statement.start > offset) break;
    best = statement;
  }
  return best !== null && best.semicolon >= 0 && offset > best.semicolon ? null : best;
}

/**
 * The nodes that hold an offset (ends included), from the given one to the innermost. Where two meet the later one counts: `a.|b` and
 * `(|x` are about what follows.
 */
export function pathAt(root: Node, offset: number): readonly Node[] {
  const path: Node[] = [];
  let inner: Node | null = root;
  while (inner !== null) {
    path.push(inner);
    inner = childAt(inner, offset);
  }
  return path;
}

function childAt(node: Node, offset: number): Node | null {
  let latest: Node | null = null;
  forEachChild(node, (child) => {
    if (child.start <= offset && offset <= child.end && (latest === null || child.start >= latest.start)) latest = child;
  });
  return latest;
}

/** The innermost node of a kind in such a path. */
export function enclosing<Kind extends Node["kind"]>(path: readonly Node[], kind: Kind): Extract<Node, { kind: Kind }> | null {
  return (path.findLast((node) => node.kind === kind) as Extract<Node, { kind: Kind }> | undefined) ?? null;
}

/** Index of the token that holds an offset, or of the last one before it; -1 before the first. */
export function tokenIndexAt(tree: SyntaxTree, offset: number): number {
  const { starts, count } = tree.tokens;
  return countBefore(count, (index) => (starts[index] ?? 0) <= offset) - 1;
}

/** As it is written; empty for an index that no token has. */
export function tokenText(tree: SyntaxTree, index: number): string {
  return index < 0 ? "" : tree.text.slice(tree.tokens.starts[index], tree.tokens.ends[index]);
}
