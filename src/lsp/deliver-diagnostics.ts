import { DocumentDiagnosticReportKind, LSPErrorCodes, ResponseError, type Diagnostic } from "vscode-languageserver";
import { openDocument } from "./documents.ts";
import { guard, type LoadAnswers, type Session } from "./session.ts";

const pushDelayMilliseconds = 50;

/** Brings diagnostics to the client the way that it wants them: it asks, or they are sent some moments after a change. */
export interface Delivery {
  opened(uri: string): Promise<void>;
  changed(uri: string): void;
  closed(uri: string): void;
  saved(uri: string): Promise<void>;
  /** Everything is worked out anew. */
  configurationChanged(): Promise<void>;
}

export function deliverDiagnostics(session: Session, answers: LoadAnswers): Delivery {
  const { connection, documents } = session;
  const pending = new Map<string, NodeJS.Timeout>();
  const push = guard(session, "publishDiagnostics", async (uri: string) => {
    const document = documents.get(uri);
    if (document === undefined) return;
    const diagnostics = await (await answers()).diagnosticsOf(document);
    if (documents.get(uri) === document) await connection.sendDiagnostics({ uri, version: document.version, diagnostics: [...diagnostics] });
  }, undefined);
  const schedule = (uri: string, delay: number): void => {
    if (session.pulls) return;
    clearTimeout(pending.get(uri));
    pending.set(uri, setTimeout(() => void push(uri), delay));
  };
  const configurationChanged = async (): Promise<void> => {
    (await answers()).forget();
    session.told.clear();
    for (const [uri, { languageId, version, text }] of documents) {
      documents.set(uri, openDocument(uri, languageId, version, text));
      schedule(uri, 0);
    }
    if (session.pulls && session.refreshes) await connection.languages.diagnostics.refresh();
  };
  answerPulls(session, answers);
  return {
    opened: async (uri) => {
      if (session.watched.haveChanged()) await configurationChanged();
      else schedule(uri, 0);
    },
    changed: (uri) => { schedule(uri, pushDelayMilliseconds); },
    closed: (uri) => {
      clearTimeout(pending.get(uri));
      pending.delete(uri);
      if (!session.pulls) void connection.sendDiagnostics({ uri, diagnostics: [] });
    },
    saved: async (uri) => {
      if (session.watched.concerns(uri) || session.watched.haveChanged()) await configurationChanged();
      else schedule(uri, 0);
    },
    configurationChanged,
  };
}

function answerPulls(session: Session, answers: LoadAnswers): void {
  const diagnose = guard(session, "diagnostic", async (uri: string): Promise<readonly Diagnostic[]> => {
    const document = session.documents.get(uri);
    return document === undefined ? [] : (await answers()).diagnosticsOf(document);
  }, []);
  session.connection.languages.diagnostics.on(async ({ textDocument }, token) => {
    // What came in together with the request is read first: it may be cancelled already, or the text may be newer.
    await new Promise((resolve) => setImmediate(resolve));
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, "the client has cancelled the request");
    return { kind: DocumentDiagnosticReportKind.Full, items: [...(await diagnose(textDocument.uri))] };
  });
}
