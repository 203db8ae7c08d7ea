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
  /** The seed of its batch. */
  readonly seed: number;
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

/** Every input is one of a batch; batch n has the seed `seed + n`, so that a failure can be had again by itself. */
function inputsOf(corpus: readonly string[], seed: number, size: number): readonly Input[] {
  return fc.sample(fc.tuple(anyText(corpus), druid, fc.boolean(), trivia), { numRuns: size, seed });
}

/** Checks as many generated inputs as named. */
export function fuzz({ inputs, seed, progress }: FuzzOptions): FuzzReport {
  const corpus = loadRecording("27.0.0").statements.map((statement) => statement.sql);
  const failures: Failure[] = [];
  const started = performance.now();
  let slowest = { milliseconds: 0, text: "", druid: "" };
  for (let from = 0; from < inputs; from += batch) {
    const own = seed + from / batch;
    for (const input of inputsOf(corpus, own, Math.min(batch, inputs - from))) {
      const before = performance.now();
      const error = breaks(input);
      const milliseconds = performance.now() - before;
      if (milliseconds > slowest.milliseconds) slowest = { milliseconds, text: input[0], druid: input[1] };
      if (error !== null) failures.push(failureOf(input, error, own, failures.length < shrunk));
    }
    progress?.(Math.min(from + batch, inputs));
  }
  return { inputs, seconds: (performance.now() - started) / 1000, failures, slowest };
}

function breaks([text, release, tables, between]: Input): Error | null {
  try {
    checkText(text, judgeOf(release, tables), between);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Failures that are made small; more would be of the same few causes. */
const shrunk = 40;

function failureOf(input: Input, error: Error, seed: number, small: boolean): Failure {
  const [text, release, tables, between] = small ? shrink(input, propertyOf(error)) : input;
  return { property: propertyOf(error), message: error.stack ?? error.message, druid: release, tables, text, between, seed };
}

function propertyOf(error: Error): string {
  return error instanceof Broken ? error.property : `never throws: ${error.message}`;
}

/** Leaves out stretches of the text, long ones first, as long as the same property breaks. */
function shrink(input: Input, property: string): Input {
  let [text] = input;
  const [, ...others] = input;
  for (let length = text.length >> 1; length > 0; length >>= 1) {
    for (let at = 0; at + length <= text.length; ) {
      const shorter = text.slice(0, at) + text.slice(at + length);
      const error = breaks([shorter, ...others]);
      if (error !== null && propertyOf(error) === property) text = shorter;
      else at += length;
    }
  }
  return [text, ...others];
}
