import { CompletionItemKind, InsertTextFormat, MarkupKind, type CompletionItem, type Hover, type SignatureHelp, type TextDocumentPositionParams } from "vscode-languageserver";
import type { TextEdit } from "../../text/edits.ts";
import { toHostEdit } from "../../text/offset-map.ts";
import type { LspPosition, OpenDocument } from "../documents.ts";
import { completeAt } from "../features/completion.ts";
import type { CompletionKind, CompletionList } from "../features/completion-items.ts";
import { completePayload } from "../features/payload-completion.ts";
import { hoverAt } from "../features/hover.ts";
import { signatureHelpAt } from "../features/signature-help.ts";
import { kindOf } from "./parts.ts";
import type { Reading } from "./reading.ts";

export async function hover(reading: Reading, { textDocument, position }: TextDocumentPositionParams): Promise<Hover | null> {
  const at = await reading.locate(textDocument.uri, position);
  const found = at === null ? null : hoverAt(at.part.view, at.offset);
  if (at === null || found === null) return null;
  return { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: reading.rangeIn(at, found.range) };
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
  return toItems(reading, at.document, completeAt(at.part.view, at.offset), (edit) => (at.part.map === null ? edit : toHostEdit(at.part.map, edit)));
}

/** Around the SQL of a request. */
async function completionOfPayload(reading: Reading, uri: string, position: LspPosition): Promise<CompletionItem[]> {
  const document = reading.session.documents.get(uri);
  const settings = document === undefined || kindOf(document) !== "json" ? null : await reading.settingsOf(document);
  if (document === undefined || settings === null) return [];
  const list = completePayload(document.text, reading.session.positions.offset(document, position), settings.release);
  return list === null ? [] : toItems(reading, document, list, (edit) => edit);
}

/** `toDocument` turns an edit of the text that the list is about into one of the document. */
function toItems({ session }: Reading, document: OpenDocument, { range, items }: CompletionList, toDocument: (edit: TextEdit) => TextEdit): CompletionItem[] {
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
      textEdit: { range: session.positions.range(document, { start, end }), newText },
    };
  });
}

export async function signatureHelp(reading: Reading, { textDocument, position }: TextDocumentPositionParams): Promise<SignatureHelp | null> {
  const at = await reading.locate(textDocument.uri, position);
  const help = at === null ? null : signatureHelpAt(at.part.view, at.offset);
  if (help === null) return null;
  return {
    signatures: help.signatures.map(({ label, parameters }) => ({ label, parameters: parameters.map((parameter) => ({ label: parameter })) })),
    activeSignature: 0,
    activeParameter: help.activeParameter,
  };
}
