import { fstatSync, statSync, writeSync } from "node:fs";
import { devNull } from "node:os";
import { forTerminal, neutralise } from "../reporters/terminal-text.ts";
import { messageOf, systemCodeOf, UsageError } from "../workspace/usage-error.ts";

/** The process as commands see it; tests give one of their own. */
export interface Io {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: Output;
  readonly error: Output;
  /** Standard input up to its end, or until more than `limit` bytes have come. */
  readonly readInput: (limit: number) => Promise<Buffer>;
  /** Standard input in pieces, as they come. */
  readonly inputChunks: () => AsyncIterable<Buffer>;
}

export interface Output {
  readonly isTerminal: boolean;
  /** False once nobody reads any more (`| head`): what is written then is lost without a word. */
  readonly isOpen: () => boolean;
  write(text: string): void;
}

export function processIo(): Io {
  return {
    cwd: process.cwd(),
    environment: process.env,
    out: outputTo(1),
    error: outputTo(2),
    readInput: async (limit) => {
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
        chunks.push(chunk);
        size += chunk.length;
        if (size > limit) break;
      }
      return Buffer.concat(chunks);
    },
    inputChunks: () => process.stdin as AsyncIterable<Buffer>,
  };
}

/** Writes at once and in order; Node's own streams would take longer to set up than many a lint. */
function outputTo(descriptor: 1 | 2): Output {
  let isOpen = true;
  return {
    get isTerminal() {
      return isTerminal(descriptor);
    },
    isOpen: () => isOpen,
    write: (text) => {
      if (isOpen) isOpen = writeAll(descriptor, Buffer.from(descriptor === 1 && isTerminal(1) ? forTerminal(text) : text, "utf8"));
    },
  };
}

/** Node's module for terminals brings all of its network with it: it is asked only about what may be a terminal. */
function isTerminal(descriptor: number): boolean {
  const stat = fstatSync(descriptor);
  if (!stat.isCharacterDevice() || stat.rdev === statSync(devNull, { throwIfNoEntry: false })?.rdev) return false;
  return process.getBuiltinModule("node:tty").isatty(descriptor);
}

/** False when the other end is closed. */
function writeAll(descriptor: number, bytes: Buffer): boolean {
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      const code = systemCodeOf(error);
      if (code === "EPIPE") return false;
      // A pipe that others made non-blocking is full: give its reader a moment.
      if (code === "EAGAIN") Atomics.wait(pause, 0, 0, 1);
      else throw new UsageError(`standard ${descriptor === 1 ? "output" : "error"} cannot be written: ${code ?? messageOf(error)}`);
    }
  }
  return true;
}

/** A line of our own on standard error; names and texts in it come from files, and may hold what a terminal obeys. */
export function say(io: Io, message: string): void {
  io.error.write(`msqlint: ${neutralise(message)}\n`);
}

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Whether output is coloured: --color and --no-color, then NO_COLOR, FORCE_COLOR, else where a terminal reads it. */
export function wantsColor(io: Io, option: boolean | null): boolean {
  if (option !== null) return option;
  const { NO_COLOR, FORCE_COLOR, TERM } = io.environment;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return TERM !== "dumb" && io.out.isTerminal;
}
