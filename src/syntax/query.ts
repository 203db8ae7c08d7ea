import { forEachChild } from "./child-keys.ts";
import type { Argument, Expression, Node } from "./nodes.ts";
import type { Tokens } from "./tokens.ts";
import type { ParsedStatement, SyntaxTree } from "./tree.ts";

/** The statement that holds an offset, or ends at it; null between statements. */
export function statementAt(tree: SyntaxTree, offset: number): ParsedStatement | null {
  return tree.statements.find((statement) => statement.start <= offset && offset <= statement.end) ?? null;
}

/**
 * The nodes that hold an offset, the statement first and the innermost last; empty outside of statements. Where two nodes meet at the
 * offset the later one counts.
 */
export function nodesAt(tree: SyntaxTree, offset: number): readonly Node[] {
  const statement = statementAt(tree, offset);
  if (statement === null) return [];
  const path: Node[] = [];
  let inner: Node | null = statement.node;
  while (inner !== null) {
    path.push(inner);
    inner = childAt(inner, offset);
  }
  return path;
}

/** The innermost node that holds an offset, null outside of statements. */
export function nodeAt(tree: SyntaxTree, offset: number): Node | null {
  return nodesAt(tree, offset).at(-1) ?? null;
}

function childAt(node: Node, offset: number): Node | null {
  const holding: Node[] = [];
  forEachChild(node, (child) => {
    if (child.start <= offset && offset <= child.end) holding.push(child);
  });
  return holding.at(-1) ?? null;
}

/** The first token that ends after an offset, by binary search; `count` when none does. The token holds the offset unless it lies in trivia. */
export function tokenAt(tokens: Tokens, offset: number): number {
  let low = 0;
  let high = tokens.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens.ends[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What stands within any number of parentheses. */
export function skipParentheses<Inner extends Argument>(node: Inner | Expression): Inner | Expression {
  let inner: Inner | Expression = node;
  while (inner.kind === "ParenthesizedExpression") inner = inner.expression;
  return inner;
}
