import type { Delivery } from "./deliver-diagnostics.ts";
import { openDocument, type LspPosition, type OpenDocument } from "./documents.ts";
import { guard, type Session } from "./session.ts";

/** Keeps the texts of open documents as the client has them. */
export function synchronize(session: Session, delivery: Delivery): void {
  const { connection, documents } = session;
  connection.onDidOpenTextDocument(guard(session, "didOpen", ({ textDocument: { uri, languageId, version, text } }) => {
    documents.set(uri, openDocument(uri, languageId, version, text));
    return delivery.opened(uri);
  }, undefined));
  connection.onDidChangeTextDocument(guard(session, "didChange", ({ textDocument: { uri, version }, contentChanges }) => {
    let document = documents.get(uri);
    if (document === undefined) return;
    for (const change of contentChanges) document = changed(session, document, change, version);
    documents.set(uri, document);
    delivery.changed(uri);
  }, undefined));
  connection.onDidCloseTextDocument(guard(session, "didClose", ({ textDocument: { uri } }) => {
    documents.delete(uri);
    delivery.closed(uri);
  }, undefined));
  connection.onDidSaveTextDocument(guard(session, "didSave", ({ textDocument: { uri } }) => delivery.saved(uri), undefined));
}

type ContentChange = { readonly range?: { start: LspPosition; end: LspPosition }; readonly text: string };

function changed(session: Session, document: OpenDocument, change: ContentChange, version: number): OpenDocument {
  if (change.range === undefined) return openDocument(document.uri, document.languageId, version, change.text);
  const start = session.positions.offset(document, change.range.start);
  const end = Math.max(start, session.positions.offset(document, change.range.end));
  return openDocument(document.uri, document.languageId, version, document.text.slice(0, start) + change.text + document.text.slice(end));
}
