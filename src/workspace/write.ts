import { chownSync, closeSync, fchmodSync, fsyncSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { byteOrderMark } from "./read.ts";

/**
 * Replaces a file's text as a whole: written beside it, then renamed over it, so that nobody ever sees half a file. Mode and
 * owner stay, a symbolic link stays a link. Throws the system's error when it cannot be written; nothing is left behind then.
 */
export function writeText(path: string, text: string, withByteOrderMark = false): void {
  const target = realpathSync(path);
  const { mode, uid, gid } = statSync(target);
  const temporary = join(dirname(target), `.${basename(target)}.${String(process.pid)}.tmp`);
  try {
    writeAndSync(temporary, withByteOrderMark ? byteOrderMark + text : text, mode);
    keepOwner(temporary, uid, gid);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes a file that may be new, with the folders that lead to it, as a whole. Throws the system's error. */
export function writeNewText(path: string, text: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) {
    writeText(path, text);
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function writeAndSync(path: string, text: string, mode: number): void {
  const descriptor = openSync(path, "w", mode);
  try {
    const bytes = Buffer.from(text, "utf8");
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
