import { fileURLToPath } from "node:url";

/** Null for what is no file of this machine: an unsaved text, another machine's share, an address that cannot be read. */
export function pathOfUri(uri: unknown): string | null {
  if (typeof uri !== "string" || !uri.startsWith("file:")) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}
