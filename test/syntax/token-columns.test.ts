import { expect, test } from "vitest";
import { requireRelease } from "../../src/druid/releases.ts";
import { tokenize } from "../../src/syntax/lexer.ts";
import type { Tokens } from "../../src/syntax/tokens.ts";

/*
 * The tokens of short texts share columns: neither those of later texts nor the columns' end may show in them.
 */

const release = requireRelease("27");

/** `x1 x2 …`, whose token number `index` begins and ends where one can tell. */
function names(count: number): string {
  return Array.from({ length: count }, (_, index) => `x${String(index % 10)}`).join(" ");
}

function expectNames({ count, kinds, starts, ends }: Tokens, expected: number): void {
  expect(count).toBe(expected);
  expect(kinds).toHaveLength(expected + 2);
  expect(starts.subarray(0, count)).toEqual(Uint32Array.from({ length: expected }, (_, index) => index * 3));
  expect(ends.subarray(0, count)).toEqual(Uint32Array.from({ length: expected }, (_, index) => index * 3 + 2));
}

test("the tokens of a text stay as they are while others are split", () => {
  const sizes = [0, 1, 7, 4000, 90, 4094, 4095, 4096, 3, 20_000, 5];
  const all = sizes.map((size) => tokenize(names(size), release));
  for (const [index, size] of sizes.entries()) expectNames(all[index] as Tokens, size);
});

test("a text may begin anywhere in the common columns", () => {
  for (let round = 0; round < 200; round++) expectNames(tokenize(names(97), release), 97);
});
