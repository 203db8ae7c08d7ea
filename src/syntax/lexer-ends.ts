import { isDigit } from "./characters.ts";

/* Where tokens and comments end that go on to some closing mark. What never does ends at 0. */

const QUOTE = 39;
const DOUBLE_QUOTE = 34;
const BACKSLASH = 92;

/** Offset after the quote that closes the string opened at `quote`. */
export function stringEnd(text: string, quote: number): number {
  let offset = text.indexOf("'", quote + 1);
  while (offset >= 0) {
    if (text.charCodeAt(offset + 1) !== QUOTE) return offset + 1;
    offset = text.indexOf("'", offset + 2);
  }
  return 0;
}

/** As `stringEnd`, where `\` takes its meaning from the character after it. */
export function escapedStringEnd(text: string, quote: number): number {
  for (let offset = quote + 1; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === BACKSLASH) offset++;
    else if (code === QUOTE) {
      if (text.charCodeAt(offset + 1) !== QUOTE) return offset + 1;
      offset++;
    }
  }
  return 0;
}

/** Offset after the quote that closes the name opened at `quote` on the same line; an empty name is none. */
export function nameEnd(text: string, quote: number): number {
  for (let offset = quote + 1; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 10 || code === 13) return 0;
    if (code !== DOUBLE_QUOTE) continue;
    if (text.charCodeAt(offset + 1) !== DOUBLE_QUOTE) return offset === quote + 1 ? 0 : offset + 1;
    offset++;
  }
  return 0;
}

/** Offset after a closing quote on the same line, with something between. */
export function foreignNameEnd(text: string, start: number, quote: string): number {
  const close = text.indexOf(quote, start + 1);
  return close > start + 1 && !hasLineBreak(text, start, close) ? close + 1 : 0;
}

/** Offset of the first line break from `start` on, or `end`. */
export function lineEnd(text: string, start: number, end = text.length): number {
  for (let offset = start; offset < end; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 10 || code === 13) return offset;
  }
  return end;
}

export function hasLineBreak(text: string, start: number, end: number): boolean {
  return lineEnd(text, start, end) < end;
}

/** Offset of the first character from `offset` on that is no digit. */
export function skipDigits(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
}
