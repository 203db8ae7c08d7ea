import { lineStarts, offsetAt, positionAt, type LineStarts } from "../text/lines.ts";

/** LSP's position: both from 0, characters in units of the negotiated encoding. */
export interface LspPosition {
  readonly line: number;
  readonly character: number;
}

export interface LspRange {
  readonly start: LspPosition;
  readonly end: LspPosition;
}

/** Half-open range of offsets. */
interface Span {
  readonly start: number;
  readonly end: number;
}

export type PositionEncoding = "utf-16" | "utf-8";

/** One version of an open document. What is worked out of it belongs to this object, so that a stale result is told by comparison. */
export interface OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
  readonly lines: LineStarts;
}

export function openDocument(uri: string, languageId: string, version: number, text: string): OpenDocument {
  return { uri, languageId, version, text, lines: lineStarts(text) };
}

/** Converts between offsets of a document and LSP's positions. */
export interface Positions {
  offset(document: OpenDocument, position: LspPosition): number;
  range(document: OpenDocument, span: Span): LspRange;
}

export function createPositions(encoding: PositionEncoding): Positions {
  const bytesBefore = createByteCounter();
  const toPosition = (document: OpenDocument, offset: number): LspPosition => {
    const { line, column } = positionAt(document.lines, offset);
    return { line: line - 1, character: encoding === "utf-16" ? column - 1 : bytesBefore(document, offset - column + 1, offset) };
  };
  return {
    offset: (document, { line, character }) => {
      const start = offsetAt(document.lines, document.text.length, { line: line + 1, column: 1 });
      const end = endOfLine(document, line, start);
      if (encoding === "utf-16") return Math.min(start + character, end);
      return start + unitsOfBytes(document.text.slice(start, end), character);
    },
    range: (document, span) => ({ start: toPosition(document, span.start), end: toPosition(document, span.end) }),
  };
}

/** Counts a line's bytes before an offset. What is asked for in order, as most is, is counted on: a line may be very long. */
function createByteCounter(): (document: OpenDocument, lineStart: number, offset: number) => number {
  let last = { text: "", lineStart: 0, offset: 0, bytes: 0 };
  return ({ text }, lineStart, offset) => {
    const from = last.text === text && last.lineStart === lineStart && last.offset <= offset ? last : { offset: lineStart, bytes: 0 };
    last = { text, lineStart, offset, bytes: from.bytes + Buffer.byteLength(text.slice(from.offset, offset), "utf8") };
    return last.bytes;
  };
}

/** A character beyond the line stands for the line's end, which is before its line break. */
function endOfLine({ lines, text }: OpenDocument, line: number, start: number): number {
  const next = lines[line + 1];
  if (next === undefined) return text.length;
  const end = text.charAt(next - 1) === "\n" ? next - 1 : next;
  return end > start && text.charAt(end - 1) === "\r" ? end - 1 : end;
}

function unitsOfBytes(text: string, bytes: number): number {
  let left = bytes;
  let units = 0;
  for (const character of text) {
    if (left <= 0) break;
    left -= Buffer.byteLength(character, "utf8");
    units += character.length;
  }
  return units;
}
