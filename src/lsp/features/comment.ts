import { tokenIndexAt } from "../../syntax/query.ts";
import type { Span, TextView } from "./text-view.ts";

type Text = Pick<TextView, "tree">;

/** What a comment that is open at the offset says before it; null outside of comments. */
export function commentBefore(view: Text, offset: number): string | null {
  return commentAt(view, offset)?.said ?? null;
}

/** The comment that an offset stands in, up to its end; null outside of comments. */
export function commentAround(view: Text, offset: number): Span | null {
  const open = commentAt(view, offset);
  if (open === null) return null;
  const { text } = view.tree;
  const [mark, length] = text.startsWith("/*", open.start) ? [/\*\//gu, 2] as const : [/(?=[\r\n])/gu, 0] as const;
  mark.lastIndex = offset;
  const end = mark.exec(text)?.index;
  return { start: open.start, end: end === undefined ? text.length : end + length };
}

/** The comment that is open at an offset, and what it says so far. */
function commentAt({ tree }: Text, offset: number): { readonly start: number; readonly said: string } | null {
  const index = tokenIndexAt(tree, offset - 1);
  const gapStart = index < 0 ? 0 : (tree.tokens.ends[index] ?? 0);
  if (gapStart > offset) return null;
  const gap = tree.text.slice(gapStart, offset);
  // Of the comments of the gap the last one is still open, or none.
  let open: { readonly start: number; readonly said: string } | null = null;
  // eslint-disable-next-line regexp/no-super-linear-move -- every alternative ends at the end of the text, so that none is rejected
  for (const match of gap.matchAll(/(?:--|\/\/)([^\r\n]*)(\r\n?|\n|$)|\/\*([^]*?)(\*\/|$)/gu)) {
    const [, line, lineEnd, block, blockEnd] = match;
    const ends = line === undefined ? blockEnd : lineEnd;
    open = ends === "" ? { start: gapStart + match.index, said: line ?? block ?? "" } : null;
  }
  return open;
}
