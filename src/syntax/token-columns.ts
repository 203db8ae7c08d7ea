import type { Tokens } from "./tokens.ts";

const commonCapacity = 4096;

/**
 * The columns that tokens are written to. A typed array of its own takes as long to make as a line of text to scan: the tokens of short
 * texts stand one after the other in common columns, of which each text gets views. One scan at a time writes to them.
 */
const columns = { ...newColumns(commonCapacity), first: 0, next: 0 };

type Columns = ReturnType<typeof newColumns>;

function newColumns(capacity: number) {
  const buffer = new ArrayBuffer(capacity * 11);
  return {
    buffer,
    starts: new Uint32Array(buffer, 0, capacity),
    ends: new Uint32Array(buffer, capacity * 4, capacity),
    words: new Uint16Array(buffer, capacity * 8, capacity),
    kinds: new Uint8Array(buffer, capacity * 10, capacity),
  };
}

/** Begins the tokens of a text. What a long text had to itself serves no other. */
export function beginTokens(): void {
  if (columns.kinds.length > commonCapacity) replaceColumns(newColumns(commonCapacity), 0);
  columns.first = columns.next;
}

/** Adds a token; gives its end back. */
export function addToken(kind: number, word: number, start: number, end: number): number {
  if (columns.next === columns.kinds.length) grow();
  const index = columns.next++;
  columns.kinds[index] = kind;
  columns.words[index] = word;
  columns.starts[index] = start;
  columns.ends[index] = end;
  return end;
}

/** Moves the text's tokens to columns that have room for as many again. */
function grow(): void {
  const { kinds, words, starts, ends, first, next } = columns;
  const larger = newColumns(Math.max(commonCapacity, (next - first) * 2));
  larger.kinds.set(kinds.subarray(first, next));
  larger.words.set(words.subarray(first, next));
  larger.starts.set(starts.subarray(first, next));
  larger.ends.set(ends.subarray(first, next));
  replaceColumns(larger, next - first);
  columns.first = 0;
}

function replaceColumns({ buffer, kinds, words, starts, ends }: Columns, next: number): void {
  columns.buffer = buffer;
  columns.kinds = kinds;
  columns.words = words;
  columns.starts = starts;
  columns.ends = ends;
  columns.next = next;
}

/** The text's tokens, of which the last ones are `sentinels`. */
export function endTokens(sentinels: number): Tokens {
  const { buffer, kinds, first, next } = columns;
  const capacity = kinds.length;
  const size = next - first;
  return {
    count: size - sentinels,
    kinds: new Uint8Array(buffer, capacity * 10 + first, size),
    words: new Uint16Array(buffer, capacity * 8 + first * 2, size),
    starts: new Uint32Array(buffer, first * 4, size),
    ends: new Uint32Array(buffer, (capacity + first) * 4, size),
  };
}
