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
  const kinds = ["--name-only", "-z", "--diff-filter=ACMR"];
  if (selection.kind === "staged") return split(git(top, ["diff", "--cached", ...kinds]));
  const base = selection.since === null ? "HEAD" : git(top, ["merge-base", "--end-of-options", selection.since, "HEAD"]).trim();
  const untracked = git(top, ["ls-files", "--others", "--exclude-standard", "-z"]);
  return [...split(git(top, ["diff", ...kinds, base])), ...split(untracked)];
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
