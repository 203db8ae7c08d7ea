import { isAbsolute } from "node:path";
import { MessageType, ShowMessageNotification, type Connection } from "vscode-languageserver";
import type { Answers } from "./answers/index.ts";
import { createPositions, type OpenDocument, type Positions } from "./documents.ts";
import { watchFiles, type WatchedFiles } from "./watch-files.ts";

/** What the editor's own settings may say; a configuration file wins over `druid`. */
export interface EditorSettings {
  readonly enable?: boolean;
  readonly druid?: string;
  readonly attach?: "detect" | "always";
  /** Beside those that are open, of which configuration and schemas may be read. */
  readonly trustedFolders?: readonly string[];
}

/** What is of another form than asked for counts as not set. */
export function editorSettingsOf(value: unknown): EditorSettings {
  if (typeof value !== "object" || value === null) return {};
  const { enable, druid, attach, trustedFolders } = value as Readonly<Record<string, unknown>>;
  return {
    ...(typeof enable === "boolean" ? { enable } : {}),
    ...(typeof druid === "string" || typeof druid === "number" ? { druid: String(druid).trim() } : {}),
    ...(attach === "always" || attach === "detect" ? { attach } : {}),
    ...(Array.isArray(trustedFolders) ? { trustedFolders: trustedFolders.filter((each): each is string => typeof each === "string" && isAbsolute(each)) } : {}),
  };
}

/** One client's visit: what was agreed with it, and its open documents. */
export interface Session {
  readonly connection: Connection;
  readonly version: string;
  readonly documents: Map<string, OpenDocument>;
  /** Kinds of failure already told of. */
  readonly told: Set<string>;
  /** The folders that the client has open. */
  folders: readonly string[];
  /** The first of them; where there is none, the one that the server was started in. */
  folder: string;
  editor: EditorSettings;
  positions: Positions;
  watched: WatchedFiles;
  /** The client asks for diagnostics; otherwise they are sent. */
  pulls: boolean;
  asksConfiguration: boolean;
  /** The client tells of folders that are opened and closed later. */
  tellsFolders: boolean;
  /** The client tells of changed settings only when it is asked to. */
  registersConfiguration: boolean;
  /** Texts to be put in may mark where the cursor goes. */
  takesSnippets: boolean;
  /** A choice may say what it replaces beside what it is put before. */
  takesInsertReplace: boolean;
  /** Parameters in signatures may be named by their place. */
  takesLabelOffsets: boolean;
  refreshes: boolean;
  /** Configuration that is code may be run. */
  allowCode: boolean;
  /** The client shows what the explaining commands answer; otherwise it is asked to show a message. */
  showsExplanations: boolean;
}

/** Loads what answers requests, once. */
export type LoadAnswers = () => Promise<Answers>;

export function createSession(connection: Connection, version: string): Session {
  return {
    connection,
    version,
    documents: new Map(),
    told: new Set(),
    folders: [],
    folder: process.cwd(),
    editor: {},
    positions: createPositions("utf-16"),
    watched: watchFiles(connection, null),
    pulls: false,
    asksConfiguration: false,
    tellsFolders: false,
    registersConfiguration: false,
    takesSnippets: false,
    takesInsertReplace: false,
    takesLabelOffsets: false,
    refreshes: false,
    allowCode: true,
    showsExplanations: false,
  };
}

/** A handler that never ends the server: its failure is said once in the log, and the answer is `otherwise`. */
export function guard<Params, Result>(session: Session, kind: string, handle: (params: Params) => Result | Promise<Result>, otherwise: Result): (params: Params) => Promise<Result> {
  return async (params) => {
    try {
      return await handle(params);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const key = error instanceof Error && error.name === "UsageError" ? message : `${kind}: ${message}`;
      if (!session.told.has(key)) {
        session.told.add(key);
        session.connection.console.error(`msqlint ${key}`);
        // What the user can mend, such as a broken configuration, must not hide in a log.
        if (error instanceof Error && error.name === "UsageError") void session.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message: `msqlint: ${message}` });
      }
      return otherwise;
    }
  };
}
