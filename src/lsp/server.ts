import {
  CodeActionKind,
  CompletionItemKind,
  DiagnosticSeverity,
  DiagnosticTag,
  DidChangeConfigurationNotification,
  DocumentDiagnosticReportKind,
  InsertTextFormat,
  LSPErrorCodes,
  MarkupKind,
  PositionEncodingKind,
  ResponseError,
  SymbolKind,
  TextDocumentSyncKind,
  type CompletionItem,
  type Connection,
  type Diagnostic,
  type DocumentSymbol,
  type InitializeParams,
  type InitializeResult,
  type SelectionRange,
  type SemanticTokens,
} from "vscode-languageserver";
import { printType } from "../analysis/types/sql-type.ts";
import { isReserved } from "../druid/keywords.ts";
import { explainStatement } from "../linter/explain/statement.ts";
import { explanationMarkdown } from "../linter/explain/statement-markdown.ts";
import { topicMarkdown } from "../linter/explain/topic.ts";
import type { Finding } from "../linter/finding.ts";
import type { Registry } from "../linter/registry.ts";
import { createConfiguration, type Configuration, type Settings } from "../workspace/configuration/resolve.ts";
import { codeActions, fixAllKind } from "./code-actions.ts";
import { createPositions, findingsOf, isForUs, kindOf, openDocument, partAt, partsOf, pathOf, spanInDocument, type LspPosition, type OpenDocument, type Part, type Positions } from "./documents.ts";
import { completeAt, type CompletionKind } from "./features/completion.ts";
import { hoverAt } from "./features/hover.ts";
import { inlayHints } from "./features/inlay-hints.ts";
import { namedThingAt, renameEdits } from "./features/names.ts";
import { semanticTokenModifiers, semanticTokens, semanticTokenTypes } from "./features/semantic-tokens.ts";
import { signatureHelpAt } from "./features/signature-help.ts";
import { foldingRanges, outline, selectionRanges, type OutlineSymbol } from "./features/structure.ts";
import { statementAt, type Span } from "./features/text-view.ts";

/** Longer documents get a notice instead of findings: nobody types in them, and every keystroke would cost. */
const longestText = 1_000_000;
const pushDelayMilliseconds = 50;

/** What the editor's own settings may say; a configuration file wins over `druid`. */
interface EditorSettings {
  readonly enable?: boolean;
  readonly druid?: string;
  readonly attach?: "detect" | "always";
}

interface State {
  readonly connection: Connection;
  readonly registry: Registry;
  readonly version: string;
  readonly documents: Map<string, OpenDocument>;
  readonly pending: Map<string, NodeJS.Timeout>;
  /** Kinds of failure already told of. */
  readonly told: Set<string>;
  configuration: Configuration;
  editor: EditorSettings;
  positions: Positions;
  pulls: boolean;
  asksConfiguration: boolean;
  refreshes: boolean;
  allowCode: boolean;
}

/** Registers every handler on a connection; the caller listens. A handler that throws says so once in the log and answers nothing. */
export function serve(connection: Connection, registry: Registry, version: string): void {
  const state: State = {
    connection,
    registry,
    version,
    documents: new Map(),
    pending: new Map(),
    told: new Set(),
    configuration: configurationFor(registry, {}, true),
    editor: {},
    positions: createPositions("utf-16"),
    pulls: false,
    asksConfiguration: false,
    refreshes: false,
    allowCode: true,
  };
  connection.onInitialize((params) => initialize(state, params));
  connection.onInitialized(guard(state, "initialized", () => initialized(state), undefined));
  synchronize(state);
  answerDiagnostics(state);
  answerAtPosition(state);
  answerForDocument(state);
  connection.onExecuteCommand(guard(state, "executeCommand", ({ command, arguments: given }) => execute(state, command, given ?? []), null));
}

function configurationFor(registry: Registry, editor: EditorSettings, allowCode: boolean): Configuration {
  const druid = editor.druid === undefined || editor.druid === "" ? null : editor.druid;
  return createConfiguration({
    cwd: process.cwd(),
    registry,
    file: null,
    enabled: true,
    allowCode,
    commandLine: null,
    ...(druid === null ? {} : { fallback: { druid } }),
  });
}

/** A handler that never ends the server. */
function guard<Params, Result>(state: State, kind: string, handle: (params: Params) => Result | Promise<Result>, otherwise: Result): (params: Params) => Promise<Result> {
  return async (params) => {
    try {
      return await handle(params);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const key = `${kind}: ${message}`;
      if (!state.told.has(key)) {
        state.told.add(key);
        state.connection.console.error(`msqlint ${key}`);
      }
      return otherwise;
    }
  };
}

