import { statSync, type Stats } from "node:fs";
import { systemCodeOf } from "./usage-error.ts";

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
