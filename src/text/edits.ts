/** Replace `[start, end)` of a text by `text`; offsets in UTF-16 code units. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that do not overlap, in any order. Throws when two of them overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let offset = 0;
  for (const edit of ordered) {
    if (edit.start < offset) throw new RangeError(`edits overlap at offset ${String(edit.start)}`);
    result += text.slice(offset, edit.start) + edit.text;
    offset = edit.end;
  }
  return result + text.slice(offset);
}

/** The one edit that makes a text into another: what both begin and end with stays. */
export function differenceOf(before: string, after: string): TextEdit {
  let start = 0;
  while (start < before.length && start < after.length && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (same < before.length - start && same < after.length - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same++;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}

const blanks = " \t";

/** Takes a range out of a text so that no two blanks are left where there was a word between them, and none at the end of a line. */
export function removalOf(text: string, range: { readonly start: number; readonly end: number }): TextEdit {
  let { start, end } = range;
  const before = text.charAt(start - 1);
  if (!blanks.includes(before) && before !== "\n") return { start, end, text: "" };
  while (end < text.length && blanks.includes(text.charAt(end))) end++;
  if (end === text.length || /[\r\n]/.test(text.charAt(end))) while (start > 0 && blanks.includes(text.charAt(start - 1))) start--;
  return { start, end, text: "" };
}
