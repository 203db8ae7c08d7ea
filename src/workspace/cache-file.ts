import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

/**
 * The cache's file: a seal, a line that says of each entry what a run over unchanged files asks, and a line for each entry that is read
 * only where one asks for more. A run over many files parses the first alone.
 */
export interface CacheEntries {
  readonly paths: readonly string[];
  /** Null: the file must be read to be known. */
  readonly stamps: readonly (string | null)[];
  /** Short names of the settings that it was linted with. */
  readonly settings: readonly string[];
  readonly hasFindings: readonly boolean[];
  readonly hasWrites: readonly boolean[];
  /** The rest of an entry, as JSON. */
  bodyOf(index: number): Buffer;
}

interface Head {
  readonly format: number;
  readonly version: string;
  readonly settingNames: readonly string[];
  readonly paths: readonly string[];
  readonly stamps: readonly (string | null)[];
  /** Indices of `settingNames`, doubled twice, plus 1 for findings, 2 for writes. */
  readonly marks: readonly number[];
  /** Bytes of each body. */
  readonly lengths: readonly number[];
}

const format = 2;

/** Null for what is no cache, was cut short, comes from another version, or was not written with this key. */
export function readCacheFile(location: string, version: string, key: Buffer): CacheEntries | null {
  try {
    const bytes = readFileSync(location);
    const sealEnd = bytes.indexOf(10);
    const contents = bytes.subarray(sealEnd + 1);
    if (!isSealOf(bytes.subarray(0, Math.max(sealEnd, 0)), contents, key)) return null;
    const headEnd = contents.indexOf(10);
    const head = JSON.parse(contents.toString("utf8", 0, headEnd)) as Head;
    return head.format === format && head.version === version ? entriesOf(head, contents.subarray(headEnd + 1)) : null;
  } catch {
    return null;
  }
}

function entriesOf({ settingNames, paths, stamps, marks, lengths }: Head, bodies: Buffer): CacheEntries {
  let starts: number[] | null = null;
  return {
    paths,
    stamps,
    settings: marks.map((mark) => settingNames[mark >> 2] ?? ""),
    hasFindings: marks.map((mark) => (mark & 1) !== 0),
    hasWrites: marks.map((mark) => (mark & 2) !== 0),
    bodyOf: (index) => {
      starts ??= startsOf(lengths);
      return bodies.subarray(starts[index], starts[index + 1]);
    },
  };
}

function startsOf(lengths: readonly number[]): number[] {
  let start = 0;
  return [0, ...lengths.map((length) => (start += length))];
}

/** Writes it in one piece. One that cannot be written is no failure: a read-only folder only costs the next run some time. */
export function writeCacheFile(location: string, version: string, key: Buffer, entries: CacheEntries): void {
  // A name that a stranger's link could wait under is none.
  const temporary = `${location}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const contents = contentsOf(version, entries);
    mkdirSync(dirname(location), { recursive: true });
    writeFileSync(temporary, Buffer.concat([Buffer.from(`${sealOf(contents, key)}\n`), contents]), { flag: "wx" });
    renameSync(temporary, location);
  } catch {
    rmSync(temporary, { force: true });
  }
}

function contentsOf(version: string, entries: CacheEntries): Buffer {
  const settingNames = [...new Set(entries.settings)];
  const numbers = new Map(settingNames.map((name, index) => [name, index]));
  const bodies = entries.paths.map((_, index) => entries.bodyOf(index));
  const marks = entries.settings.map((name, index) => ((numbers.get(name) ?? 0) << 2) | (entries.hasFindings[index] === true ? 1 : 0) | (entries.hasWrites[index] === true ? 2 : 0));
  const { paths, stamps } = entries;
  const head: Head = { format, version, settingNames, paths, stamps, marks, lengths: bodies.map((body) => body.length) };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...bodies]);
}

function sealOf(contents: Buffer, key: Buffer): string {
  return createHmac("sha256", key).update(contents).digest("base64url");
}

function isSealOf(seal: Buffer, contents: Buffer, key: Buffer): boolean {
  const wanted = Buffer.from(sealOf(contents, key));
  return seal.length === wanted.length && timingSafeEqual(seal, wanted);
}

/**
 * The key of this user's caches, made at first use. It lies outside of every repository: a cache that somebody committed, or wrote with
 * a checksum of its own, is not taken. Null where there is no place to keep one.
 */
export function cacheKey(): Buffer | null {
  const file = join(userCacheFolder(), "msqlint", "cache-key");
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, randomBytes(32), { flag: "wx", mode: 0o600 });
    } catch {
      // It is there already.
    }
    const key = readFileSync(file);
    return key.length === 32 ? key : null;
  } catch {
    return null;
  }
}

function userCacheFolder(): string {
  const named = process.env["XDG_CACHE_HOME"] ?? "";
  return isAbsolute(named) ? named : join(homedir(), ".cache");
}
