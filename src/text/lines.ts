import { countBefore } from "./search.ts";

/** A place as people count it: line and column from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Start offsets of the lines of a text; `\n`, `\r\n` and a lone `\r` each end a line. */
export type LineStarts = readonly number[];

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

export function lineStarts(text: string): LineStarts {
  const starts = [0];
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === CARRIAGE_RETURN && text.charCodeAt(offset + 1) === LINE_FEED) continue;
    if (code === LINE_FEED || code === CARRIAGE_RETURN) starts.push(offset + 1);
  }
  return starts;
}

/** The line break that a text uses, for what is written into it. */
export function lineBreakOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** The position of an offset (UTF-16 code units, 0-based). */
export function positionAt(starts: LineStarts, offset: number): Position {
  const line = Math.max(1, countBefore(starts.length, (index) => (starts[index] ?? 0) <= offset));
  return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
}

/** The offset of a position; beyond the last line it is the end of the text. */
export function offsetAt(starts: LineStarts, textLength: number, position: Position): number {
  const start = starts[position.line - 1];
  if (start === undefined) return textLength;
  return Math.min(start + position.column - 1, textLength);
}
