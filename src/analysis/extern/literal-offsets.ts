import type { StringLiteral } from "../../syntax/nodes.ts";

/**
 * The offset in the SQL text of a character of a string literal's value. Exact for plain literals (`''` counts as one character);
 * for the rarer forms the literal's start.
 */
export function offsetInLiteral(text: string, literal: StringLiteral, index: number): number {
  if (literal.form !== "plain" || text.charAt(literal.start) !== "'") return literal.start;
  let offset = literal.start + 1;
  for (let seen = 0; seen < index && offset < literal.end - 1; seen++) offset += text.startsWith("''", offset) ? 2 : 1;
  return Math.min(offset, literal.end - 1);
}

/** As `offsetInLiteral` for a range; the whole literal where the form keeps no offsets or the range is empty at its end. */
export function rangeInLiteral(text: string, literal: StringLiteral, start: number, end: number): { readonly start: number; readonly end: number } {
  if (literal.form !== "plain" || text.charAt(literal.start) !== "'" || literal.value.trim() === "") return { start: literal.start, end: literal.end };
  const from = offsetInLiteral(text, literal, start);
  const to = offsetInLiteral(text, literal, Math.max(end, start));
  return { start: from, end: Math.max(to, from + 1) };
}
