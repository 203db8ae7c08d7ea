import { lineStarts } from "../text/lines.ts";

const contextLines = 3;

/** The change of a text in the form that `patch` and `git apply` take; empty where nothing changed. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const old = splitLines(before);
  const fresh = splitLines(after);
  const hunks = hunksOf(editScript(old, fresh));
  if (hunks.length === 0) return "";
  const header = `--- a/${path}\n+++ b/${path}\n`;
  return header + hunks.map((hunk) => renderHunk(hunk)).join("");
}

/** Lines with their ends. */
function splitLines(text: string): readonly string[] {
  const starts = lineStarts(text);
  const lines = starts.map((start, index) => text.slice(start, starts[index + 1] ?? text.length));
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

interface Step {
  readonly sign: " " | "-" | "+";
  readonly line: string;
  /** Indices from 0 of the line, or of where it would stand, in the old and the new text. */
  readonly old: number;
  readonly fresh: number;
}

/** The shortest way from one list of lines to the other (Myers 1986). */
function editScript(old: readonly string[], fresh: readonly string[]): readonly Step[] {
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old[old.length - 1 - end] === fresh[fresh.length - 1 - end]) end++;
  const steps: Step[] = old.slice(0, start).map((line, index) => ({ sign: " ", line, old: index, fresh: index }));
  steps.push(...middleSteps(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end), start));
  for (let index = end; index > 0; index--) {
    steps.push({ sign: " ", line: old[old.length - index] ?? "", old: old.length - index, fresh: fresh.length - index });
  }
  return steps;
}

function middleSteps(old: readonly string[], fresh: readonly string[], offset: number): readonly Step[] {
  const trace = searchPath(old, fresh);
  const steps: Step[] = [];
  let x = old.length;
  let y = fresh.length;
  for (let depth = trace.length - 1; depth > 0; depth--) {
    const reach = trace[depth - 1] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -depth || (k !== depth && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
    const fromX = reach.get(down ? k + 1 : k - 1) ?? 0;
    const fromY = fromX - (down ? k + 1 : k - 1);
    while (x > fromX + (down ? 0 : 1) && y > fromY + (down ? 1 : 0)) steps.push(step(" ", old[--x], x, --y, offset));
    if (down) steps.push(step("+", fresh[--y], x, y, offset));
    else steps.push(step("-", old[--x], x, y, offset));
  }
  while (x > 0 && y > 0) steps.push(step(" ", old[--x], x, --y, offset));
  return steps.reverse();
}

function step(sign: Step["sign"], line: string | undefined, x: number, y: number, offset: number): Step {
  return { sign, line: line ?? "", old: x + offset, fresh: y + offset };
}

/** For each number of edits, how far into the old lines each diagonal reaches. */
function searchPath(old: readonly string[], fresh: readonly string[]): readonly ReadonlyMap<number, number>[] {
  const trace: Map<number, number>[] = [];
  let reach = new Map<number, number>([[1, 0]]);
  for (let depth = 0; depth <= old.length + fresh.length; depth++) {
    const next = new Map(reach);
    for (let k = -depth; k <= depth; k += 2) {
      const down = k === -depth || (k !== depth && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
      let x = down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1;
      while (x < old.length && x - k < fresh.length && old[x] === fresh[x - k]) x++;
      next.set(k, x);
      if (x >= old.length && x - k >= fresh.length) return [...trace, next];
    }
    trace.push(next);
    reach = next;
  }
  return trace;
}

function hunksOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const hunks: Step[][] = [];
  let lastChange = -Infinity;
  steps.forEach((each, index) => {
    if (each.sign === " ") return;
    if (index - lastChange > 2 * contextLines + 1) hunks.push(steps.slice(Math.max(0, index - contextLines), index));
    else hunks.at(-1)?.push(...steps.slice(lastChange + 1, index));
    hunks.at(-1)?.push(each);
    lastChange = index;
  });
  return hunks.map((hunk) => {
    const last = hunk.at(-1);
    const index = last === undefined ? steps.length : steps.indexOf(last);
    return [...hunk, ...steps.slice(index + 1, index + 1 + contextLines)];
  });
}

function renderHunk(hunk: readonly Step[]): string {
  const first = hunk[0];
  const oldCount = hunk.filter((each) => each.sign !== "+").length;
  const freshCount = hunk.filter((each) => each.sign !== "-").length;
  const range = (start: number, count: number): string => `${String(count === 0 ? start : start + 1)},${String(count)}`;
  const header = `@@ -${range(first?.old ?? 0, oldCount)} +${range(first?.fresh ?? 0, freshCount)} @@\n`;
  return header + hunk.map(({ sign, line }) => (/[\r\n]$/.test(line) ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`)).join("");
}
