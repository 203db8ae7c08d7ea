import { applyEdits, type TextEdit } from "../text/edits.ts";
import { lineStarts, positionAt } from "../text/lines.ts";

/** The lines that edits touch as they are (`- `) and as they become (`+ `); of long lines only what is around the edits. */
export function changedLines(text: string, edits: readonly TextEdit[]): readonly string[] {
  const starts = lineStarts(text);
  return groupByLines(starts, edits).flatMap(({ first, last, edits: own }) => {
    const [start, end] = [starts[first - 1] ?? 0, starts[last] ?? text.length];
    const old = text.slice(start, end);
    const fresh = applyEdits(old, own.map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text })));
    const [shownOld, shownFresh] = withoutLongEnds(splitLines(old), splitLines(fresh));
    return [...shownOld.map((line) => `- ${line}`), ...shownFresh.map((line) => `+ ${line}`)];
  });
}

interface EditedLines {
  readonly first: number;
  readonly last: number;
  readonly edits: readonly TextEdit[];
}

function groupByLines(starts: readonly number[], edits: readonly TextEdit[]): readonly EditedLines[] {
  const groups: EditedLines[] = [];
  for (const edit of edits) {
    const [first, end] = [positionAt(starts, edit.start).line, positionAt(starts, edit.end).line];
    const group = groups.at(-1);
    if (group !== undefined && first <= group.last) groups[groups.length - 1] = { first: group.first, last: Math.max(group.last, end), edits: [...group.edits, edit] };
    else groups.push({ first, last: end, edits: [edit] });
  }
  return groups;
}

function splitLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/u);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

const longLine = 160;
const kept = 50;

/** A payload is one line of a thousand characters: what both lines begin and end with is cut short. */
function withoutLongEnds(old: readonly string[], fresh: readonly string[]): readonly [readonly string[], readonly string[]] {
  const [before = "", ...furtherOld] = old;
  const [after = "", ...furtherFresh] = fresh;
  if (furtherOld.length > 0 || furtherFresh.length > 0 || before.length <= longLine) return [old, fresh];
  let front = 0;
  while (front < Math.min(before.length, after.length) && before[front] === after[front]) front++;
  let back = 0;
  while (back < Math.min(before.length, after.length) - front && before.at(-1 - back) === after.at(-1 - back)) back++;
  const cut = (line: string): string => {
    const from = Math.max(0, front - kept);
    const to = Math.min(line.length, line.length - back + kept);
    return `${from > 0 ? "…" : ""}${line.slice(from, to)}${to < line.length ? "…" : ""}`;
  };
  return [[cut(before)], [cut(after)]];
}