function initialize(state: State, params: InitializeParams): InitializeResult {
  const { capabilities } = params;
  const encodings = capabilities.general?.positionEncodings ?? [];
  // UTF-16 is what offsets are counted in here; UTF-8 only for a client that prefers it.
  const encoding = encodings[0] === PositionEncodingKind.UTF8 ? "utf-8" : "utf-16";
  state.positions = createPositions(encoding);
  state.pulls = capabilities.textDocument?.diagnostic !== undefined;
  state.asksConfiguration = capabilities.workspace?.configuration === true;
  state.refreshes = capabilities.workspace?.diagnostics?.refreshSupport === true;
  state.allowCode = (params.initializationOptions as { trusted?: boolean } | null | undefined)?.trusted !== false;
  state.configuration = configurationFor(state.registry, state.editor, state.allowCode);
  return {
    serverInfo: { name: "msqlint", version: state.version },
    capabilities: {
      positionEncoding: encoding,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      ...(state.pulls ? { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } } : {}),
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
      executeCommandProvider: { commands: ["msqlint.explainStatement", "msqlint.explainRule", "msqlint.rules"] },
    },
  };
}

async function initialized(state: State): Promise<void> {
  if (state.asksConfiguration) await readEditorSettings(state);
  const client = state.connection.client;
  await client.register(DidChangeConfigurationNotification.type, { section: "msqlint" }).catch(() => undefined);
}

async function readEditorSettings(state: State): Promise<void> {
  const settings = (await state.connection.workspace.getConfiguration("msqlint")) as EditorSettings | null;
  state.editor = settings ?? {};
  state.configuration = configurationFor(state.registry, state.editor, state.allowCode);
}

// Documents

function synchronize(state: State): void {
  const { connection, documents } = state;
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    documents.set(uri, openDocument(uri, languageId, version, text));
    schedulePush(state, uri, 0);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    let document = documents.get(uri);
    if (document === undefined) return;
    for (const change of contentChanges) document = changed(state, document, change, version);
    documents.set(uri, document);
    schedulePush(state, uri, pushDelayMilliseconds);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    documents.delete(uri);
    clearTimeout(state.pending.get(uri));
    if (!state.pulls) void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  connection.onDidSaveTextDocument(guard(state, "didSave", ({ textDocument: { uri } }) => { refreshAll(state, uri); }, undefined));
  connection.onDidChangeConfiguration(guard(state, "didChangeConfiguration", async () => {
    if (state.asksConfiguration) await readEditorSettings(state);
    refreshAll(state, null);
  }, undefined));
  connection.onDidChangeWatchedFiles(guard(state, "didChangeWatchedFiles", () => { refreshAll(state, null); }, undefined));
}

type ContentChange = { readonly range?: { start: LspPosition; end: LspPosition }; readonly text: string };

function changed(state: State, document: OpenDocument, change: ContentChange, version: number): OpenDocument {
  if (change.range === undefined) return openDocument(document.uri, document.languageId, version, change.text);
  const start = state.positions.offset(document, change.range.start);
  const end = Math.max(start, state.positions.offset(document, change.range.end));
  return openDocument(document.uri, document.languageId, version, document.text.slice(0, start) + change.text + document.text.slice(end));
}

/** Configuration may have changed: everything is worked out anew. `saved` is the document that was written, if that is the reason. */
function refreshAll(state: State, saved: string | null): void {
  if (saved !== null && !/msqlint\.config\.(?:json|js)$/u.test(saved)) {
    schedulePush(state, saved, 0);
    return;
  }
  state.configuration = configurationFor(state.registry, state.editor, state.allowCode);
  for (const [uri, document] of state.documents) {
    state.documents.set(uri, openDocument(uri, document.languageId, document.version, document.text));
    schedulePush(state, uri, 0);
  }
  if (state.pulls && state.refreshes) void state.connection.languages.diagnostics.refresh();
}

// Diagnostics

function schedulePush(state: State, uri: string, delay: number): void {
  if (state.pulls) return;
  clearTimeout(state.pending.get(uri));
  const push = guard(state, "publishDiagnostics", async () => {
    const document = state.documents.get(uri);
    if (document === undefined) return;
    const diagnostics = await diagnosticsOf(state, document);
    if (state.documents.get(uri) === document) await state.connection.sendDiagnostics({ uri, version: document.version, diagnostics: [...diagnostics] });
  }, undefined);
  state.pending.set(uri, setTimeout(() => void push(undefined), delay));
}

