import { accessSync, chownSync, closeSync, constants, fchmodSync, fsyncSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { byteOrderMark } from "./read.ts";
import { messageOf, systemCodeOf } from "./usage-error.ts";

/** The file is no longer what was read: whoever changed it must not lose that. */
export class ChangedError extends Error {
  override readonly name = "ChangedError";
  constructor() {
    super("it changed while it was linted");
  }
}

export interface TextFile {
  readonly text: string;
  readonly byteOrderMark: boolean;
}

/**
 * Replaces a file's text as a whole: written beside it, then renamed over it, so that nobody ever sees half a file. Mode and
 * owner stay, a symbolic link stays a link. With `before` only where the file still holds that (ChangedError). Throws the system's error
 * when it cannot be written; nothing is left behind then.
 */
export function writeText(path: string, text: string, withByteOrderMark = false, before: TextFile | null = null): void {
  const target = realpathSync(path);
  const { mode, uid, gid } = statSync(target);
  // Renaming would replace also a file that may not be written.
  accessSync(target, constants.W_OK);
  // Short, since names have a limit, and no name that a stranger's link could wait under.
  const temporary = join(dirname(target), `.msqlint-${crypto.randomUUID().slice(0, 13)}.tmp`);
  try {
    writeAndSync(temporary, bytesOf(text, withByteOrderMark), mode);
    keepOwner(temporary, uid, gid);
    if (before !== null && !readFileSync(target).equals(bytesOf(before.text, before.byteOrderMark))) throw new ChangedError();
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes a file that may be new, with the folders that lead to it, as a whole. Throws the system's error. */
export function writeNewText(path: string, text: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile() === true) {
    writeText(path, text);
    return;
  }
  // A device or a pipe takes the text; there is nothing to replace.
  if (stat !== undefined) {
    writeFileSync(path, text);
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    if (systemCodeOf(error) !== "EEXIST") rmSync(path, { force: true });
    throw error;
  }
}

/** Throws the system's error where `writeNewText` would; of a file that is new nothing is left behind but the folders that lead to it. */
export function probeNewText(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    mkdirSync(dirname(path), { recursive: true });
    closeSync(openSync(path, "wx"));
    rmSync(path);
  } else if (stat.isFile()) accessSync(realpathSync(path), constants.W_OK);
  else if (stat.isDirectory()) closeSync(openSync(path, "w"));
}

/** Why a file could not be written, ready to be shown after its path. */
export function explainWriteError(error: unknown): string {
  const code = systemCodeOf(error);
  switch (code) {
    case "ENOENT":
      return "there is no such file, and none can be made";
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EROFS":
      return "the file system is read-only";
    case "ENOSPC":
    case "EDQUOT":
      return "no space is left";
    case "EISDIR":
      return "it is a folder";
    case "ENOTDIR":
    case "EEXIST":
      return "its folder is a file";
    default:
      return code ?? messageOf(error);
  }
}

function bytesOf(text: string, withByteOrderMark: boolean): Buffer {
  return Buffer.from(withByteOrderMark ? byteOrderMark + text : text, "utf8");
}

function writeAndSync(path: string, bytes: Buffer, mode: number): void {
  const descriptor = openSync(path, "wx", mode);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    fchmodSync(descriptor, mode);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function keepOwner(path: string, uid: number, gid: number): void {
  const stat = statSync(path);
  if (stat.uid === uid && stat.gid === gid) return;
  try {
    chownSync(path, uid, gid);
  } catch {
    // Only root may give files away; a file that someone else owns but we may write becomes ours.
  }
}
