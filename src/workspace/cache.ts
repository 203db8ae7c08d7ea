import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { StatementSummary } from "../linter/across-files.ts";
import type { Finding } from "../linter/finding.ts";
import type { Settings } from "./configuration/resolve.ts";

/** Findings of earlier runs by path, contents, settings and version of the tool. What cannot be read counts as absent. */
export interface LintCache {
  get(path: string, text: string, settings: Settings, stamp: FileStamp | null): CachedLint | null;
  /** Without a look into the file, where its stamp is the one that it was read with. */
  getUnread(path: string, stamp: FileStamp, settings: Settings): CachedLint | null;
  /** `stamp` from before the file was read; null for a text that is no file. */
  put(path: string, text: string, settings: Settings, lint: CachedLint, stamp: FileStamp | null): void;
  /** Writes what was used or added in this run, in one piece. A cache that cannot be written is no failure. */
  save(): void;
}

/** What the lint of a text gave. */
export interface CachedLint {
  readonly findings: readonly Finding[];
  /** For what files contradict in one another. */
  readonly summaries: readonly StatementSummary[];
}

/** What the system says of a file, as one text: size, times of contents and of description, number. No write leaves all of them as they were. */
export type FileStamp = string;

interface CacheFile {
  readonly version: string;
  readonly entries: Readonly<Record<string, CacheEntry>>;
}

interface CacheEntry extends CachedLint {
  readonly text: string;
  readonly settings: string;
  readonly stamp: FileStamp | null;
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
  const known = readCache(location, toolVersion);
  const used = new Map<string, CacheEntry>();
  let changed = false;
  const entryOf = (path: string, settings: Settings): CacheEntry | null => {
    const entry = Object.hasOwn(known, path) ? known[path] : undefined;
    return entry !== undefined && settings.fingerprint !== null && entry.settings === keyOf(settings.fingerprint) ? entry : null;
  };
  return {
    get(path, text, settings, stamp) {
      const entry = entryOf(path, settings);
      if (entry?.text !== hash(text)) return null;
      // The same text in a file that was written anew, by a checkout for instance.
      if (stamp !== null && stamp !== entry.stamp) {
        used.set(path, { ...entry, stamp });
        changed = true;
      }
      return entry;
    },
    getUnread(path, stamp, settings) {
      const entry = entryOf(path, settings);
      return entry?.stamp === stamp ? entry : null;
    },
    put(path, text, settings, { findings, summaries }, stamp) {
      if (settings.fingerprint === null) return;
      used.set(path, { text: hash(text), settings: keyOf(settings.fingerprint), stamp, findings, summaries });
      changed = true;
    },
    save() {
      if (!changed) return;
      const file: CacheFile = { version: toolVersion, entries: { ...known, ...Object.fromEntries(used) } };
      // A name that a stranger's link could wait under is none.
      const temporary = `${location}.${randomBytes(6).toString("hex")}.tmp`;
      try {
        mkdirSync(dirname(location), { recursive: true });
        const contents = JSON.stringify(file);
        writeFileSync(temporary, `${hash(contents)}\n${contents}`, { flag: "wx" });
        renameSync(temporary, location);
      } catch {
        rmSync(temporary, { force: true });
        // A read-only folder only costs the next run some time.
      }
    },
  };
}

/** Before its contents stands their hash: a file that was tampered with or cut short is not taken. */
function readCache(location: string, toolVersion: string): Readonly<Record<string, CacheEntry>> {
  try {
    const text = readFileSync(location, "utf8");
    const end = text.indexOf("\n");
    const contents = text.slice(end + 1);
    if (text.slice(0, Math.max(end, 0)) !== hash(contents)) return {};
    const file = JSON.parse(contents) as CacheFile;
    return file.version === toolVersion ? file.entries : {};
  } catch {
    return {};
  }
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
