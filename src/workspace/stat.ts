import { statSync, type Stats } from "node:fs";
import { systemCodeOf, UsageError } from "./usage-error.ts";

/** What stands at a path: null for nothing, `unknown` where the system does not say (a closed folder, links in a circle). */
export function statOf(path: string): Stats | "unknown" | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    if (systemCodeOf(error) === null) throw error;
    return "unknown";
  }
}

export function isFile(path: string): boolean {
  const stat = statOf(path);
  return stat !== null && stat !== "unknown" && stat.isFile();
}

/** Throws UsageError where a file is missing, and says what names it. */
export function requireFile(path: string, referrer: () => string): void {
  if (!isFile(path)) throw new UsageError(`${referrer()} ${path}: no such file`);
}

/** Throws UsageError for a file that may not be read, and says what names it. */
export function requireReadable(path: string, referrer: () => string, mayRead: (path: string) => boolean = () => true): void {
  if (!mayRead(path)) throw new UsageError(`${referrer()} ${path}: not read, as it lies outside of the folders that are open (the editor's setting \`msqlint.trustedFolders\` takes folders beside them)`);
}
