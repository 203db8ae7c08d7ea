import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compilePatterns, type Patterns } from "./patterns.ts";
import { explainReadError } from "./read.ts";
import { isFile, statOf } from "./stat.ts";
import { UsageError } from "./usage-error.ts";

const chains = new Map<string, readonly Patterns[]>();

/** True when git would ignore a path of a folder, by the .gitignore files from there up to the repository's root. */
export function isIgnoredByGit(folder: string, path: string, isFolder: boolean): boolean {
  for (const patterns of chainOf(folder)) {
    const answer = patterns.test(path, isFolder);
    if (answer !== "none") return answer === "matched";
  }
  return false;
}

/** The nearest file first, as the nearest decides. */
function chainOf(folder: string): readonly Patterns[] {
  const known = chains.get(folder);
  if (known !== undefined) return known;
  const parent = dirname(folder);
  const isRoot = parent === folder || isThere(join(folder, ".git"));
  const above = isRoot ? [] : chainOf(parent);
  const own = join(folder, ".gitignore");
  const chain = isFile(own) ? [compilePatterns(folder, patternsIn(own)), ...above] : above;
  chains.set(folder, chain);
  return chain;
}

/** A folder that does not let us look is none where a repository begins; its files say that they cannot be read. */
function isThere(path: string): boolean {
  const stat = statOf(path);
  return stat !== null && stat !== "unknown";
}

function patternsIn(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file}: ${explainReadError(error)}`);
  }
}
