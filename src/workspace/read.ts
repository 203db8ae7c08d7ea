import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readFileSync, readSync, statSync, type Stats } from "node:fs";
import { systemCodeOf } from "./usage-error.ts";

export const defaultMaxSize = 10 * 1024 * 1024;

export const byteOrderMark = "\uFEFF";

/** A file's text without its byte order mark, or why there is none; messages are ready to be shown after the path. */
export type ReadResult =
  | { readonly kind: "text"; readonly text: string; readonly byteOrderMark: boolean }
  | { readonly kind: "too-large"; readonly message: string }
  | { readonly kind: "refused"; readonly message: string };

/** Reads a file as UTF-8. `maxSize` in bytes; a larger file is not read. Never throws. */
export function readText(path: string, maxSize: number): ReadResult {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) return refused("is a folder");
    if (stat.size > maxSize) return tooLarge(stat.size, maxSize);
    return stat.isFile() ? decode(readFileSync(path)) : readStream(path, stat, maxSize);
  } catch (error) {
    return refused(explainReadError(error));
  }
}

/** Where the shell puts pipes and the like that are open already (`<(command)`). */
const openStreams = /^\/(?:dev\/(?:fd\/\d+|stdin)|proc\/[^/]+\/fd\/\d+)$/;

/** What is no file has no size to ask for, and one that nobody has opened for writing may never answer. */
function readStream(path: string, stat: Stats, maxSize: number): ReadResult {
  if (!openStreams.test(path)) return refused(`is ${kindOf(stat)}, not a file; \`msqlint -\` reads standard input`);
  const descriptor = openSync(path, "r");
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for (;;) {
      const chunk = Buffer.alloc(1 << 16);
      const length = readSync(descriptor, chunk);
      if (length === 0) return decode(Buffer.concat(chunks));
      size += length;
      if (size > maxSize) return tooLarge(null, maxSize);
      chunks.push(chunk.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
}

function kindOf(stat: Stats): string {
  if (stat.isFIFO()) return "a pipe";
  return stat.isSocket() ? "a socket" : "a device";
}

/** Decodes the bytes of a file or of standard input; refuses what is not UTF-8 text. */
export function decode(bytes: Buffer): ReadResult {
  if (bytes.length >= 2) {
    const mark = bytes.readUInt16BE(0);
    if (mark === 0xfffe || mark === 0xfeff) return refused("is UTF-16 text; save it as UTF-8");
  }
  if (bytes.includes(0)) return refused("is a binary file (it holds NUL bytes); expected SQL as UTF-8 text");
  if (!isUtf8(bytes)) return refused("is not valid UTF-8; save it as UTF-8");
  const marked = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { kind: "text", text: bytes.toString("utf8", marked ? 3 : 0), byteOrderMark: marked };
}

/** `size` is null where reading ended before all was read. */
export function tooLarge(size: number | null, maxSize: number): ReadResult {
  const cap = formatSize(maxSize);
  // Rounded alike they would not say which is larger.
  const shown = size !== null && formatSize(size) === cap ? exactly : formatSize;
  const message = `file${size === null ? "" : ` of ${shown(size)}`} is over the size cap of ${shown(maxSize)}; split it, or raise the cap with --max-size`;
  return { kind: "too-large", message };
}

/** Bytes of a size such as `10MB`, `512kB`, `1048576`; null when it is none. */
export function parseSize(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*(b|kb?|kib|mb?|mib|gb?|gib)?$/i.exec(text.trim());
  if (match === null) return null;
  const unit = (match[2] ?? "b").charAt(0).toLowerCase();
  const factor = unit === "k" ? 1024 : unit === "m" ? 1024 ** 2 : unit === "g" ? 1024 ** 3 : 1;
  return Math.floor(Number(match[1]) * factor);
}

export function formatSize(bytes: number): string {
  if (bytes >= 1024 ** 2) return `${trimmed(bytes / 1024 ** 2)} MB`;
  return bytes >= 1024 ? `${trimmed(bytes / 1024)} kB` : exactly(bytes);
}

function exactly(bytes: number): string {
  return `${bytes.toLocaleString("en")} bytes`;
}

function trimmed(value: number): string {
  return value.toFixed(1).replace(/\.0$/, "");
}

function refused(message: string): ReadResult {
  return { kind: "refused", message };
}

/** Why a file could not be read, ready to be shown after its path. */
export function explainReadError(error: unknown): string {
  const code = systemCodeOf(error);
  switch (code) {
    case "ENOENT":
      return "no such file or folder";
    case "EACCES":
    case "EPERM":
      return "cannot be read: permission denied";
    case "EISDIR":
      return "is a folder";
    case "ELOOP":
      return "cannot be read: its links lead in a circle";
    default:
      return `cannot be read: ${code ?? String(error)}`;
  }
}
