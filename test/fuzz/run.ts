import fc from "fast-check";
import { loadRecording } from "../conformance/recordings.ts";
import { anyText, druid, trivia } from "./generators.ts";
import type { Trivia } from "./generators.ts";
import { Broken, checkText, judgeOf } from "./properties.ts";

export interface FuzzOptions {
  readonly inputs: number;
  readonly seed: number;
  /** Said after every batch. */
  readonly progress?: (done: number) => void;
}

/** An input that breaks a property, made as small as could be. */
export interface Failure {
  readonly property: string;
  readonly message: string;
  readonly druid: string;
  readonly tables: boolean;
  readonly text: string;
  readonly between: readonly Trivia[];
  readonly seed: number;
  readonly path: string | null;
}

export interface FuzzReport {
  readonly inputs: number;
  readonly seconds: number;
  readonly failures: readonly Failure[];
  /** The input that took longest. */
  readonly slowest: { readonly milliseconds: number; readonly text: string; readonly druid: string };
}

type Input = readonly [text: string, druid: string, tables: boolean, between: readonly Trivia[]];

const batch = 1000;

/** Checks as many generated inputs as named; batch n has the seed `seed + n`, so that a failure can be had again by itself. */
export function fuzz({ inputs, seed, progress }: FuzzOptions): FuzzReport {
  const corpus = loadRecording("27.0.0").statements.map((statement) => statement.sql);
  const input: fc.Arbitrary<Input> = fc.tuple(anyText(corpus), druid, fc.boolean(), trivia);
  const failures: Failure[] = [];
  const started = performance.now();
  let slowest = { milliseconds: 0, text: "", druid: "" };
  let done = 0;
  const property = fc.property(input, ([text, release, tables, between]) => {
    const from = performance.now();
    try {
      checkText(text, judgeOf(release, tables), between);
    } finally {
      const milliseconds = performance.now() - from;
      if (milliseconds > slowest.milliseconds) slowest = { milliseconds, text, druid: release };
    }
  });
  for (let from = 0; from < inputs; from += batch) {
    const size = Math.min(batch, inputs - from);
    const details = fc.check(property, { numRuns: size, seed: seed + from / batch });
    // A batch ends with its first failure.
    done += details.numRuns;
    if (details.failed) failures.push(failureOf(details));
    progress?.(done);
  }
  return { inputs: done, seconds: (performance.now() - started) / 1000, failures, slowest };
}

function failureOf(details: fc.RunDetails<[Input]>): Failure {
  const error = details.errorInstance;
  const [text, release, tables, between] = details.counterexample?.[0] ?? ["", "", false, []];
  return {
    property: error instanceof Broken ? error.property : "never throws",
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    druid: release,
    tables,
    text,
    between,
    seed: details.seed,
    path: details.counterexamplePath,
  };
}
