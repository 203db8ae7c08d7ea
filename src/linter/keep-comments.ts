import type { SyntaxTree } from "../syntax/tree.ts";
import type { TextEdit } from "../text/edits.ts";
import { lineBreakOf } from "../text/lines.ts";
import { countBefore } from "../text/search.ts";
import type { Finding } from "./finding.ts";

/** The finding with edits that lose no comment: those within what an edit replaces follow its text. */
export function keepComments(finding: Finding, tree: SyntaxTree): Finding {
  const { fix, suggestions } = finding;
  if (fix === null && suggestions.length === 0) return finding;
  const kept = <Mended extends { readonly edits: readonly TextEdit[] }>(mended: Mended): Mended => ({ ...mended, edits: withComments(mended.edits, tree) });
  return { ...finding, fix: fix === null ? null : kept(fix), suggestions: suggestions.map(kept) };
}

function withComments(edits: readonly TextEdit[], tree: SyntaxTree): readonly TextEdit[] {
  return edits.map((edit) => {
    // What is moved may have taken its comments along.
    const lost = commentsWithin(edit, tree).filter((comment) => !edits.some(({ text }) => text.includes(comment)));
    return lost.length === 0 ? edit : { ...edit, text: `${edit.text} ${join(lost, tree.text, edit.end)}` };
  });
}

/** A comment up to the end of its line needs that end. */
function join(comments: readonly string[], text: string, end: number): string {
  const [last, next, lineBreak] = [comments.at(-1) ?? "", text.charAt(end), lineBreakOf(text)];
  const open = !last.startsWith("/*") && next !== "" && next !== "\n" && next !== "\r";
  return comments.map((comment, index) => (index < comments.length - 1 ? `${comment}${comment.startsWith("/*") ? " " : lineBreak}` : comment)).join("") + (open ? lineBreak : "");
}

const comment = /--[^\r\n]*|\/\/[^\r\n]*|\/\*[^]*?\*\//gu;

/** The comments between the tokens that an edit replaces; none where it replaces a comment itself. */
function commentsWithin({ start, end }: TextEdit, { tokens, text }: SyntaxTree): readonly string[] {
  if (!/--|\/\/|\/\*/u.test(text.slice(start, end))) return [];
  const first = countBefore(tokens.count, (index) => (tokens.ends[index] ?? 0) <= start);
  const after = countBefore(tokens.count, (index) => (tokens.starts[index] ?? 0) < end);
  if (first === after) return [];
  const found: string[] = [];
  for (let index = first, gap = start; index <= after; index++) {
    const gapEnd = index < after ? (tokens.starts[index] ?? end) : end;
    if (gapEnd > gap) found.push(...(text.slice(gap, gapEnd).match(comment) ?? []));
    gap = tokens.ends[index] ?? end;
  }
  return found;
}
