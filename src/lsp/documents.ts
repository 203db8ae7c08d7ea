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
  const toPosition = (document: OpenDocument, offset: number): LspPosition => {
    const { line, column } = positionAt(document.lines, offset);
    if (encoding === "utf-16") return { line: line - 1, character: column - 1 };
    return { line: line - 1, character: Buffer.byteLength(document.text.slice(offset - column + 1, offset), "utf8") };
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