function answerDiagnostics(state: State): void {
  state.connection.languages.diagnostics.on(async ({ textDocument }, token) => {
    // What came in together with the request is read first: it may be cancelled already, or the text may be newer.
    await new Promise((resolve) => setImmediate(resolve));
    if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, "the client has cancelled the request");
    const diagnose = guard(state, "diagnostic", async (uri: string): Promise<readonly Diagnostic[]> => {
      const document = state.documents.get(uri);
      return document === undefined ? [] : diagnosticsOf(state, document);
    }, []);
    return { kind: DocumentDiagnosticReportKind.Full, items: [...(await diagnose(textDocument.uri))] };
  });
}

async function diagnosticsOf(state: State, document: OpenDocument): Promise<readonly Diagnostic[]> {
  if (document.text.length > longestText) return [tooLong(document)];
  return (await currentFindings(state, document)).map((finding) => toDiagnostic(state, document, finding));
}

function tooLong(document: OpenDocument): Diagnostic {
  const start = { line: 0, character: 0 };
  return { range: { start, end: start }, severity: DiagnosticSeverity.Information, source: "msqlint", message: `not linted while it is open: the document has ${String(document.text.length)} characters, the limit is ${String(longestText)}; the command line has none` };
}

async function settingsOf(state: State, document: OpenDocument): Promise<Settings | null> {
  if (state.editor.enable === false || kindOf(document) === null) return null;
  const settings = await state.configuration.settingsFor(pathOf(document.uri));
  if (kindOf(document) === "sql" && !isForUs(document, settings, state.editor.attach === "always")) return null;
  return settings;
}

async function currentFindings(state: State, document: OpenDocument): Promise<readonly Finding[]> {
  document.findings ??= settingsOf(state, document).then((settings) => (settings === null ? [] : findingsOf(document, settings)));
  return document.findings;
}

async function currentParts(state: State, document: OpenDocument): Promise<readonly Part[]> {
  if (document.text.length > longestText) return [];
  document.parts ??= settingsOf(state, document).then((settings) => (settings === null ? [] : partsOf(document, settings, state.registry)));
  return document.parts;
}

const severities = { error: DiagnosticSeverity.Error, warn: DiagnosticSeverity.Warning, info: DiagnosticSeverity.Information } as const;

