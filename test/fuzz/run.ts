import fc from "fast-check";
import { loadRecording } from "../conformance/recordings.ts";
import { anyText, druid, trivia } from "./generators.ts";
import type { Trivia } from "./generators.ts";
import { checkDocument, hosting } from "./documents.ts";
import type { Hosting } from "./documents.ts";
import { Broken, checkText, judgeOf } from "./properties.ts";

/** An input that breaks a property, made as small as could be. */
export interface Failure {
  readonly property: string;
  readonly message: string;
  readonly druid: string;
  readonly tables: boolean;
  readonly text: string;
  readonly between: readonly Trivia[];
  readonly hosting: Hosting | null;
  /** The seed of its batch. */
  readonly seed: number;
}

/** One batch: its seed gives the same inputs again, whatever was run before. */
export interface Batch {
  readonly seed: number;
  readonly inputs: number;
}

export interface BatchReport extends Batch {
  readonly milliseconds: number;
  readonly failures: readonly Failure[];
  /** The input that took longest. */
  readonly slowest: { readonly milliseconds: number; readonly text: string; readonly druid: string };
}

type Input = readonly [text: string, druid: string, tables: boolean, between: readonly Trivia[], hosting: Hosting | null];

/** A dozen statements of thousands of columns would take a quarter of the time. */
const longest = 10_000;
const corpus = loadRecording("27.0.0").statements.map((statement) => statement.sql).filter((sql) => sql.length <= longest);
const inputs = fc.tuple(anyText(corpus), druid, fc.boolean(), trivia, hosting);

/** Checks the generated inputs of a batch. */
export async function fuzz({ seed, inputs: size }: Batch): Promise<BatchReport> {
  const failures: Failure[] = [];
  const started = performance.now();
  let slowest = { milliseconds: 0, text: "", druid: "" };
  for (const input of fc.sample(inputs, { numRuns: size, seed })) {
    const before = performance.now();
    const error = await breaks(input);
    const milliseconds = performance.now() - before;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, text: input[0], druid: input[1] };
    if (error !== null) failures.push(await failureOf(input, error, seed, failures.length < shrunk));
  }
  return { seed, inputs: size, milliseconds: performance.now() - started, failures, slowest };
}

/** As a child process: a batch comes as a message, its report goes back as one. */
export function serve(): void {
  process.on("message", (batch: Batch) => {
    void fuzz(batch).then((report) => process.send?.(report));
  });
}

async function breaks([text, release, tables, between, hosted]: Input): Promise<Error | null> {
  try {
    const judge = judgeOf(release, tables);
    checkText(text, judge, between);
    if (hosted !== null) await checkDocument(text, judge, hosted);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Failures that are made small; more would be of the same few causes. */
const shrunk = 10;

async function failureOf(input: Input, error: Error, seed: number, small: boolean): Promise<Failure> {
  const least = small ? await shrink(input, propertyOf(error)) : input;
  const [text, release, tables, between, hosted] = least;
  const shown = (await breaks(least)) ?? error;
  return { property: propertyOf(error), message: shown.stack ?? shown.message, druid: release, tables, text, between, hosting: hosted, seed };
}

function propertyOf(error: Error): string {
  return error instanceof Broken ? error.property : `never throws: ${error.message}`;
}

/** Leaves out stretches of the text, long ones first, as long as the same property breaks. */
async function shrink(input: Input, property: string): Promise<Input> {
  let [text] = input;
  const [, ...others] = input;
  for (let length = text.length >> 1; length > 0; length >>= 1) {
    for (let at = 0; at + length <= text.length; ) {
      const shorter = text.slice(0, at) + text.slice(at + length);
      const error = await breaks([shorter, ...others]);
      if (error !== null && propertyOf(error) === property) text = shorter;
      else at += length;
    }
  }
  return [text, ...others];
}
