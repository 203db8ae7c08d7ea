import { isAbsolute, relative, sep } from "node:path";
import type { Finding } from "../linter/finding.ts";
import type { Registry } from "../linter/registry.ts";
import { lineStarts, positionAt, type LineStarts, type Position } from "../text/lines.ts";

/** One file's findings as a surface hands them over. */
export interface ReportedFile {
  /** Absolute, or a name such as `<stdin>`. */
  readonly path: string;
  /** The text that the findings' offsets count in. */
  readonly text: string;
  readonly findings: readonly Finding[];
  /** The whole text after fixes, where fixes changed it. */
  readonly output: string | null;
  readonly fixed: number;
  readonly release: string;
}

export interface Report {
  readonly files: readonly ReportedFile[];
  /** Folder that paths are shown relative to. */
  readonly cwd: string;
  readonly toolVersion: string;
  readonly registry: Registry;
  /** Which part of a run this is, such as `2/5`; null when it is all of it. */
  readonly shard: string | null;
}

export interface ReporterOptions {
  readonly color: boolean;
}

/** Renders a run; the text ends in a line break, or is empty. */
export type Reporter = (report: Report, options: ReporterOptions) => string;

/** Where a finding stands, as people count: lines and columns from 1, columns in UTF-16 code units, the end behind the last one. */
export interface Place {
  readonly start: Position;
  readonly end: Position;
}

export function placeOf(starts: LineStarts, range: { readonly start: number; readonly end: number }): Place {
  return { start: positionAt(starts, range.start), end: positionAt(starts, range.end) };
}

export function linesOf(file: ReportedFile): LineStarts {
  return lineStarts(file.text);
}

/** A path as it is shown: relative where the file lies below the folder, with `/`. */
export function shownPath(report: Pick<Report, "cwd">, path: string): string {
  if (!isAbsolute(path)) return path;
  const inner = relative(report.cwd, path);
  const shown = inner === "" || inner.startsWith("..") || isAbsolute(inner) ? path : inner;
  return sep === "\\" ? shown.replaceAll("\\", "/") : shown;
}

export interface Counts {
  readonly error: number;
  readonly warn: number;
  readonly info: number;
  /** Findings that `--fix` would mend. */
  readonly fixable: number;
  /** Findings that only `--unsafe-fixes` would mend. */
  readonly unsafeFixable: number;
}

export function countFindings(findings: Iterable<Finding>): Counts {
  const counts = { error: 0, warn: 0, info: 0, fixable: 0, unsafeFixable: 0 };
  for (const finding of findings) {
    counts[finding.severity]++;
    if (finding.fix?.safety === "safe") counts.fixable++;
    if (finding.fix?.safety === "unsafe") counts.unsafeFixable++;
  }
  return counts;
}

export function plural(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}
