import type { SyntaxTree } from "./tree.ts";

/** The tree's text put together again from its tokens and the trivia between them: byte for byte what was parsed. */
export function printTree(tree: SyntaxTree): string {
  const { text, tokens } = tree;
  const parts: string[] = [];
  let offset = 0;
  for (let index = 0; index < tokens.count; index++) {
    const start = tokens.starts[index] ?? offset;
    const end = tokens.ends[index] ?? start;
    parts.push(text.slice(offset, start), text.slice(start, end));
    offset = end;
  }
  parts.push(text.slice(offset));
  return parts.join("");
}
