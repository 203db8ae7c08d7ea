import { join } from "node:path";
import type { Configuration } from "../workspace/configuration/resolve.ts";
import type { FoundFile } from "../workspace/discover.ts";
import type { FileOutcome, Runner } from "../workspace/run.ts";

/** As `lintFound`, at once, where cache and configuration leave nothing to be waited for; null for any other file. */
export function recallFound(runner: Runner, file: FoundFile): FileOutcome | null {
  return file.named ? null : runner.recall(file.path);
}

/** Lints a file that was named or found; what the configuration ignores, or what is none of our business, is skipped. */
export async function lintFound(runner: Runner, configuration: Configuration, file: FoundFile): Promise<FileOutcome> {
  if (file.named) {
    const isIgnored = await configuration.ignoredIn(join(file.path, ".."));
    if (isIgnored(file.path, false)) return { kind: "skipped", path: file.path, reason: "ignored" };
  }
  const outcome = await runner.lintFile(file);
  // A file of another kind that stands in a folder is none of our business; one that was named is.
  const isForeign = outcome.kind === "refused" && !file.named && !file.path.endsWith(".sql");
  return isForeign ? { kind: "skipped", path: file.path, reason: "no-sql" } : outcome;
}
