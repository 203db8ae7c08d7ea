import { shownPath } from "../reporters/report.ts";
import { changedSinceStaged, stagedContents } from "../workspace/git.ts";
import { decode, tooLarge, type ReadResult } from "../workspace/read.ts";
import type { FileOutcome, FileResult, Runner } from "../workspace/run.ts";
import type { FoundFile } from "../workspace/discover.ts";
import { say, type Io } from "./io.ts";
import type { LintOptions } from "./lint-options.ts";

type LintOne = (file: FoundFile) => Promise<FileOutcome>;

/**
 * Lints what a commit would take. A fix goes into the folder, so that only a file of which all is staged can be mended; `lintFolder` does that.
 */
export function stagedLinter(runner: Runner, lintFolder: LintOne, options: LintOptions, io: Io): LintOne {
  const partly = options.fix ? changedSinceStaged(io.cwd) : null;
  const read = (path: string): ReadResult => {
    const bytes = stagedContents(path, io.cwd);
    return bytes.length > options.maxSize ? tooLarge(bytes.length, options.maxSize) : decode(bytes);
  };
  return async (file) => {
    if (partly === null) return runner.lintText(file.path, read(file.path));
    return partly.has(file.path) ? runner.judgeText(file.path, read(file.path)) : lintFolder(file);
  };
}

/** Says what the commit would not take of the fixes. True where there is such a thing: the commit is to be looked at. */
export function sayUnstagedFixes(results: readonly FileResult[], options: LintOptions, io: Io): boolean {
  if (options.selection?.kind !== "staged" || !options.fix) return false;
  const mended = results.filter((result) => result.output !== null);
  const left = results.filter((result) => result.output === null && result.findings.some(({ fix }) => fix !== null && (fix.safety === "safe" || options.unsafeFixes)));
  const names = (files: readonly FileResult[]): string => files.map(({ path }) => shownPath({ cwd: io.cwd }, path)).join(", ");
  if (mended.length > 0) say(io, `mended, but not staged yet: ${names(mended)}`);
  if (left.length > 0) say(io, `judged as staged and not mended, for the folder holds another text: ${names(left)}`);
  return mended.length > 0;
}
