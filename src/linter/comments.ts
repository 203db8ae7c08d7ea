import type { SyntaxTree } from "../syntax/tree.ts";

/** A gap between tokens that is shorter holds no comment of interest. */
const shortest = "msqlint".length;

/** A comment: what lies between two tokens, up to its own end. */
export interface Comment {
  readonly start: number;
  readonly end: number;
  /** Offsets of what it says, without the marks. */
  readonly textStart: number;
  readonly textEnd: number;
}

/** The comments of a text that names this tool, in whatever case. Costs one search where it does not. */
export function commentsThatName(tree: SyntaxTree): readonly Comment[] {
  return /msqlint/i.test(tree.text) ? findComments(tree) : [];
}

function findComments(tree: SyntaxTree): readonly Comment[] {
  const { tokens, text } = tree;
  const comments: Comment[] = [];
  let gapStart = 0;
  for (let index = 0; index <= tokens.count; index++) {
    const gapEnd = index < tokens.count ? (tokens.starts[index] ?? text.length) : text.length;
    if (gapEnd - gapStart > shortest) collectComments(text, gapStart, gapEnd, comments);
    gapStart = index < tokens.count ? (tokens.ends[index] ?? text.length) : gapEnd;
  }
  return comments;
}

function collectComments(text: string, gapStart: number, gapEnd: number, into: Comment[]): void {
  let offset = gapStart;
  while (offset < gapEnd) {
    const two = text.slice(offset, offset + 2);
    if (two === "--" || two === "//") {
      const end = endOfLine(text, offset, gapEnd);
      into.push({ start: offset, end, textStart: offset + 2, textEnd: end });
      offset = end;
    } else if (two === "/*") {
      const close = text.indexOf("*/", offset + 2);
      const end = close < 0 ? gapEnd : close + 2;
      into.push({ start: offset, end, textStart: offset + 2, textEnd: close < 0 ? gapEnd : close });
      offset = end;
    } else {
      offset++;
    }
  }
}

/** Where the line of an offset ends, at the latest at `limit`. */
function endOfLine(text: string, offset: number, limit: number): number {
  let end = offset;
  while (end < limit && text[end] !== "\n" && text[end] !== "\r") end++;
  return end;
}
