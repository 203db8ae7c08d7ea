import { DidChangeConfigurationNotification, LSPErrorCodes, ResponseError, type Connection } from "vscode-languageserver";
import type { Answers } from "./answers/index.ts";
import type { Refusal } from "./answers/names.ts";
import { deliverDiagnostics } from "./deliver-diagnostics.ts";
import { changeFolders, initialize } from "./initialize.ts";
import { createSession, editorSettingsOf, guard, type EditorSettings, type LoadAnswers, type Session } from "./session.ts";
import { synchronize } from "./synchronize.ts";

/**
 * Registers every handler on a connection; the caller listens. What answers requests (the parser, the analysis, the rules) is loaded
 * after the client has been told what the server can.
 */
export function serve(connection: Connection, version: string): void {
  const session = createSession(connection, version);
  const settings = createGate(settingsPatience);
  const answers = lazily(session, settings);
  const delivery = deliverDiagnostics(session, answers);
  connection.onInitialize((params) => initialize(session, params));
  connection.onInitialized(guard(session, "initialized", async () => {
    try {
      if (session.asksConfiguration) session.editor = await editorSettings(session);
    } finally {
      settings.open();
    }
    await answers();
    session.watched.begin();
    if (session.tellsFolders) connection.workspace.onDidChangeWorkspaceFolders(guard(session, "didChangeWorkspaceFolders", (event) => {
      changeFolders(session, event);
      return delivery.configurationChanged();
    }, undefined));
    if (session.registersConfiguration) await connection.client.register(DidChangeConfigurationNotification.type, { section: "msqlint" }).catch(() => undefined);
  }, undefined));
  connection.onDidChangeConfiguration(guard(session, "didChangeConfiguration", async () => {
    if (session.asksConfiguration) session.editor = await editorSettings(session);
    await delivery.configurationChanged();
  }, undefined));
  connection.onDidChangeWatchedFiles(guard(session, "didChangeWatchedFiles", async ({ changes }) => {
    if (changes.some((change) => session.watched.concerns(change.uri))) await delivery.configurationChanged();
  }, undefined));
  synchronize(session, delivery);
  answerRequests(session, answers);
}

/** So many milliseconds a request waits for the editor's settings, which some clients never tell. */
const settingsPatience = 3000;

interface Gate {
  readonly opened: Promise<void>;
  readonly open: () => void;
}

/** Opens by itself after a while. */
function createGate(patience: number): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  setTimeout(open, patience).unref();
  return { opened, open };
}

function lazily(session: Session, settings: Gate): LoadAnswers {
  let answers: Promise<Answers> | null = null;
  return () => (answers ??= loadAnswers(session, settings));
}

/** The editor's settings decide what is answered, so that nothing is answered before they are known. */
async function loadAnswers(session: Session, settings: Gate): Promise<Answers> {
  const { createAnswers } = await import("./answers/index.ts");
  if (session.asksConfiguration) await settings.opened;
  return createAnswers(session);
}

async function editorSettings(session: Session): Promise<EditorSettings> {
  return editorSettingsOf(await session.connection.workspace.getConfiguration("msqlint"));
}

/** The answers are a bundle of their own: an error made there would be of another class than the connection sends as one. */
function orError<Answer extends object>(answer: Answer | Refusal | null): Answer | ResponseError<undefined> | null {
  return answer !== null && "refused" in answer ? new ResponseError(LSPErrorCodes.RequestFailed, answer.refused) : answer;
}

function answerRequests(session: Session, answers: LoadAnswers): void {
  const { connection } = session;
  const { inlayHint, semanticTokens } = connection.languages;
  connection.onCodeAction(guard(session, "codeAction", async (params) => (await answers()).codeAction(params), []));
  connection.onCompletion(guard(session, "completion", async (params) => (await answers()).completion(params), []));
  connection.onDefinition(guard(session, "definition", async (params) => (await answers()).definition(params), null));
  connection.onDocumentSymbol(guard(session, "documentSymbol", async (params) => (await answers()).documentSymbol(params), []));
  connection.onExecuteCommand(guard(session, "executeCommand", async (params) => (await answers()).executeCommand(params), null));
  connection.onFoldingRanges(guard(session, "foldingRange", async (params) => (await answers()).foldingRange(params), []));
  connection.onHover(guard(session, "hover", async (params) => (await answers()).hover(params), null));
  connection.onPrepareRename(guard(session, "prepareRename", async (params) => orError(await (await answers()).prepareRename(params)), null));
  connection.onReferences(guard(session, "references", async (params) => (await answers()).references(params), []));
  connection.onRenameRequest(guard(session, "rename", async (params) => orError(await (await answers()).rename(params)), null));
  connection.onSelectionRanges(guard(session, "selectionRange", async (params) => (await answers()).selectionRange(params), []));
  connection.onSignatureHelp(guard(session, "signatureHelp", async (params) => (await answers()).signatureHelp(params), null));
  inlayHint.on(guard(session, "inlayHint", async (params) => (await answers()).inlayHint(params), []));
  semanticTokens.on(guard(session, "semanticTokens", async (params) => (await answers()).semanticTokens(params), { data: [] }));
  semanticTokens.onRange(guard(session, "semanticTokens", async (params) => (await answers()).semanticTokens(params), { data: [] }));
}
