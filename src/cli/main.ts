import { commandNames } from "./command-names.ts";
import { exitCode } from "./exit-code.ts";
import { neutralise } from "../reporters/terminal-text.ts";
import { processIo, say, type Io } from "./io.ts";
import { lint } from "./lint.ts";
import { defaultLintOptions } from "./lint-options.ts";
import { messageOf, UsageError } from "../workspace/usage-error.ts";

/** Runs a command line (without node and script) and gives the exit code. Never throws. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    if (isPlain(args)) return await lint({ ...defaultLintOptions, patterns: args }, io);
    const { runProgram } = await import("./program.ts");
    return await runProgram(args, io);
  } catch (error) {
    return sayFailure(error, io);
  }
}

/** Files and folders only: the way that is taken most, and must not wait for anything. */
function isPlain(args: readonly string[]): boolean {
  const [first] = args;
  if (first === undefined || (commandNames as readonly string[]).includes(first)) return false;
  return args.every((arg) => arg !== "" && !arg.startsWith("-"));
}

function sayFailure(error: unknown, io: Io): number {
  if (error instanceof UsageError) {
    say(io, error.message);
    return exitCode.failure;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
  // The lines of a stack are ours; what a message holds may come from a file.
  io.error.write(`msqlint: failed: ${neutralise(stack).replaceAll("\u240a", "\n")}\nThis is a defect of msqlint.\n`);
  return exitCode.failure;
}

const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Without a handler a signal ends the process at once; with one, a file that is being written is finished first. */
function finishFileBeforeEnd(): void {
  for (const [signal, code] of Object.entries(signals)) process.on(signal, () => process.exit(code));
}

/** A thread of the process that lints some of its files. */
export async function runThread(): Promise<void> {
  const { runLintThread } = await import("./lint-thread.ts");
  await runLintThread();
}

/** The process: runs, then leaves with the exit code. */
export async function runProcess(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes("--fix")) finishFileBeforeEnd();
  process.exit(await main(args, processIo()));
}
