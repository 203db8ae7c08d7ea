import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { StatementSummary } from "../linter/across-files.ts";
import type { Finding } from "../linter/finding.ts";
import type { Settings } from "./configuration/resolve.ts";

/** Findings of earlier runs by path, contents, settings and version of the tool. What cannot be read counts as absent. */
export interface LintCache {
  get(path: string, text: string, settings: Settings): CachedLint | null;
  put(path: string, text: string, settings: Settings, lint: CachedLint): void;
  /** Writes what was used or added in this run, in one piece. A cache that cannot be written is no failure. */
  save(): void;
}

/** What the lint of a text gave. */
export interface CachedLint {
  readonly findings: readonly Finding[];
  /** For what files contradict in one another. */
  readonly summaries: readonly StatementSummary[];
}

interface CacheFile {
  readonly version: string;
  readonly entries: Readonly<Record<string, CacheEntry>>;
}

interface CacheEntry extends CachedLint {
  readonly key: string;
  /** Of findings and summaries: an entry that was tampered with or cut short is not taken. */
  readonly check: string;
}

export const defaultCacheLocation = "node_modules/.cache/msqlint/cache.json";

export function openCache(location: string, toolVersion: string): LintCache {
  const known = readCache(location, toolVersion);
  const used = new Map<string, CacheEntry>();
  let changed = false;
  return {
    get(path, text, settings) {
      const entry = Object.hasOwn(known, path) ? known[path] : undefined;
      if (entry === undefined || settings.fingerprint === null || entry.key !== keyOf(text, settings) || entry.check !== checkOf(entry)) return null;
      used.set(path, entry);
      return entry;
    },
    put(path, text, settings, { findings, summaries }) {
      if (settings.fingerprint === null) return;
      used.set(path, { key: keyOf(text, settings), findings, summaries, check: checkOf({ findings, summaries }) });
      changed = true;
    },
    save() {
      if (!changed) return;
      const file: CacheFile = { version: toolVersion, entries: { ...known, ...Object.fromEntries(used) } };
      // A name that a stranger's link could wait under is none.
      const temporary = `${location}.${randomBytes(6).toString("hex")}.tmp`;
      try {
        mkdirSync(dirname(location), { recursive: true });
        writeFileSync(temporary, JSON.stringify(file), { flag: "wx" });
        renameSync(temporary, location);
      } catch {
        rmSync(temporary, { force: true });
        // A read-only folder only costs the next run some time.
      }
    },
  };
}

function readCache(location: string, toolVersion: string): Readonly<Record<string, CacheEntry>> {
  try {
    const file = JSON.parse(readFileSync(location, "utf8")) as CacheFile;
    if (file.version !== toolVersion || typeof file.entries !== "object") return {};
    return Object.fromEntries(Object.entries(file.entries).filter(([, entry]) => isEntry(entry)));
  } catch {
    return {};
  }
}

function isEntry(entry: unknown): entry is CacheEntry {
  return typeof entry === "object" && entry !== null && "key" in entry && "check" in entry && "findings" in entry && Array.isArray(entry.findings) && "summaries" in entry && Array.isArray(entry.summaries);
}

function keyOf(text: string, settings: Settings): string {
  return hash(`${settings.fingerprint ?? ""}\n${text}`);
}

function checkOf({ findings, summaries }: CachedLint): string {
  return hash(JSON.stringify([findings, summaries]));
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
