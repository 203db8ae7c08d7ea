import { dirname, isAbsolute, relative, sep } from "node:path";
import { builtinRegistry } from "../../../rules/index.ts";
import type { Finding } from "../../linter/finding.ts";
import { createIncrementalLinter } from "../../linter/lint-incrementally.ts";
import { fixesOfOnePass, fixText } from "../../linter/fix-text.ts";
import { applyEdits, differenceOf, type TextEdit } from "../../text/edits.ts";
import { createConfiguration, type Configuration, type Settings } from "../../workspace/configuration/resolve.ts";
import type { DocumentKind } from "../../workspace/documents/kind.ts";
import { createDocumentLinter, type DocumentLinter } from "../../workspace/lint-document.ts";
import type { LspPosition, LspRange, OpenDocument } from "../documents.ts";
import type { Span } from "../features/text-view.ts";
import type { Session } from "../session.ts";
import { editInDocument, isForUs, kindOf, partAt, partsOf, pathOf, spanInDocument, type Part } from "./parts.ts";

/** Longer documents get a notice instead of findings: nobody types in them, and every keystroke would cost. */
export const longestText = 1_000_000;

const safe = { unsafe: false };

interface LspTextEdit {
  readonly range: LspRange;
  readonly newText: string;
}

/** A place in an open document that lies within SQL. */
export interface At {
  readonly document: OpenDocument;
  readonly part: Part;
  /** In the part's text. */
  readonly offset: number;
}

/** Open documents as they are understood; each version is read once, when it is first asked about. */
export interface Reading {
  readonly session: Session;
  settingsFor(path: string): Promise<Settings>;
  /** Null for a document that is none of ours. */
  settingsOf(document: OpenDocument): Promise<Settings | null>;
  /** In the document's own offsets. */
  findings(document: OpenDocument): Promise<readonly Finding[]>;
  /** Of every safe fix, applied until none is left, as the command line does. */
  fixes(document: OpenDocument): Promise<readonly TextEdit[]>;
  parts(document: OpenDocument): Promise<readonly Part[]>;
  locate(uri: string, position: LspPosition): Promise<At | null>;
  rangeIn(at: At, span: Span): LspRange;
  /** An edit of the part's text, written the document's way. */
  editIn(at: At, edit: TextEdit): LspTextEdit;
  /** Forgets the configuration. */
  forget(): void;
}

export function createReading(session: Session): Reading {
  let configuration = configurationFor(session);
  const settingsOf = async (document: OpenDocument): Promise<Settings | null> => {
    if (session.editor.enable === false || kindOf(document) === null) return null;
    const path = pathOf(document.uri, session.folder);
    if ((await configuration.ignoredIn(dirname(path)))(path, false)) return null;
    const settings = await configuration.settingsFor(path);
    if (kindOf(document) === "sql" && !isForUs(document, settings, session.editor.attach === "always")) return null;
    return settings;
  };
  const linters = new Map<string, OpenLinter>();
  const lintOf = async (document: OpenDocument): Promise<(text: string) => readonly Finding[]> => {
    const [kind, settings] = [kindOf(document), await settingsOf(document)];
    if (kind === null || settings === null || document.text.length > longestText) return () => [];
    const linter = await linterOf(linters, session, document, kind, settings);
    return (text) => linter.lint(text);
  };
  const findings = onceEach(async (document) => (await lintOf(document))(document.text));
  const parts = onceEach(async (document): Promise<readonly Part[]> => {
    if (document.text.length > longestText) return [];
    const settings = await settingsOf(document);
    return settings === null ? [] : partsOf(document, settings);
  });
  return {
    session,
    findings,
    fixes: async (document) => {
      const lint = await lintOf(document);
      const [edits, { output }] = [fixesOfOnePass(document.text, await findings(document), safe).flatMap((fix) => fix.edits), fixText(document.text, lint, safe)];
      if (output === document.text) return [];
      return applyEdits(document.text, edits) === output ? edits : [differenceOf(document.text, output)];
    },
    parts,
    settingsOf,
    settingsFor: (path) => configuration.settingsFor(path),
    locate: async (uri, position) => {
      const document = session.documents.get(uri);
      if (document === undefined) return null;
      const found = partAt(await parts(document), session.positions.offset(document, position));
      return found === null ? null : { document, ...found };
    },
    editIn: ({ document, part }, edit) => {
      const { start, end, text } = editInDocument(part, edit);
      return { range: session.positions.range(document, { start, end }), newText: text };
    },
    rangeIn: (at, span) => session.positions.range(at.document, spanInDocument(at.part, span)),
    forget: () => {
      configuration = configurationFor(session);
    },
  };
}

/** The linter of an open document: it knows what the document's statements gave the last time. */
interface OpenLinter {
  readonly kind: DocumentKind;
  readonly settings: Settings;
  readonly linter: Promise<DocumentLinter>;
}

function linterOf(linters: Map<string, OpenLinter>, { documents }: Session, { uri }: OpenDocument, kind: DocumentKind, settings: Settings): Promise<DocumentLinter> {
  const known = linters.get(uri);
  if (known?.settings === settings && known.kind === kind) return known.linter;
  for (const other of linters.keys()) if (!documents.has(other)) linters.delete(other);
  const linter = createDocumentLinter(kind, settings, createIncrementalLinter);
  linters.set(uri, { kind, settings, linter });
  return linter;
}

/** A path is known by its name alone: links are followed where they lead. */
function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * Nothing is read outside of the folders that are open, but for those that the user's own settings name. With none open, the file's own
 * and those above it are looked into as the command line does, but no code is run: nobody has said that it may.
 */
function configurationFor({ editor, allowCode, watched, folder, folders }: Session): Configuration {
  const readable = [...folders, ...(editor.trustedFolders ?? [])];
  return createConfiguration({
    cwd: folder,
    registry: builtinRegistry,
    file: null,
    enabled: true,
    allowCode: allowCode && folders.length > 0,
    ...(folders.length === 0 ? {} : { mayRead: (path) => readable.some((each) => isWithin(each, path)) }),
    commandLine: null,
    onRead: (path) => { watched.add(path); },
    onMissing: (path) => { watched.miss(path); },
    ...(editor.druid === undefined || editor.druid === "" ? {} : { fallback: { settings: { druid: editor.druid }, optionOf: () => "the editor's setting `msqlint.druid`" } }),
  });
}

function onceEach<Result>(work: (document: OpenDocument) => Promise<Result>): (document: OpenDocument) => Promise<Result> {
  const done = new WeakMap<OpenDocument, Promise<Result>>();
  return (document) => {
    const known = done.get(document);
    if (known !== undefined) return known;
    const result = work(document);
    done.set(document, result);
    return result;
  };
}
