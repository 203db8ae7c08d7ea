import type { TextEdit } from "./edits.ts";
import { countBefore } from "./search.ts";

/**
 * Ties a text taken out of a host document (SQL in a JSON string, in a Markdown fence) to its place there: runs of the taken
 * text and where each stands in the host. Runs are in order and cover the taken text; within a `verbatim` run offsets go side
 * by side, any other run (an escape such as `\n`) is one unit that maps as a whole. All offsets are UTF-16 code units.
 */
export interface OffsetMap {
  readonly text: string;
  readonly runs: readonly Run[];
  /** Where an empty text stands in the host. */
  readonly origin: number;
  /** How a text put into the taken text must be written in the host. */
  readonly encode: (text: string) => string;
}

export interface Run {
  readonly start: number;
  readonly end: number;
  readonly hostStart: number;
  readonly hostEnd: number;
  readonly verbatim: boolean;
}

/** Collects runs while a text is being taken out of its host; runs that continue one another are joined. */
export class OffsetMapBuilder {
  private text = "";
  private readonly runs: Run[] = [];
  private readonly origin: number;

  constructor(origin: number) {
    this.origin = origin;
  }

  /** The host's text from `hostStart` on, as it stands there. */
  verbatim(text: string, hostStart: number): void {
    if (text !== "") this.add(text, hostStart, hostStart + text.length, true);
  }

  /** Text that the host writes in another way between these offsets. */
  escaped(text: string, hostStart: number, hostEnd: number): void {
    this.add(text, hostStart, hostEnd, false);
  }

  finish(encode: (text: string) => string): OffsetMap {
    return { text: this.text, runs: this.runs, origin: this.origin, encode };
  }

  private add(text: string, hostStart: number, hostEnd: number, verbatim: boolean): void {
    const start = this.text.length;
    this.text += text;
    const last = this.runs.at(-1);
    if (verbatim && last?.verbatim === true && last.hostEnd === hostStart) {
      this.runs[this.runs.length - 1] = { ...last, end: this.text.length, hostEnd };
      return;
    }
    this.runs.push({ start, end: this.text.length, hostStart, hostEnd, verbatim });
  }
}

/** The host range of `[start, end)`. An empty range maps to an empty range. */
export function toHostRange(map: OffsetMap, start: number, end: number): { readonly start: number; readonly end: number } {
  const hostStart = toHostOffset(map, start);
  if (end <= start) return { start: hostStart, end: hostStart };
  const last = runAt(map, end - 1);
  if (last === null) return { start: hostStart, end: Math.max(hostStart, toHostOffset(map, end)) };
  const hostEnd = last.verbatim ? last.hostStart + (end - last.start) : last.hostEnd;
  return { start: hostStart, end: hostEnd };
}

/** The host offset of an offset; inside an escape it is the escape's start, at the end of the text the end of the last run. */
export function toHostOffset(map: OffsetMap, offset: number): number {
  const run = runAt(map, offset);
  if (run === null) return map.runs.at(-1)?.hostEnd ?? map.origin;
  return run.verbatim ? run.hostStart + (offset - run.start) : run.hostStart;
}

/** The offset in the taken text of a host offset, or null when that place is not part of it. */
export function fromHostOffset(map: OffsetMap, hostOffset: number): number | null {
  for (const run of map.runs) {
    if (hostOffset < run.hostStart || hostOffset > run.hostEnd) continue;
    if (run.verbatim) return run.start + (hostOffset - run.hostStart);
    return hostOffset === run.hostEnd ? run.end : run.start;
  }
  return null;
}

/** An edit of the taken text as an edit of the host, its text written the host's way. */
export function toHostEdit(map: OffsetMap, edit: TextEdit): TextEdit {
  const range = toHostRange(map, edit.start, edit.end);
  return { start: range.start, end: range.end, text: map.encode(edit.text) };
}

/** Whether a line break put into the taken text is read back as one: a host that folds lines makes a blank of it. */
export function takesLineBreaks(map: OffsetMap): boolean {
  return !/[\r\n]/.test(map.encode("\n")) || map.runs.some((run) => run.verbatim && /[\r\n]/.test(map.text.slice(run.start, run.end)));
}

/** The map of a text taken out of a text that was itself taken out of a host. */
export function composeMaps(outer: OffsetMap, inner: OffsetMap): OffsetMap {
  const runs: Run[] = [];
  for (const run of inner.runs) {
    if (!run.verbatim) {
      const host = toHostRange(outer, run.hostStart, run.hostEnd);
      runs.push({ ...run, hostStart: host.start, hostEnd: host.end });
      continue;
    }
    pushThroughOuter(outer, run, runs);
  }
  return { text: inner.text, runs, origin: toHostOffset(outer, inner.origin), encode: (text) => outer.encode(inner.encode(text)) };
}

function pushThroughOuter(outer: OffsetMap, run: Run, into: Run[]): void {
  let offset = run.hostStart;
  while (offset < run.hostEnd) {
    const under = runAt(outer, offset);
    if (under === null) return;
    const end = Math.min(run.hostEnd, under.end);
    const start = run.start + (offset - run.hostStart);
    const hostStart = under.verbatim ? under.hostStart + (offset - under.start) : under.hostStart;
    const hostEnd = under.verbatim ? under.hostStart + (end - under.start) : under.hostEnd;
    into.push({ start, end: start + (end - offset), hostStart, hostEnd, verbatim: under.verbatim });
    offset = end;
  }
}

/** The run that holds the unit at an offset; null at and beyond the end. */
function runAt({ runs }: OffsetMap, offset: number): Run | null {
  const run = runs[countBefore(runs.length, (index) => (runs[index]?.end ?? 0) <= offset)];
  return run !== undefined && run.start <= offset ? run : null;
}
