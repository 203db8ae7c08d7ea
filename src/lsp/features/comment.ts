import { tokenIndexAt } from "../../syntax/query.ts";
import type { TextView } from "./text-view.ts";

/** What a comment that is open at the offset says before it; null outside of comments. */
export function commentBefore({ tree }: TextView, offset: number): string | null {
  const index = tokenIndexAt(tree, offset - 1);
  const gapStart = index < 0 ? 0 : (tree.tokens.ends[index] ?? 0);
  if (gapStart > offset) return null;
  const gap = tree.text.slice(gapStart, offset);
  // Of the comments of the gap the last one is still open, or none.
  let open: string | null = null;
  // eslint-disable-next-line regexp/no-super-linear-move -- every alternative ends at the end of the text, so that none is rejected
  for (const match of gap.matchAll(/(?:--|\/\/)([^\r\n]*)(\r\n?|\n|$)|\/\*([^]*?)(\*\/|$)/gu)) {
    const [, line, lineEnd, block, blockEnd] = match;
    const ends = line === undefined ? blockEnd : lineEnd;
    open = ends === "" ? (line ?? block ?? "") : null;
  }
  return open;
}
