import { CompletionItemKind, InsertTextFormat, MarkupKind, type CompletionItem, type Hover, type SignatureHelp, type TextDocumentPositionParams } from "vscode-languageserver";
import type { Release } from "../../druid/releases.ts";
import type { TextEdit } from "../../text/edits.ts";
import type { LspPosition, OpenDocument } from "../documents.ts";
import { completeAt } from "../features/completion.ts";
import type { CompletionKind, CompletionList } from "../features/completion-items.ts";
import { hoverInPayload } from "../features/payload-hover.ts";
import { completePayload } from "../features/payload-completion.ts";
import { hoverAt } from "../features/hover.ts";
import { signatureHelpAt } from "../features/signature-help.ts";
import { editInDocument, isPayload } from "./parts.ts";
import { longestText, type Reading } from "./reading.ts";

export async function hover(reading: Reading, { textDocument, position }: TextDocumentPositionParams): Promise<Hover | null> {
  const at = await reading.locate(textDocument.uri, position);
  if (at === null) return hoverOfPayload(reading, textDocument.uri, position);
  const found = hoverAt(at.part.view, at.offset);
  if (found === null) return null;
  return { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: reading.rangeIn(at, found.range) };
}

async function hoverOfPayload(reading: Reading, uri: string, position: LspPosition): Promise<Hover | null> {
  const around = await payloadAt(reading, uri, position);
  const found = around === null ? null : hoverInPayload(around.document.text, around.offset, around.release);
  if (around === null || found === null) return null;
  return { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: reading.session.positions.range(around.document, found.range) };
}

/** A place in a JSON document outside of its SQL. */
async function payloadAt(reading: Reading, uri: string, position: LspPosition): Promise<{ readonly document: OpenDocument; readonly offset: number; readonly release: Release } | null> {
  const document = reading.session.documents.get(uri);
  const settings = document === undefined || !isPayload(document) ? null : await reading.settingsOf(document);
  if (document === undefined || settings === null || document.text.length > longestText) return null;
  return { document, offset: reading.session.positions.offset(document, position), release: settings.release };
}

const completionKinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  function: CompletionItemKind.Function,
  column: CompletionItemKind.Field,
  table: CompletionItemKind.Class,
  granularity: CompletionItemKind.EnumMember,
  contextKey: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  property: CompletionItemKind.Property,
  rule: CompletionItemKind.Reference,
  type: CompletionItemKind.TypeParameter,
};

export async function completion(reading: Reading, { textDocument, position }: TextDocumentPositionParams): Promise<CompletionItem[]> {
  const at = await reading.locate(textDocument.uri, position);
  if (at === null) return completionOfPayload(reading, textDocument.uri, position);
  return toItems(reading, at.document, completeAt(at.part.view, at.offset), (edit) => editInDocument(at.part, edit));
}

async function completionOfPayload(reading: Reading, uri: string, position: LspPosition): Promise<CompletionItem[]> {
  const around = await payloadAt(reading, uri, position);
  const list = around === null ? null : completePayload(around.document.text, around.offset, around.release);
  return around === null || list === null ? [] : toItems(reading, around.document, list, (edit) => edit);
}

/** `toDocument` turns an edit of the text that the list is about into one of the document. */
function toItems({ session }: Reading, document: OpenDocument, { range, wordEnd = range.end, items }: CompletionList, toDocument: (edit: TextEdit) => TextEdit): CompletionItem[] {
  const wordEndInDocument = toDocument({ start: range.end, end: wordEnd, text: "" }).end;
  const typed = document.text.charAt(toDocument({ ...range, text: "" }).start);
  return items.map((item): CompletionItem => {
    const { start, end, text } = toDocument({ ...range, text: item.insert });
    const newText = session.takesSnippets ? text.replaceAll("\\", "\\\\").replaceAll(/\$(?!0)/gu, "\\$") : text.replace("$0", "");
    return {
      label: item.label,
      kind: completionKinds[item.kind],
      detail: item.detail,
      sortText: String(item.order).padStart(4, "0") + item.label,
      // What has been typed is held against this: behind a quote it begins with one.
      ...(typed === '"' ? { filterText: `"${item.label}` } : {}),
      insertTextFormat: session.takesSnippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
      textEdit: session.takesInsertReplace ? { insert: session.positions.range(document, { start, end }), replace: session.positions.range(document, { start, end: Math.max(end, wordEndInDocument) }), newText } : { range: session.positions.range(document, { start, end }), newText },
    };
  });
}

export async function signatureHelp(reading: Reading, { textDocument, position }: TextDocumentPositionParams): Promise<SignatureHelp | null> {
  const at = await reading.locate(textDocument.uri, position);
  const help = at === null ? null : signatureHelpAt(at.part.view, at.offset);
  if (help === null) return null;
  const { activeSignature, activeParameter } = help;
  const { takesLabelOffsets } = reading.session;
  const signatures = help.signatures.map(({ label, parameters }) => ({
    label,
    // Several parameters may read alike: only offsets tell them apart.
    parameters: parameters.map(({ start, end }): { label: string | [number, number] } => ({ label: takesLabelOffsets ? [start, end] : label.slice(start, end) })),
  }));
  return { signatures, activeSignature, activeParameter };
}
