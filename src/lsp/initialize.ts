import { CodeActionKind, PositionEncodingKind, TextDocumentSyncKind, type InitializeParams, type InitializeResult, type WorkspaceFoldersChangeEvent } from "vscode-languageserver";
import { createPositions } from "./documents.ts";
import { semanticTokenModifiers, semanticTokenTypes } from "./features/semantic-legend.ts";
import type { Session } from "./session.ts";
import { pathOfUri } from "./uri.ts";
import { watchFiles } from "./watch-files.ts";

export const fixAllKind = "source.fixAll.msqlint";
export const commands = ["msqlint.explainStatement", "msqlint.explainRule", "msqlint.rules"] as const;

/** What a client may say beside the protocol. */
interface InitializationOptions {
  /** False: no configuration that is code is run. */
  readonly trusted?: boolean;
  readonly showsExplanations?: boolean;
}

/** Agrees with the client on what each can. */
export function initialize(session: Session, params: InitializeParams): InitializeResult {
  const { capabilities } = params;
  const encodings = capabilities.general?.positionEncodings ?? [];
  // UTF-16 is what offsets are counted in here; UTF-8 only for a client that prefers it.
  const encoding = encodings[0] === PositionEncodingKind.UTF8 ? "utf-8" : "utf-16";
  session.positions = createPositions(encoding);
  session.watched = watchFiles(session.connection, capabilities);
  session.pulls = capabilities.textDocument?.diagnostic !== undefined;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what older clients send
  openFolders(session, pathsOf(params.workspaceFolders?.map(({ uri }) => uri) ?? [params.rootUri]));
  session.tellsFolders = capabilities.workspace?.workspaceFolders === true;
  session.registersConfiguration = capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
  session.asksConfiguration = capabilities.workspace?.configuration === true;
  session.takesSnippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
  session.takesInsertReplace = capabilities.textDocument?.completion?.completionItem?.insertReplaceSupport === true;
  session.takesLabelOffsets = capabilities.textDocument?.signatureHelp?.signatureInformation?.parameterInformation?.labelOffsetSupport === true;
  session.refreshes = capabilities.workspace?.diagnostics?.refreshSupport === true;
  const options = (params.initializationOptions ?? {}) as InitializationOptions;
  session.allowCode = options.trusted !== false;
  session.showsExplanations = options.showsExplanations === true;
  return {
    serverInfo: { name: "msqlint", version: session.version },
    capabilities: {
      positionEncoding: encoding,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      ...(session.pulls ? { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } } : {}),
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind] },
      hoverProvider: true,
      completionProvider: { triggerCharacters: [".", '"', "("] },
      signatureHelpProvider: { triggerCharacters: ["(", ","] },
      documentSymbolProvider: true,
      foldingRangeProvider: true,
      selectionRangeProvider: true,
      definitionProvider: true,
      referencesProvider: true,
      renameProvider: { prepareProvider: true },
      semanticTokensProvider: { legend: { tokenTypes: [...semanticTokenTypes], tokenModifiers: [...semanticTokenModifiers] }, full: true, range: true },
      inlayHintProvider: true,
      executeCommandProvider: { commands: [...commands] },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

/** Takes in what the client says of folders that were opened or closed. */
export function changeFolders(session: Session, { added, removed }: WorkspaceFoldersChangeEvent): void {
  const closed = new Set(pathsOf(removed.map(({ uri }) => uri)));
  openFolders(session, [...session.folders.filter((folder) => !closed.has(folder)), ...pathsOf(added.map(({ uri }) => uri))]);
}

function openFolders(session: Session, folders: readonly string[]): void {
  session.folders = folders;
  session.folder = folders[0] ?? process.cwd();
}

function pathsOf(uris: readonly unknown[]): readonly string[] {
  return uris.flatMap((uri) => pathOfUri(uri) ?? []);
}
