import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { compilePatterns, type Patterns } from "./patterns.ts";

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
  const isRoot = parent === folder || exists(join(folder, ".git"));
  const above = isRoot ? [] : chainOf(parent);
  const own = join(folder, ".gitignore");
  const chain = exists(own) ? [compilePatterns(folder, readFileSync(own, "utf8")), ...above] : above;
  chains.set(folder, chain);
  return chain;
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
