import { FoldingRangeKind, SymbolKind, type DocumentSymbol, type FoldingRange, type InlayHint, type InlayHintParams, type SelectionRange, type SelectionRangeParams } from "vscode-languageserver";
import type { LspRange, OpenDocument } from "../documents.ts";
import { inlayHints } from "../features/inlay-hints.ts";
import { foldingRanges, outline, selectionRanges, type OutlineSymbol } from "../features/structure.ts";
import type { Span } from "../features/text-view.ts";
import { spanInDocument, spanInPart, type Part } from "./parts.ts";
import type { Reading } from "./reading.ts";

interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

/** What each text of SQL in the document has to give; `rangeOf` turns a place in it into one in the document. */
export async function eachPart<Result>(reading: Reading, { textDocument: { uri } }: DocumentParams, of: (part: Part, rangeOf: (span: Span) => LspRange, document: OpenDocument) => readonly Result[]): Promise<Result[]> {
  const document = reading.session.documents.get(uri);
  if (document === undefined) return [];
  const { positions } = reading.session;
  return (await reading.parts(document)).flatMap((part) => of(part, (span) => positions.range(document, spanInDocument(part, span)), document));
}

export function documentSymbol(reading: Reading, params: DocumentParams): Promise<DocumentSymbol[]> {
  return eachPart(reading, params, (part, rangeOf) => outline(part.view.tree).map((symbol) => toSymbol(symbol, rangeOf)));
}

function toSymbol(symbol: OutlineSymbol, rangeOf: (span: Span) => LspRange): DocumentSymbol {
  return {
    name: symbol.name === "" ? "statement" : symbol.name,
    kind: symbol.kind === "statement" ? SymbolKind.Event : SymbolKind.Class,
    range: rangeOf(symbol.range),
    selectionRange: rangeOf(symbol.nameRange),
    children: symbol.children.map((child) => toSymbol(child, rangeOf)),
  };
}

/** The largest range that begins on a line: clients show one. */
export async function foldingRange(reading: Reading, params: DocumentParams): Promise<FoldingRange[]> {
  const ranges = await eachPart(reading, params, (part, rangeOf) => foldingRanges(part.view.tree).map((span): FoldingRange => {
    const { start, end } = rangeOf(span);
    return { startLine: start.line, endLine: end.line, ...(span.kind === "comment" ? { kind: FoldingRangeKind.Comment } : {}) };
  }));
  const largest = new Map<number, FoldingRange>();
  for (const range of ranges) if (range.endLine > (largest.get(range.startLine)?.endLine ?? range.startLine)) largest.set(range.startLine, range);
  return [...largest.values()];
}

/** What of a document a client shows; all of it where it does not say. */
export function spanOf({ session: { positions } }: Reading, document: OpenDocument, range: LspRange | undefined): Span {
  if (range === undefined) return { start: 0, end: document.text.length };
  return { start: positions.offset(document, range.start), end: positions.offset(document, range.end) };
}

export async function selectionRange(reading: Reading, { textDocument: { uri }, positions }: SelectionRangeParams): Promise<SelectionRange[]> {
  const ranges: SelectionRange[] = [];
  for (const position of positions) {
    const at = await reading.locate(uri, position);
    const around = at === null ? [] : selectionRanges(at.part.view, at.offset).map((span) => reading.rangeIn(at, span));
    ranges.push(nested(around) ?? { range: { start: position, end: position } });
  }
  return ranges;
}

function nested(ranges: readonly LspRange[]): SelectionRange | null {
  let parent: SelectionRange | null = null;
  for (const range of [...ranges].reverse()) parent = parent === null ? { range } : { range, parent };
  return parent;
}

export function inlayHint(reading: Reading, params: InlayHintParams): Promise<InlayHint[]> {
  return eachPart(reading, params, (part, rangeOf, document) => inlayHints(part.view, spanInPart(part, spanOf(reading, document, params.range))).map((hint) => ({
    position: rangeOf({ start: hint.offset, end: hint.offset }).start,
    label: hint.label,
    tooltip: hint.tooltip,
  })));
}
