import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FoundFile } from "../workspace/discover.ts";
import type { LintedElsewhere } from "../workspace/run.ts";
import { UsageError } from "../workspace/usage-error.ts";
import { elapsed } from "./clock.ts";
import type { LintOptions } from "./lint-options.ts";
import { packageFolder } from "./package-folder.ts";

/** What a thread is given to work on. `next` is a shared counter: the index of the next file that nobody has taken. */
export interface ThreadWork {
  readonly files: readonly FoundFile[];
  readonly options: LintOptions;
  readonly cwd: string;
  readonly next: Int32Array;
}

/** What a thread sends back. Indexes are those of `files`. */
export type ThreadMessage =
  | { readonly kind: "linted"; readonly results: readonly (readonly [index: number, result: LintedElsewhere])[] }
  | { readonly kind: "failed"; readonly index: number; readonly usage: boolean; readonly message: string; readonly stack: string | null };

/** Command-line argument by which the launcher knows that it runs in a thread. */
export const threadArgument = "--lint-thread";

/** Threads beyond this many wait for one another's memory. */
const mostThreads = 8;

/** A thread takes so long to start, in milliseconds, that what is left must promise to take longer. */
const worthwhile = 150;
/** Before this many milliseconds of linting, nothing is known of how long a file takes. */
const trial = 40;

/** Files shared out among threads, each of which takes the next one when it is done with its own. */
export interface Threads {
  /** The index of a file for the caller itself to lint; null when none is left. Starts helpers when there is enough left to do. */
  take(): number | null;
  /** Nobody takes another file. */
  stop(): void;
  /** What the helpers linted, by index. Throws the failure of the first file in order that failed, the caller's own counted. */
  finish(own: Failure | null): Promise<ReadonlyMap<number, LintedElsewhere>>;
}

export interface Failure {
  readonly index: number;
  readonly error: unknown;
}

/** `most`: how many threads may work, the caller's own counted; null: as many as there are cores, once it pays. */
export function createThreads(files: readonly FoundFile[], options: LintOptions, cwd: string, most: number | null): Threads {
  const next = new Int32Array(new SharedArrayBuffer(4));
  const limit = Math.min(most ?? Math.min(availableParallelism(), mostThreads), files.length);
  const started = elapsed();
  const helpers: Promise<readonly ThreadMessage[]>[] = [];
  let decided = limit < 2;

  const pays = (taken: number): boolean => {
    if (most !== null) return true;
    const spent = elapsed() - started;
    return spent > trial && (spent / taken) * (files.length - taken) > worthwhile;
  };
  const startHelpers = (): void => {
    decided = true;
    const launcher = launcherFile();
    if (launcher === null) return;
    const work: ThreadWork = { files, options, cwd, next };
    for (let thread = 1; thread < limit; thread++) helpers.push(runThread(launcher, work));
  };

  return {
    take() {
      const index = Atomics.add(next, 0, 1);
      if (index >= files.length) return null;
      if (!decided && (most !== null || index > 0) && pays(index)) startHelpers();
      return index;
    },
    stop() {
      Atomics.store(next, 0, files.length);
    },
    async finish(own) {
      const messages = (await Promise.all(helpers)).flat();
      const failures = messages.flatMap((message) => (message.kind === "failed" ? [{ index: message.index, error: errorOf(message) }] : []));
      const [failure] = [...failures, ...(own === null ? [] : [own])].sort((a, b) => a.index - b.index);
      if (failure !== undefined) throw failure.error;
      return new Map(messages.flatMap((message) => (message.kind === "linted" ? message.results : [])));
    },
  };
}

/** The launcher beside the bundle that runs; null where the code runs from its sources. */
function launcherFile(): string | null {
  const folder = packageFolder();
  return folder !== null && import.meta.url === pathToFileURL(join(folder, "dist", "cli.cjs")).href ? join(folder, "bin", "msqlint.js") : null;
}

async function runThread(launcher: string, work: ThreadWork): Promise<readonly ThreadMessage[]> {
  const { startThread } = await import("./start-thread.ts");
  return startThread(launcher, work);
}

function errorOf({ usage, message, stack }: Extract<ThreadMessage, { readonly kind: "failed" }>): Error {
  if (usage) return new UsageError(message);
  const error = new Error(message);
  if (stack !== null) error.stack = stack;
  return error;
}
