import { CompletionItemKind, InsertTextFormat, MarkupKind, type CompletionItem, type Hover, type SignatureHelp, type TextDocumentPositionParams } from "vscode-languageserver";
import { completeAt, type CompletionKind } from "../features/completion.ts";
import { hoverAt } from "../features/hover.ts";
import { signatureHelpAt } from "../features/signature-help.ts";
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
};

export async function completion(reading: Reading, { textDocument, position }: TextDocumentPositionParams): Promise<CompletionItem[]> {
  const at = await reading.locate(textDocument.uri, position);
  if (at === null) return [];
  const { range, items } = completeAt(at.part.view, at.offset);
  return items.map((item) => ({
    label: item.label,
    kind: completionKinds[item.kind],
    detail: item.detail,
    sortText: String(item.order).padStart(4, "0") + item.label,
    insertTextFormat: InsertTextFormat.Snippet,
    textEdit: { range: reading.rangeIn(at, range), newText: item.insert.replaceAll(/\$(?!0)/gu, "\\$") },
  }));
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
