import type { StringLiteral } from "../../syntax/nodes.ts";

/**
 * The offset in the SQL text of a character of a string literal's value. Exact for plain literals (`''` counts as one character);
 * for the rarer forms the literal's start.
 */
export function offsetInLiteral(text: string, literal: StringLiteral, index: number): number {
  if (literal.form !== "plain" || text.charAt(literal.start) !== "'") return literal.start;
  const last = literal.end - 1;
  let offset = literal.start + 1 + index;
  // The literal's own last quote ends the search.
  for (let quote = nextQuote(text, literal.start + 1); quote < offset && quote < last; quote = nextQuote(text, quote + 2)) offset++;
  return Math.min(offset, last);
}

function nextQuote(text: string, from: number): number {
  const quote = text.indexOf("'", from);
  return quote < 0 ? text.length : quote;
}

/** As `offsetInLiteral` for a range; the whole literal where the form keeps no offsets or the range is empty at its end. */
export function rangeInLiteral(text: string, literal: StringLiteral, start: number, end: number): { readonly start: number; readonly end: number } {
  if (literal.form !== "plain" || text.charAt(literal.start) !== "'" || literal.value.trim() === "") return { start: literal.start, end: literal.end };
  const from = offsetInLiteral(text, literal, start);
  const to = offsetInLiteral(text, literal, Math.max(end, start));
  return { start: from, end: Math.max(to, from + 1) };
}
