import { readdir, readdirSync, type Dirent } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import type FastGlob from "fast-glob";
import { configurationFileName } from "./configuration/resolve.ts";
import { documentKindOf } from "./documents/kind.ts";
import { isIgnoredByGit } from "./gitignore.ts";
import { explainReadError } from "./read.ts";
import { isFile, statOf } from "./stat.ts";

/** A file to be linted; `named` when the user gave its very path, so that its name needs no known ending. */
export interface FoundFile {
  readonly path: string;
  readonly named: boolean;
}

export interface Discovery {
  /** Absolute paths, each once, named ones in the order given, found ones sorted. */
  readonly files: readonly FoundFile[];
  /** One line for each argument that names nothing. */
  readonly problems: readonly string[];
  /** Folders whose files stay unknown, by absolute path why; ready to be shown after the path. */
  readonly unreadable: ReadonlyMap<string, string>;
}

export interface DiscoveryRequest {
  readonly patterns: readonly string[];
  readonly cwd: string;
  /** Says for a folder what of its contents the configuration ignores (absolute paths). */
  readonly ignoredIn: (folder: string) => Promise<(path: string, isFolder: boolean) => boolean>;
  readonly gitignore: boolean;
}

const neverEntered = new Set(["node_modules", ".git"]);

/** Finds the files that arguments mean: files as named, folders and globs for what is SQL or may hold it. */
export async function discover(request: DiscoveryRequest): Promise<Discovery> {
  const files = new Map<string, FoundFile>();
  const problems: string[] = [];
  const unreadable = new Map<string, string>();
  for (const pattern of request.patterns) {
    const path = resolve(request.cwd, pattern);
    const stat = statOf(path);
    if (stat !== null && stat !== "unknown" && stat.isDirectory()) addFound(files, await walk(path, request, unreadable));
    // Why a file cannot be read is said by reading it.
    else if (stat !== null) files.set(path, { path, named: true });
    else if (isGlob(pattern)) {
      const matching = await matchingGlob(pattern, request, unreadable);
      if (matching === null) problems.push(`no file matches: ${pattern}`);
      else addFound(files, matching);
    } else problems.push(`no such file or folder: ${pattern}`);
  }
  return { files: [...files.values()], problems, unreadable };
}

function addFound(files: Map<string, FoundFile>, paths: readonly string[]): void {
  for (const path of [...paths].sort()) if (!files.has(path)) files.set(path, { path, named: false });
}

/** Null where nothing matches, be it ignored or not. */
async function matchingGlob(pattern: string, request: DiscoveryRequest, unreadable: Map<string, string>): Promise<readonly string[] | null> {
  const { default: fastGlob } = await import("fast-glob");
  const ignore = [...neverEntered].map((name) => `**/${name}/**`);
  const closed = new Map<string, string>();
  const found = await fastGlob(sep === "\\" ? pattern.replaceAll("\\", "/") : pattern, { cwd: request.cwd, absolute: true, ignore, suppressErrors: true, fs: { readdir: readdirHeeding(closed) } });
  for (const [path, message] of closed) if (!(await isIgnored(path, true, request))) unreadable.set(path, message);
  const kept: string[] = [];
  for (const path of found) if (!(await isIgnored(path, false, request))) kept.push(path);
  return found.length === 0 && closed.size === 0 ? null : kept;
}

/** Lists folders as the system does, and puts down which cannot be listed; one that is not there holds nothing that could match. */
function readdirHeeding(closed: Map<string, string>): FastGlob.FileSystemAdapter["readdir"] {
  const heeding = (path: string, options: { withFileTypes: true }, done: (error: NodeJS.ErrnoException | null, entries: Dirent[]) => void): void => {
    readdir(path, options, (error, entries) => {
      if (error !== null && error.code !== "ENOENT" && error.code !== "ENOTDIR") closed.set(resolve(path), explainReadError(error));
      done(error, entries);
    });
  };
  // The type has a call without options as well, which is never made.
  return heeding as unknown as FastGlob.FileSystemAdapter["readdir"];
}

async function isIgnored(path: string, isFolder: boolean, request: DiscoveryRequest): Promise<boolean> {
  const folder = dirname(path);
  if ((await request.ignoredIn(folder))(path, isFolder)) return true;
  return request.gitignore && isIgnoredByGit(folder, path, isFolder);
}

function isGlob(pattern: string): boolean {
  return /[*?{}[\]()!]/.test(pattern);
}

/** The files of a folder, its folders included, that may hold SQL; links to folders are not followed. */
async function walk(folder: string, request: DiscoveryRequest, unreadable: Map<string, string>): Promise<string[]> {
  const found: string[] = [];
  const pending: string[] = [folder];
  // A folder that is named although git ignores it is meant to be linted.
  const gitignore = request.gitignore && !isIgnoredByGit(dirname(folder), folder, true);
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    const entries = entriesOf(current, unreadable);
    const ignored = await request.ignoredIn(current);
    for (const entry of entries) {
      const path = current.endsWith(sep) ? current + entry.name : `${current}${sep}${entry.name}`;
      const isFolder = entry.isDirectory();
      if (!(isFolder ? isEntered(entry.name) : isCandidate(entry, path))) continue;
      if (ignored(path, isFolder) || (gitignore && isIgnoredByGit(current, path, isFolder))) continue;
      if (isFolder) pending.push(path);
      else found.push(path);
    }
  }
  return found;
}

function isEntered(name: string): boolean {
  return !name.startsWith(".") && !neverEntered.has(name);
}

function isCandidate(entry: Dirent, path: string): boolean {
  if (entry.name.startsWith(".") || entry.name === configurationFileName || documentKindOf(entry.name) === null) return false;
  if (entry.isFile()) return true;
  return entry.isSymbolicLink() && isFile(path);
}

/** None of a folder that cannot be read; the files beside it are linted. */
function entriesOf(folder: string, unreadable: Map<string, string>): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    unreadable.set(folder, explainReadError(error));
    return [];
  }
}
