import type { SyntaxTree } from "../syntax/tree.ts";
import type { Position } from "../text/lines.ts";

/** A comment as ESLint's own rules expect it, with offsets. */
export interface Comment {
  readonly kind: "Comment";
  readonly type: "Block" | "Line";
  /** Without its marks. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** The two offsets once more, where ESLint's own rules look for them. */
  readonly range: readonly [number, number];
  readonly loc: { readonly start: Position; readonly end: Position };
}

const commentPattern = /--[^\r\n]*|\/\/[^\r\n]*|\/\*(?:[^*]|\*(?!\/))*\*\//gu;

/** The comments of a text, in order: they lie in the gaps between tokens. */
export function commentsOf(tree: SyntaxTree, positionOf: (offset: number) => Position): readonly Comment[] {
  const { text, tokens } = tree;
  const comments: Comment[] = [];
  let gapStart = 0;
  for (let index = 0; index <= tokens.count; index++) {
    const gapEnd = index === tokens.count ? text.length : (tokens.starts[index] ?? text.length);
    if (gapEnd > gapStart) collect(text.slice(gapStart, gapEnd), gapStart, positionOf, comments);
    gapStart = tokens.ends[index] ?? text.length;
  }
  return comments;
}

function collect(gap: string, offset: number, positionOf: (offset: number) => Position, comments: Comment[]): void {
  for (const match of gap.matchAll(commentPattern)) {
    const [text] = match;
    const block = text.startsWith("/*");
    const start = offset + match.index;
    const end = start + text.length;
    comments.push({
      kind: "Comment",
      type: block ? "Block" : "Line",
      value: block ? text.slice(2, -2) : text.slice(2),
      start,
      end,
      range: [start, end],
      loc: { start: positionOf(start), end: positionOf(end) },
    });
  }
}
