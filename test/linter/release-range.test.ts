import { expect, test } from "vitest";
import { requireRelease } from "../../src/druid/releases.ts";
import { speaksFor } from "../../src/linter/release-range.ts";

const holds = (range: string, release: string): boolean => speaksFor(range, requireRelease(release));

test("a lower bound holds from that major version on", () => {
  expect(holds(">=27", "26")).toBe(false);
  expect(holds(">=27", "27")).toBe(true);
  expect(holds(">=27", "33")).toBe(true);
});

test("an upper bound is outside", () => {
  expect(holds("<34", "33")).toBe(true);
  expect(holds("<34", "34")).toBe(false);
});

test("several bounds hold together", () => {
  expect(holds(">=26 <31", "30")).toBe(true);
  expect(holds(">=26 <31", "31")).toBe(false);
});

test("the preview counts as 23", () => {
  expect(holds("<24", "imply-2022.06")).toBe(true);
  expect(holds(">=24", "imply-2022.06")).toBe(false);
});

test("a bare number is that version alone", () => {
  expect(holds("24", "24")).toBe(true);
  expect(holds("24", "25")).toBe(false);
});

test("anything else is no range", () => {
  expect(() => holds("24+", "24")).toThrow("not a range of releases");
});
