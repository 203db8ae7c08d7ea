import { execFileSync } from "node:child_process";
import { join, relative, sep } from "node:path";
import { messageOf, systemCodeOf, UsageError } from "./usage-error.ts";

/** Which files git knows to be different: those staged, or those changed since a revision (null: the last commit). */
export type GitSelection = { readonly kind: "staged" } | { readonly kind: "changed"; readonly since: string | null };

/** Absolute paths of the files that were added, copied, changed or renamed, sorted. Throws UsageError outside of a repository. */
export function changedFiles(cwd: string, selection: GitSelection): readonly string[] {
  const top = topOf(cwd);
  return [...new Set(namesOf(top, selection))].sort().map((name) => join(top, name));
}

function namesOf(top: string, selection: GitSelection): readonly string[] {
  if (selection.kind === "staged") return stagedNames(top);
  const kinds = ["--name-only", "-z", "--diff-filter=ACMRT"];
  const base = selection.since === null ? "HEAD" : git(top, ["merge-base", "--end-of-options", selection.since, "HEAD"]).trim();
  const untracked = git(top, ["ls-files", "--others", "--exclude-standard", "-z"]);
  return [...split(git(top, ["diff", ...kinds, base])), ...split(untracked)];
}

/** Only files: what is staged of a link is the path that it leads to, and of a submodule a commit. */
function stagedNames(top: string): readonly string[] {
  const fields = split(git(top, ["diff", "--cached", "--raw", "--no-renames", "-z", "--diff-filter=AMT"]));
  return fields.filter((_, index) => index % 2 === 1 && /^:\d+ 100/.test(fields[index - 1] ?? ""));
}

/** Absolute paths of the files of which not all is staged: the folder holds another text, or none. */
export function changedSinceStaged(cwd: string): ReadonlySet<string> {
  const top = topOf(cwd);
  return new Set(split(git(top, ["diff", "--name-only", "-z"])).map((name) => join(top, name)));
}

/** The contents of a file as they are staged. */
export function stagedContents(path: string, cwd: string): Buffer {
  const top = topOf(cwd);
  return runGit(top, ["cat-file", "blob", `:${relative(top, path).split(sep).join("/")}`]);
}

const tops = new Map<string, string>();

/** The top folder of the repository. */
function topOf(cwd: string): string {
  const top = tops.get(cwd) ?? git(cwd, ["rev-parse", "--show-toplevel"]).replace(/\r?\n$/, "");
  tops.set(cwd, top);
  return top;
}

function split(output: string): readonly string[] {
  return output.split("\0").filter((name) => name !== "");
}

function git(cwd: string, args: readonly string[]): string {
  return runGit(cwd, args).toString("utf8");
}

function runGit(cwd: string, args: readonly string[]): Buffer {
  try {
    return execFileSync("git", args, { cwd, maxBuffer: 1024 * 1024 * 1024, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if (systemCodeOf(error) === "ENOENT") throw new UsageError("git was not found; --changed, --since and --staged need it");
    throw new UsageError(`git ${args[0] ?? ""}: ${firstLineOf(error)}`);
  }
}

function firstLineOf(error: unknown): string {
  const stderr = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
  return (stderr === "" ? messageOf(error) : stderr).trim().split(/[\r\n]/, 1)[0] ?? "failed";
}
