import { readdirSync, type Dirent } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { configurationFileName } from "./configuration/resolve.ts";
import { documentKindOf } from "./documents/kind.ts";
import { isIgnoredByGit } from "./gitignore.ts";
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
  for (const pattern of request.patterns) {
    const path = resolve(request.cwd, pattern);
    const stat = statOf(path);
    if (stat !== null && stat !== "unknown" && stat.isDirectory()) addFound(files, await walk(path, request));
    // Why a file cannot be read is said by reading it.
    else if (stat !== null) files.set(path, { path, named: true });
    else if (isGlob(pattern)) await addGlob(pattern, request, files, problems);
    else problems.push(`no such file or folder: ${pattern}`);
  }
  return { files: [...files.values()], problems };
}

function addFound(files: Map<string, FoundFile>, paths: readonly string[]): void {
  for (const path of [...paths].sort()) if (!files.has(path)) files.set(path, { path, named: false });
}

async function addGlob(pattern: string, request: DiscoveryRequest, files: Map<string, FoundFile>, problems: string[]): Promise<void> {
  const { default: fastGlob } = await import("fast-glob");
  const ignore = [...neverEntered].map((name) => `**/${name}/**`);
  const found = await fastGlob(sep === "\\" ? pattern.replaceAll("\\", "/") : pattern, { cwd: request.cwd, absolute: true, ignore, suppressErrors: true });
  const kept: string[] = [];
  for (const path of found) if (!(await isIgnored(path, request))) kept.push(path);
  if (found.length === 0) problems.push(`no file matches: ${pattern}`);
  addFound(files, kept);
}

async function isIgnored(path: string, request: DiscoveryRequest): Promise<boolean> {
  const folder = dirname(path);
  if ((await request.ignoredIn(folder))(path, false)) return true;
  return request.gitignore && isIgnoredByGit(folder, path, false);
}

function isGlob(pattern: string): boolean {
  return /[*?{}[\]()!]/.test(pattern);
}

/** The files of a folder, its folders included, that may hold SQL; links to folders are not followed. */
async function walk(folder: string, request: DiscoveryRequest): Promise<string[]> {
  const found: string[] = [];
  const pending: string[] = [folder];
  // A folder that is named although git ignores it is meant to be linted.
  const gitignore = request.gitignore && !isIgnoredByGit(dirname(folder), folder, true);
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    const entries = entriesOf(current);
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

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // A folder that may not be entered holds nothing for us; the files beside it do.
    return [];
  }
}
