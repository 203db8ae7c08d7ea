import { parentPort, workerData } from "node:worker_threads";
import { createRunner, type LintedElsewhere } from "../workspace/run.ts";
import { messageOf, UsageError } from "../workspace/usage-error.ts";
import { configurationFor } from "./command-line-settings.ts";
import { lintFound } from "./lint-found.ts";
import type { ThreadMessage, ThreadWork } from "./lint-threads.ts";

/** Files that are taken at a time, and sent back together. */
const batch = 8;

/** A thread's whole life: takes files until none is left, and sends what came of them. */
export async function runLintThread(): Promise<void> {
  const { files, options, cwd, next } = workerData as ThreadWork;
  const send = (message: ThreadMessage): void => { parentPort?.postMessage(message); };
  const configuration = configurationFor(options, cwd);
  const fix = options.fix || options.diff ? { unsafe: options.unsafeFixes } : null;
  const runner = createRunner({ configuration, maxSize: options.maxSize, fix, cache: null });
  for (let first = Atomics.add(next, 0, batch); first < files.length; first = Atomics.add(next, 0, batch)) {
    const results: (readonly [number, LintedElsewhere])[] = [];
    for (const [offset, file] of files.slice(first, first + batch).entries()) {
      try {
        const outcome = await lintFound(runner, configuration, file);
        results.push([first + offset, { outcome, summaries: runner.statements().get(file.path)?.summaries ?? null }]);
      } catch (error) {
        Atomics.store(next, 0, files.length);
        send({ kind: "failed", index: first + offset, usage: error instanceof UsageError, message: messageOf(error), stack: error instanceof Error ? (error.stack ?? null) : null });
        return;
      }
    }
    send({ kind: "linted", results });
  }
}
