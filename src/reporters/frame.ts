import { trimEndOf } from "../text/trim.ts";
import type { Finding } from "../linter/finding.ts";
import { applyEdits, type TextEdit } from "../text/edits.ts";
import { lineStarts, positionAt, type LineStarts } from "../text/lines.ts";
import type { Colors } from "./colors.ts";
import { showLine } from "./terminal-text.ts";

/** Columns of a source line that are shown; longer ones (an EXTERN signature) are cut around the place. */
const shownColumns = 110;
/** Characters on either side of a place that are looked at for it: one line may hold all of a long text and thousands of findings. */
const nearby = 2 * shownColumns;
/** Lines of a patch that are shown. */
const patchLines = 8;

/** A text with its line starts, made once for all frames of a file. */
export interface SourceLines {
  readonly text: string;
  readonly starts: LineStarts;
}

/** The line of a finding with carets below its span; related places with their words; the patch of its fix. */
export function renderFrame(source: SourceLines, finding: Finding, colors: Colors): readonly string[] {
  const gutter = gutterWidth(source, finding);
  const lines = [blank(gutter, colors), ...spanLines(source, finding, gutter, colors, levelColor(finding, colors), "^")];
  for (const related of finding.related) {
    lines.push(...spanLines(source, related, gutter, colors, colors.blue, "-", related.message));
  }
  return [...lines, ...remedyLines(source, finding, gutter, colors)];
}

export function levelColor(finding: Finding, colors: Colors): (text: string) => string {
  switch (finding.severity) {
    case "error":
      return colors.red;
    case "warn":
      return colors.yellow;
    case "info":
      return colors.cyan;
  }
}

function gutterWidth(source: SourceLines, finding: Finding): number {
  const offsets = [finding.start, ...finding.related.map((each) => each.start), ...(finding.fix?.edits ?? []).map((edit) => edit.end)];
  return String(Math.max(...offsets.map((offset) => positionAt(source.starts, offset).line)) + 1).length;
}

function blank(gutter: number, colors: Colors): string {
  return `  ${" ".repeat(gutter)} ${colors.dim("|")}`;
}

function spanLines(
  source: SourceLines,
  range: { readonly start: number; readonly end: number },
  gutter: number,
  colors: Colors,
  color: (text: string) => string,
  mark: string,
  words = "",
): readonly string[] {
  const start = positionAt(source.starts, range.start);
  const end = positionAt(source.starts, Math.max(range.start, range.end));
  const line = lineText(source, start.line);
  const lastColumn = end.line === start.line ? end.column - 1 : line.trimEnd().length;
  const cut = cutLine(line, start.column - 1, lastColumn);
  const carets = `${" ".repeat(cut.from)}${mark.repeat(Math.max(1, cut.to - cut.from))}`;
  const more = end.line > start.line && !(end.line === start.line + 1 && end.column === 1) ? ` to line ${String(end.line)}` : "";
  const number = String(start.line).padStart(gutter);
  return [
    `  ${colors.dim(`${number} |`)} ${cut.text}`,
    `  ${" ".repeat(gutter)} ${colors.dim("|")} ${color(carets)}${more}${words === "" ? "" : ` ${color(showLine(words).text)}`}`.trimEnd(),
  ];
}

/** The part of a line around a span, and the span's columns in it. */
function cutLine(whole: string, startUnit: number, endUnit: number): { readonly text: string; readonly from: number; readonly to: number } {
  const left = Math.max(0, startUnit - nearby);
  const line = whole.slice(left, startUnit + nearby);
  const shown = showLine(line);
  const end = shown.columns.at(-1) ?? 0;
  const from = shown.columns[startUnit - left] ?? end;
  const to = Math.max(from, shown.columns[endUnit - left] ?? end);
  const isWhole = line.length === whole.length;
  if (isWhole && end <= shownColumns) return { text: shown.text, from, to };
  const room = shownColumns - 2;
  const windowStart = Math.max(0, Math.min(from - Math.floor(room / 3), end - room));
  const windowEnd = Math.min(end, windowStart + room);
  const text = sliceColumns(line, shown.columns, windowStart, windowEnd);
  const lead = left > 0 || windowStart > 0 ? "…" : "";
  const trail = windowEnd < end || left + line.length < whole.length ? "…" : "";
  const shift = lead.length - text.firstColumn;
  return { text: `${lead}${text.text}${trail}`, from: Math.max(0, from + shift), to: Math.min(to + shift, windowEnd - windowStart + lead.length) };
}

