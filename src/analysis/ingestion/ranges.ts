import type { Interval } from "../model.ts";

/**
 * Sets of time ranges, as Druid's filtration computes them (Guava's RangeSet over milliseconds). A bound is a cut between
 * points: `2 * millis` lies before that millisecond, `2 * millis + 1` behind it, so that open and closed ends differ.
 */
export type Ranges = readonly Range[];

interface Range {
  readonly start: number;
  readonly end: number;
}

export const everything: Ranges = [{ start: -Infinity, end: Infinity }];

export const before = (millis: number): Ranges => [{ start: -Infinity, end: 2 * millis }];
export const upTo = (millis: number): Ranges => [{ start: -Infinity, end: 2 * millis + 1 }];
export const from = (millis: number): Ranges => [{ start: 2 * millis, end: Infinity }];
export const after = (millis: number): Ranges => [{ start: 2 * millis + 1, end: Infinity }];

export function complement(ranges: Ranges): Ranges {
  const result: Range[] = [];
  let start = -Infinity;
  for (const range of ranges) {
    if (range.start > start) result.push({ start, end: range.start });
    start = range.end;
  }
  if (start < Infinity) result.push({ start, end: Infinity });
  return result;
}

export function union(sets: readonly Ranges[]): Ranges {
  const [only] = sets;
  if (only !== undefined && sets.length === 1 && only.length < 2) return only.filter((range) => range.start < range.end);
  const ordered = sets.flat().filter((range) => range.start < range.end).sort((a, b) => a.start - b.start);
  const result: { start: number; end: number }[] = [];
  for (const range of ordered) {
    const last = result.at(-1);
    if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else result.push({ start: range.start, end: range.end });
  }
  return result;
}

export function intersection(sets: readonly Ranges[]): Ranges {
  if (sets.length > 0 && sets.every((set) => set.length === 1)) return overlapOf(sets.map(([range = nothing]) => range));
  return complement(union(sets.map(complement)));
}

const nothing: Range = { start: Infinity, end: -Infinity };

/** What single ranges have in common: nearly always there is nothing more to intersect. */
function overlapOf(ranges: readonly Range[]): Ranges {
  let start = -Infinity;
  let end = Infinity;
  for (const range of ranges) {
    if (range.start > start) start = range.start;
    if (range.end < end) end = range.end;
  }
  return start < end ? [{ start, end }] : [];
}

/** Half-open intervals in steps of a millisecond: an open start and a closed end move one step on. */
export function toIntervals(ranges: Ranges): readonly Interval[] {
  return ranges.map((range) => ({ start: Math.ceil(range.start / 2), end: Math.ceil(range.end / 2) }));
}
