import { basename, relative, resolve, sep } from "node:path";
import type { Configuration } from "../workspace/configuration/resolve.ts";
import type { Discovery, FoundFile } from "../workspace/discover.ts";
import { documentKindOf } from "../workspace/documents/kind.ts";
import { shardIndexOf, type Shard } from "../workspace/shard.ts";
import { isFile } from "../workspace/stat.ts";
import type { Io } from "./io.ts";
import type { LintOptions } from "./lint-options.ts";

/** The files that a command line means. Plain file names take a short way that loads nothing. */
export async function findFiles(options: LintOptions, configuration: Configuration, io: Io): Promise<Discovery> {
  const found = options.selection === null ? await filesOf(options.patterns, configuration, io) : await selectedFiles(options, configuration, io);
  return options.shard === null ? found : { ...found, files: shareOf(found.files, options.shard, io.cwd) };
}

async function filesOf(patterns: readonly string[], configuration: Configuration, io: Io): Promise<Discovery> {
  const plain = plainFiles(patterns, io.cwd);
  if (plain !== null) return { files: plain, problems: [], unreadable: new Map() };
  const { discover } = await import("../workspace/discover.ts");
  return discover({ patterns, cwd: io.cwd, ignoredIn: (folder) => configuration.ignoredIn(folder), gitignore: await configuration.heedsGitignore(io.cwd) });
}

/** Every argument as the file that it names, or null when one is a folder, a glob or nothing at all. */
function plainFiles(patterns: readonly string[], cwd: string): readonly FoundFile[] | null {
  const files = new Map<string, FoundFile>();
  for (const pattern of patterns) {
    const path = resolve(cwd, pattern);
    if (!isFile(path)) return null;
    files.set(path, { path, named: true });
  }
  return [...files.values()];
}

/** What git knows to be different, within the arguments where there are some. */
async function selectedFiles(options: LintOptions, configuration: Configuration, io: Io): Promise<Discovery> {
  const { changedFiles } = await import("../workspace/git.ts");
  const changed = options.selection === null ? [] : changedFiles(io.cwd, options.selection);
  const files: FoundFile[] = [];
  for (const path of changed) {
    if (documentKindOf(basename(path)) === null || !isWithin(path, options.patterns, io.cwd)) continue;
    const isIgnored = await configuration.ignoredIn(resolve(path, ".."));
    if (!isIgnored(path, false)) files.push({ path, named: false });
  }
  return { files, problems: [], unreadable: new Map() };
}

function isWithin(path: string, patterns: readonly string[], cwd: string): boolean {
  if (patterns.length === 0) return true;
  return patterns.some((pattern) => {
    const base = resolve(cwd, pattern);
    return path === base || path.startsWith(base.endsWith(sep) ? base : base + sep);
  });
}

/** The shards of one list are disjoint and together all of it. */
function shareOf(files: readonly FoundFile[], shard: Shard, cwd: string): readonly FoundFile[] {
  return files.filter(({ path }) => shardIndexOf(relative(cwd, path).split(sep).join("/"), shard.count) === shard.index);
}
