import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { withPlaces, type StatementSummary } from "../linter/across-files.ts";
import type { Finding } from "../linter/finding.ts";
import { cacheKey, readCacheFile, writeCacheFile, type CacheEntries } from "./cache-file.ts";
import type { Settings } from "./configuration/resolve.ts";

/** Findings of earlier runs by path, contents, settings and version of the tool. What cannot be read counts as absent. */
export interface LintCache {
  stampOf(path: string, maxSize: number): FileStamp | null;
  get(path: string, text: string, settings: Settings, stamp: FileStamp | null): CachedLint | null;
  /** Without a look into the file, where its stamp is the one that it was read with and nothing was found in it. */
  getUnread(path: string, stamp: FileStamp, settings: Settings): CachedLint | null;
  /** `stamp` from before the file was read; null for a text that is no file. */
  put(path: string, text: string, settings: Settings, lint: NewLint, stamp: FileStamp | null): void;
  /** Writes what was used or added in this run, in one piece. A cache that cannot be written is no failure. */
  save(): void;
}

/** What the lint of a text gave. */
export interface NewLint {
  readonly findings: readonly Finding[];
  /** For what files contradict in one another. */
  readonly summaries: readonly StatementSummary[];
}

/** Read from the cache when asked for. */
export interface CachedLint extends NewLint {
  /** One of the statements writes a table. */
  readonly hasWrites: boolean;
}

/** What the system says of a file, as one text: size, times of contents and of description, number. No write leaves all of them as they were. */
export type FileStamp = string;

interface Entry {
  readonly stamp: FileStamp | null;
  readonly settings: string;
  readonly hasFindings: boolean;
  readonly hasWrites: boolean;
  readonly body: Buffer;
}

interface Body extends NewLint {
  readonly text: string;
}

/**
 * The stamp of a file of at most `maxSize` bytes; null where there is none to trust: what was written a moment ago may be written once more
 * without a trace.
 */
export function stampOf(path: string, maxSize: number): FileStamp | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile() !== true || stat.size > maxSize || Date.now() - Math.max(stat.mtimeMs, stat.ctimeMs) < 2000) return null;
  return `${String(stat.size)} ${String(stat.mtimeMs)} ${String(stat.ctimeMs)} ${String(stat.ino)}`;
}

export const defaultCacheLocation = "node_modules/.cache/msqlint/cache.json";

export function openCache(location: string, toolVersion: string): LintCache {
  const key = cacheKey();
  const known = (key === null ? null : readCacheFile(location, toolVersion, key)) ?? noEntries;
  const indexOf = pathIndex(known.paths);
  const added = new Map<string, Entry>();
  const find = (path: string, { fingerprint }: Settings): number | null => {
    const index = indexOf(path);
    return index !== null && fingerprint !== null && known.settings[index] === keyOf(fingerprint) ? index : null;
  };
  return {
    stampOf,
    get(path, text, settings, stamp) {
      const index = find(path, settings);
      if (index === null) return null;
      const body = readBody(known.bodyOf(index));
      if (body.text !== hash(text)) return null;
      // The same text in a file that was written anew, by a checkout for instance.
      if (stamp !== null && stamp !== known.stamps[index]) added.set(path, { ...entryAt(known, index), stamp });
      return cachedLint(path, body, known.hasWrites[index] === true);
    },
    getUnread(path, stamp, settings) {
      const index = find(path, settings);
      if (index === null || known.stamps[index] !== stamp || known.hasFindings[index] === true) return null;
      return new UnreadLint(known, index, path);
    },
    put(path, text, { fingerprint }, { findings, summaries }, stamp) {
      if (fingerprint === null) return;
      const body: Body = { text: hash(text), findings, summaries: placed(summaries, "") };
      const hasWrites = summaries.some(({ write }) => write !== null);
      added.set(path, { stamp, settings: keyOf(fingerprint), hasFindings: findings.length > 0, hasWrites, body: Buffer.from(`${JSON.stringify(body)}\n`) });
    },
    save() {
      if (added.size > 0 && key !== null) writeCacheFile(location, toolVersion, key, together(known, added));
    },
  };
}

/** Says where a path stands in a list. Asked in the list's own order, as most runs do, it needs no map of all paths. */
function pathIndex(paths: readonly string[]): (path: string) => number | null {
  let indices: ReadonlyMap<string, number> | null = null;
  let next = 0;
  return (path) => {
    if (paths[next] === path) return next++;
    indices ??= new Map(paths.map((each, index) => [each, index]));
    const index = indices.get(path) ?? null;
    if (index !== null) next = index + 1;
    return index;
  };
}

const noEntries: CacheEntries = { paths: [], stamps: [], settings: [], hasFindings: [], hasWrites: [], bodyOf: () => Buffer.alloc(0) };

function entryAt(known: CacheEntries, index: number): Entry {
  const { stamps, settings, hasFindings, hasWrites } = known;
  return { stamp: stamps[index] ?? null, settings: settings[index] ?? "", hasFindings: hasFindings[index] === true, hasWrites: hasWrites[index] === true, body: known.bodyOf(index) };
}

/** What was known, with what is new in its stead or behind it. */
function together(known: CacheEntries, added: ReadonlyMap<string, Entry>): CacheEntries {
  const entries = new Map(known.paths.map((path, index) => [path, added.get(path) ?? entryAt(known, index)]));
  for (const [path, entry] of added) entries.set(path, entry);
  const all = [...entries.values()];
  return {
    paths: [...entries.keys()],
    stamps: all.map((entry) => entry.stamp),
    settings: all.map((entry) => entry.settings),
    hasFindings: all.map((entry) => entry.hasFindings),
    hasWrites: all.map((entry) => entry.hasWrites),
    bodyOf: (index) => all[index]?.body ?? Buffer.alloc(0),
  };
}

/** A class, since a run over a cache makes one for each of its files. */
class UnreadLint implements CachedLint {
  readonly findings: readonly Finding[] = [];
  readonly hasWrites: boolean;
  readonly #known: CacheEntries;
  readonly #index: number;
  readonly #path: string;

  constructor(known: CacheEntries, index: number, path: string) {
    this.hasWrites = known.hasWrites[index] === true;
    this.#known = known;
    this.#index = index;
    this.#path = path;
  }

  get summaries(): readonly StatementSummary[] {
    return placed(readBody(this.#known.bodyOf(this.#index)).summaries, this.#path);
  }
}

function readBody(body: Buffer): Body {
  return JSON.parse(body.toString("utf8")) as Body;
}

function cachedLint(path: string, { findings, summaries }: Body, hasWrites: boolean): CachedLint {
  return { findings, summaries: placed(summaries, path), hasWrites };
}

/** The path, which is that of the entry, is not repeated in each of its places. */
function placed(summaries: readonly StatementSummary[], file: string): readonly StatementSummary[] {
  return summaries.map((summary) => withPlaces(summary, ({ start, end }) => ({ file, start, end })));
}

const keys = new Map<string, string>();

/** Settings by a short name: there are few of them and many files. */
function keyOf(fingerprint: string): string {
  let key = keys.get(fingerprint);
  if (key === undefined) {
    key = hash(fingerprint);
    keys.set(fingerprint, key);
  }
  return key;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
