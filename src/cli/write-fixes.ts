import { shownPath } from "../reporters/report.ts";
import { readText } from "../workspace/read.ts";
import type { FileResult, Runner } from "../workspace/run.ts";
import { explainWriteError, writeText } from "../workspace/write.ts";
import { say, type Io } from "./io.ts";
import type { LintOptions } from "./lint-options.ts";
import { pauses } from "./pauses.ts";

export interface Written {
  /** The results, each of what its file holds now; a file that is gone has none. */
  readonly results: readonly FileResult[];
  /** Paths of the files that could not be written. */
  readonly failed: ReadonlySet<string>;
}

/** Writes what fixes changed; says which files could not be written, and judges those as they are. */
export async function writeFixes(results: readonly FileResult[], runner: Runner, options: LintOptions, io: Io): Promise<Written> {
  const failed = new Set<string>();
  const left: FileResult[] = [];
  const pause = pauses();
  for (const result of results) {
    const pausing = pause();
    if (pausing !== null) await pausing;
    const failure = result.output === null ? null : failureOfWriting(result, result.output);
    if (failure === null) {
      left.push(result);
      continue;
    }
    failed.add(result.path);
    say(io, `${shownPath({ cwd: io.cwd }, result.path)}: is left as it was: ${failure}`);
    const outcome = await runner.judgeText(result.path, readText(result.path, options.maxSize));
    if (outcome.kind === "linted") left.push(outcome.result);
  }
  return { results: left, failed };
}

function failureOfWriting({ path, text, byteOrderMark }: FileResult, output: string): string | null {
  try {
    writeText(path, output, byteOrderMark, { text, byteOrderMark });
    return null;
  } catch (error) {
    return explainWriteError(error);
  }
}