function toDiagnostic(state: State, document: OpenDocument, finding: Finding): Diagnostic {
  const { positions } = state;
  const related = finding.related.map((place) => ({ location: { uri: document.uri, range: positions.range(document, place) }, message: place.message }));
  return {
    range: positions.range(document, finding),
    severity: severities[finding.severity],
    source: "msqlint",
    code: finding.ruleId,
    codeDescription: { href: rulePage(finding.ruleId) },
    message: finding.message,
    ...(finding.category === "deprecated" ? { tags: [DiagnosticTag.Deprecated] } : {}),
    ...(finding.ruleId === "unused-suppression" || finding.ruleId === "signature-unused-column" ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    data: finding.fix === null ? null : { title: finding.fix.title, edits: finding.fix.edits.map((edit) => ({ range: positions.range(document, edit), newText: edit.text })) },
  };
}

/** Where a rule's page is read. */
export function rulePage(rule: string): string {
  return `https://github.com/msqlint/msqlint/blob/main/rules/${rule}.md`;
}

// Requests about a place

interface At {
  readonly document: OpenDocument;
  readonly part: Part;
  /** In the part's text. */
  readonly offset: number;
}

async function locate(state: State, uri: string, position: LspPosition): Promise<At | null> {
  const document = state.documents.get(uri);
  if (document === undefined) return null;
  const found = partAt(await currentParts(state, document), state.positions.offset(document, position));
  return found === null ? null : { document, ...found };
}

function answerAtPosition(state: State): void {
  const { connection } = state;
  const rangeIn = (at: At, span: Span): ReturnType<Positions["range"]> => state.positions.range(at.document, spanInDocument(at.part, span));
  connection.onHover(guard(state, "hover", async ({ textDocument, position }) => {
    const at = await locate(state, textDocument.uri, position);
    const hover = at === null ? null : hoverAt(at.part.view, at.offset);
    return at === null || hover === null ? null : { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: rangeIn(at, hover.range) };
  }, null));
  connection.onCompletion(guard(state, "completion", async ({ textDocument, position }): Promise<CompletionItem[]> => {
    const at = await locate(state, textDocument.uri, position);
    if (at === null) return [];
    const { range, items } = completeAt(at.part.view, at.offset);
    return items.map((item) => ({
      label: item.label,
      kind: completionKinds[item.kind],
      detail: item.detail,
      sortText: String(item.order).padStart(4, "0") + item.label,
      insertTextFormat: InsertTextFormat.Snippet,
      textEdit: { range: rangeIn(at, range), newText: item.insert.replaceAll(/\$(?!0)/gu, "\\$") },
    }));
  }, []));
  connection.onSignatureHelp(guard(state, "signatureHelp", async ({ textDocument, position }) => {
    const at = await locate(state, textDocument.uri, position);
    const help = at === null ? null : signatureHelpAt(at.part.view, at.offset);
    if (help === null) return null;
    return { signatures: help.signatures.map(({ label, parameters }) => ({ label, parameters: parameters.map((parameter) => ({ label: parameter })) })), activeSignature: 0, activeParameter: help.activeParameter };
  }, null));
  answerAboutNames(state, rangeIn);
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

function answerAboutNames(state: State, rangeIn: (at: At, span: Span) => ReturnType<Positions["range"]>): void {
  const { connection } = state;
  const thingAt = async (uri: string, position: LspPosition): Promise<{ at: At; thing: NonNullable<ReturnType<typeof namedThingAt>> } | null> => {
    const at = await locate(state, uri, position);
    const thing = at === null ? null : namedThingAt(at.part.view.tree, at.offset);
    return at === null || thing === null ? null : { at, thing };
  };
  connection.onDefinition(guard(state, "definition", async ({ textDocument: { uri }, position }) => {
    const found = await thingAt(uri, position);
    return found === null ? null : { uri, range: rangeIn(found.at, found.thing.definition) };
  }, null));
  connection.onReferences(guard(state, "references", async ({ textDocument: { uri }, position, context }) => {
    const found = await thingAt(uri, position);
    if (found === null) return [];
    const places = context.includeDeclaration ? [found.thing.definition, ...found.thing.uses] : found.thing.uses;
    return places.map((place) => ({ uri, range: rangeIn(found.at, place) }));
  }, []));
  connection.onPrepareRename(guard(state, "prepareRename", async ({ textDocument: { uri }, position }) => {
    const found = await thingAt(uri, position);
    if (found === null) return null;
    const here = [found.thing.definition, ...found.thing.uses].find((place) => place.start <= found.at.offset && found.at.offset <= place.end);
    return here === undefined ? null : { range: rangeIn(found.at, here), placeholder: found.thing.name };
  }, null));
  connection.onRenameRequest(guard(state, "rename", async ({ textDocument: { uri }, position, newName }) => {
    const found = await thingAt(uri, position);
    if (found === null) return null;
    const { release } = found.at.part.view;
    const edits = renameEdits(found.thing, newName, (name) => !/^[A-Za-z_]\w*$/u.test(name) || isReserved(name, release));
    return edits === null ? null : { changes: { [uri]: edits.map((edit) => ({ range: rangeIn(found.at, edit.range), newText: edit.text })) } };
  }, null));
}

// Requests about a document

function answerForDocument(state: State): void {
  const { connection, positions } = { connection: state.connection, positions: () => state.positions };
  const eachPart = async <Result>(uri: string, of: (part: Part, document: OpenDocument) => readonly Result[]): Promise<Result[]> => {
    const document = state.documents.get(uri);
    if (document === undefined) return [];
    return (await currentParts(state, document)).flatMap((part) => of(part, document));
  };
  const rangeOf = (document: OpenDocument, part: Part, span: Span): ReturnType<Positions["range"]> => positions().range(document, spanInDocument(part, span));
  connection.onCodeAction(guard(state, "codeAction", async ({ textDocument: { uri }, range, context }) => {
    const document = state.documents.get(uri);
    if (document === undefined) return [];
    const selection = { start: positions().offset(document, range.start), end: positions().offset(document, range.end) };
    const [findings, parts] = [await currentFindings(state, document), await currentParts(state, document)];
    return [...codeActions({ document, findings, parts, selection, only: context.only, positions: positions(), diagnosticOf: (finding) => toDiagnostic(state, document, finding) })];
  }, []));
  connection.onDocumentSymbol(guard(state, "documentSymbol", ({ textDocument: { uri } }) => eachPart(uri, (part, document) => outline(part.view.tree).map((symbol) => toSymbol(symbol, (span) => rangeOf(document, part, span)))), []));
  connection.onFoldingRanges(guard(state, "foldingRange", ({ textDocument: { uri } }) => eachPart(uri, (part, document) => foldingRanges(part.view.tree).map((span) => {
    const range = rangeOf(document, part, span);
    return { startLine: range.start.line, endLine: range.end.line };
  })), []));
  connection.onSelectionRanges(guard(state, "selectionRange", async ({ textDocument: { uri }, positions: places }) => {
    const ranges: SelectionRange[] = [];
    for (const place of places) {
      const at = await locate(state, uri, place);
      const spans = at === null ? [] : selectionRanges(at.part.view.tree, at.offset).map((span) => rangeOf(at.document, at.part, span));
      ranges.push(nested(spans) ?? { range: { start: place, end: place } });
    }
    return ranges;
  }, []));
  connection.languages.inlayHint.on(guard(state, "inlayHint", ({ textDocument: { uri } }) => eachPart(uri, (part, document) => inlayHints(part.view, { start: 0, end: part.view.tree.text.length }).map((hint) => ({
    position: rangeOf(document, part, { start: hint.offset, end: hint.offset }).start,
    label: hint.label,
    tooltip: hint.tooltip,
  }))), []));
  answerSemanticTokens(state, eachPart);
}

function answerSemanticTokens(state: State, eachPart: <Result>(uri: string, of: (part: Part, document: OpenDocument) => readonly Result[]) => Promise<Result[]>): void {
  const { semanticTokens: handlers } = state.connection.languages;
  const answer = async (uri: string): Promise<SemanticTokens> => {
    const rows = await eachPart(uri, (part, document) => semanticTokens(part.view, { start: 0, end: part.view.tree.text.length }).map((token) => ({ token, range: state.positions.range(document, spanInDocument(part, token)) })));
    return { data: encodeTokens(rows) };
  };
  handlers.on(guard(state, "semanticTokens", ({ textDocument }) => answer(textDocument.uri), { data: [] }));
  handlers.onRange(guard(state, "semanticTokens", ({ textDocument }) => answer(textDocument.uri), { data: [] }));
}

type TokenRow = { readonly token: ReturnType<typeof semanticTokens>[number]; readonly range: ReturnType<Positions["range"]> };

/** Five numbers a token, lines and characters relative to the token before. Tokens that span lines are left out: clients differ. */
function encodeTokens(rows: readonly TokenRow[]): number[] {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const { token, range } of rows) {
    if (range.start.line !== range.end.line || range.start.line < line) continue;
    const modifiers = token.modifiers.reduce((bits, modifier) => bits | (1 << semanticTokenModifiers.indexOf(modifier)), 0);
    const sameLine = range.start.line === line;
    data.push(range.start.line - line, sameLine ? range.start.character - character : range.start.character, range.end.character - range.start.character, semanticTokenTypes.indexOf(token.type), modifiers);
    ({ line, character } = range.start);
  }
  return data;
}

function toSymbol(symbol: OutlineSymbol, rangeOf: (span: Span) => ReturnType<Positions["range"]>): DocumentSymbol {
  return {
    name: symbol.name === "" ? "statement" : symbol.name,
    kind: symbol.kind === "statement" ? SymbolKind.Event : SymbolKind.Class,
    range: rangeOf(symbol.range),
    selectionRange: rangeOf(symbol.nameRange),
    children: symbol.children.map((child) => toSymbol(child, rangeOf)),
  };
}

function nested(ranges: readonly SelectionRange["range"][]): SelectionRange | null {
  let parent: SelectionRange | null = null;
  for (const range of [...ranges].reverse()) parent = parent === null ? { range } : { range, parent };
  return parent;
}

async function execute(state: State, command: string, given: readonly unknown[]): Promise<unknown> {
  switch (command) {
    case "msqlint.rules":
      return state.registry.entries.map((entry) => entry.name);
    case "msqlint.explainRule": {
      const entry = state.registry.find(String(given[0]));
      return entry === null ? null : topicMarkdown({ kind: "rule", entry }, state.registry, (await state.configuration.settingsFor(pathOf(""))).release);
    }
    case "msqlint.explainStatement":
      return explainAt(state, String(given[0]), given[1] as LspPosition);
    default:
      return null;
  }
}

async function explainAt(state: State, uri: string, position: LspPosition): Promise<string | null> {
  const at = await locate(state, uri, position);
  const statement = at === null ? null : statementAt(at.part.view.tree, at.offset);
  if (at === null || statement === null) return null;
  return explanationMarkdown(explainStatement(at.part.view.analysisOf(statement), (column) => printType(column.type)));
}

