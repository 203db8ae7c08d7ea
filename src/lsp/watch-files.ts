import { basename, dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { DidChangeWatchedFilesNotification, type ClientCapabilities, type Connection, type FileSystemWatcher } from "vscode-languageserver";
import { statOf } from "../workspace/stat.ts";
import { pathOfUri } from "./uri.ts";

/** The files that settings come from: the client is asked to tell of their changes; for one that cannot, they are looked at. */
export interface WatchedFiles {
  /** Asks for what is known by its name alone, once the client listens. */
  begin(): void;
  /** Tells of a file that is about to be read. */
  add(path: string): void;
  /** Tells of one that would be read if it were there. */
  miss(path: string): void;
  /** Whether a change of this file may change what is said of others. */
  concerns(uri: string): boolean;
  /** Whether any of the files is not what it was; false where the client watches. */
  haveChanged(): boolean;
}

const configurationNames = /(?:^|\/)msqlint\.config\.(?:json|js)$/u;

/** Without capabilities, as long as they are not known, nobody watches. */
export function watchFiles(connection: Connection, capabilities: ClientCapabilities | null): WatchedFiles {
  const { dynamicRegistration = false, relativePatternSupport = false } = capabilities?.workspace?.didChangeWatchedFiles ?? {};
  const stamps = new Map<string, string>();
  const ask = (watcher: FileSystemWatcher): void => {
    if (dynamicRegistration) void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [watcher] }).catch(() => undefined);
  };
  return {
    begin: () => { ask({ globPattern: "**/msqlint.config.{json,js}" }); },
    add: (path) => {
      if (!stamps.has(path)) ask(watcherOf(path, relativePatternSupport));
      stamps.set(path, stampOf(path));
    },
    miss: (path) => {
      if (!dynamicRegistration && !stamps.has(path)) stamps.set(path, stampOf(path));
    },
    concerns: (uri) => configurationNames.test(uri) || stamps.has(pathOfUri(uri) ?? ""),
    haveChanged: () => {
      if (dynamicRegistration) return false;
      const changed = [...stamps].filter(([path, stamp]) => stamp !== stampOf(path));
      for (const [path] of changed) stamps.set(path, stampOf(path));
      return changed.length > 0;
    },
  };
}

/** A pattern relative to its folder also finds what lies outside of the workspace. */
function watcherOf(path: string, relativePatternSupport: boolean): FileSystemWatcher {
  const literal = (name: string): string => name.replace(/[*?[\]{}]/gu, "?");
  if (!relativePatternSupport) return { globPattern: literal(path.replaceAll("\\", "/")) };
  return { globPattern: { baseUri: pathToFileURL(dirname(path)).href, pattern: literal(basename(path)) } };
}

function stampOf(path: string): string {
  const stat = statOf(path);
  return stat === null || stat === "unknown" ? "none" : `${String(stat.mtimeMs)} ${String(stat.size)}`;
}
