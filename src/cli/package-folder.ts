import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the installed package, found from the running code upwards: bundled or not, its depth differs. */
export function packageFolder(): string | null {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (statSync(join(folder, "package.json"), { throwIfNoEntry: false }) !== undefined) return folder;
    if (folder === dirname(folder)) return null;
  }
}

/** A rule's page (Markdown), or null when it has none. */
export function rulePage(name: string): string | null {
  const folder = packageFolder();
  if (folder === null) return null;
  try {
    return readFileSync(join(folder, "rules", `${name}.md`), "utf8");
  } catch {
    return null;
  }
}