/** The characters of a line whose columns lie in a window: never half of a wide one. */
function sliceColumns(line: string, columns: readonly number[], from: number, to: number): { readonly text: string; readonly firstColumn: number } {
  let first = columns.findIndex((column) => column >= from);
  if (first < 0) first = 0;
  let last = first;
  while (last < line.length && (columns[last + 1] ?? Infinity) <= to) last++;
  return { text: showLine(line.slice(first, last)).text, firstColumn: columns[first] ?? 0 };
}

function lineText(source: SourceLines, line: number): string {
  const start = source.starts[line - 1] ?? source.text.length;
  const end = source.starts[line] ?? source.text.length;
  return trimEndOf(source.text.slice(start, end), "\r\n");
}

// Remedy

function remedyLines(source: SourceLines, finding: Finding, gutter: number, colors: Colors): readonly string[] {
  const indent = `  ${" ".repeat(gutter)} ${colors.dim("=")} `;
  const lines: string[] = [];
  if (finding.fix !== null) {
    const kind = finding.fix.safety === "safe" ? "fix" : "unsafe fix";
    lines.push(`${indent}${colors.green(kind)}: ${showLine(finding.fix.title).text}`, ...patch(source, finding.fix.edits, gutter, colors));
  }
  finding.suggestions.forEach((suggestion) => {
    lines.push(`${indent}${colors.green("suggestion")}: ${showLine(suggestion.title).text}`);
    if (finding.fix === null && finding.suggestions.length === 1) lines.push(...patch(source, suggestion.edits, gutter, colors));
  });
  return lines;
}

/** The lines that edits touch, before and after. */
function patch(source: SourceLines, edits: readonly TextEdit[], gutter: number, colors: Colors): readonly string[] {
  const first = edits[0];
  const last = edits.at(-1);
  if (first === undefined || last === undefined) return [];
  const firstLine = positionAt(source.starts, first.start).line;
  const lastLine = positionAt(source.starts, Math.max(...edits.map((edit) => edit.end))).line;
  // Of long lines what lies far off is as it was; what is shown is cut at these ends anyway.
  const start = Math.max(source.starts[firstLine - 1] ?? 0, first.start - nearby);
  const end = Math.min(source.starts[lastLine] ?? source.text.length, Math.max(...edits.map((edit) => edit.end)) + nearby);
  const before = source.text.slice(start, end);
  const after = applyEdits(before, edits.map((edit) => ({ start: edit.start - start, end: edit.end - start, text: edit.text })));
  const { removed, added, skipped } = changedLines(splitLines(before), splitLines(after));
  const row = (sign: string, line: string, other: string | undefined, index: number, color: (text: string) => string): string => {
    const number = String(firstLine + skipped + index).padStart(gutter);
    const change = other === undefined ? 0 : commonStart(line, other);
    return color(`  ${number} ${sign} ${cutLine(line, change, change).text}`.trimEnd());
  };
  return [
    ...limited(removed.map((line, index) => row("-", line, added[index], index, colors.red)), gutter),
    ...limited(added.map((line, index) => row("+", line, removed[index], index, colors.green)), gutter),
  ];
}

/** How many characters two lines begin with alike: of long ones the part behind is what must be seen. */
function commonStart(one: string, other: string): number {
  let count = 0;
  while (count < one.length && one.charCodeAt(count) === other.charCodeAt(count)) count++;
  return count;
}

function changedLines(before: readonly string[], after: readonly string[]): { readonly removed: readonly string[]; readonly added: readonly string[]; readonly skipped: number } {
  let skipped = 0;
  while (skipped < before.length && skipped < after.length && before[skipped] === after[skipped]) skipped++;
  let kept = 0;
  while (kept < before.length - skipped && kept < after.length - skipped && before[before.length - 1 - kept] === after[after.length - 1 - kept]) kept++;
  return { removed: before.slice(skipped, before.length - kept), added: after.slice(skipped, after.length - kept), skipped };
}

function limited(rows: readonly string[], gutter: number): readonly string[] {
  if (rows.length <= patchLines) return rows;
  return [...rows.slice(0, patchLines - 1), `  ${" ".repeat(gutter)}   … ${String(rows.length - patchLines + 1)} more lines`];
}

function splitLines(text: string): readonly string[] {
  const starts = lineStarts(text);
  const lines = starts.map((start, index) => trimEndOf(text.slice(start, starts[index + 1] ?? text.length), "\r\n"));
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
