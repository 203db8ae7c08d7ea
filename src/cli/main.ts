import { commandNames } from "./command-names.ts";
import { exitCode } from "./exit-code.ts";
import { processIo, type Io } from "./io.ts";
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
  return args.every((arg) => !arg.startsWith("-"));
}

function sayFailure(error: unknown, io: Io): number {
  const text = error instanceof UsageError ? error.message : `failed: ${error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}\nThis is a defect of msqlint.`;
  io.error.write(`msqlint: ${text}\n`);
  return exitCode.failure;
}

/** The process: runs, then leaves with the exit code. */
export async function runProcess(): Promise<void> {
  const args = process.argv.slice(2);
  // Without a handler the interrupt ends the process at once; only a file that is being written is finished first.
  if (args.includes("--fix")) process.on("SIGINT", () => process.exit(130));
  process.exit(await main(args, processIo()));
}
