import type { Finding } from "../linter/finding.ts";
import type { TextEdit } from "../text/edits.ts";
import type { LineStarts } from "../text/lines.ts";
import { countFindings, linesOf, placeOf, type Report, type ReportedFile } from "./report.ts";
import { printableJson } from "./terminal-text.ts";

/** ESLint's severities; ESLint has no third, so `info` is below its 1. */
const severities = { error: 2, warn: 1, info: 0 } as const;

/** ESLint's result array, each message with Druid's category, stage, statement and fault beside. */
export function json(report: Report): string {
  return `${printableJson(report.files.map((file) => resultOf(file, report.shard)), 2)}\n`;
}

function resultOf(file: ReportedFile, shard: string | null): Readonly<Record<string, unknown>> {
  const counts = countFindings(file.findings);
  const fixable = (level: Finding["severity"]): number => file.findings.filter((finding) => finding.severity === level && finding.fix?.safety === "safe").length;
  const starts = linesOf(file);
  return {
    filePath: file.path,
    messages: file.findings.map((finding) => messageOf(file.text, starts, finding)),
    errorCount: counts.error,
    fatalErrorCount: file.findings.filter((finding) => finding.ruleId === "syntax-error").length,
    warningCount: counts.warn,
    infoCount: counts.info,
    fixableErrorCount: fixable("error"),
    fixableWarningCount: fixable("warn"),
    usedDeprecatedRules: [],
    ...(file.output === null ? {} : { output: file.output }),
    ...(shard === null ? {} : { shard }),
  };
}

function messageOf(text: string, starts: LineStarts, finding: Finding): Readonly<Record<string, unknown>> {
  const { start, end } = placeOf(starts, finding);
  return {
    ruleId: finding.ruleId,
    severity: severities[finding.severity],
    message: finding.message,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    category: finding.category,
    stage: finding.stage,
    statement: finding.statement,
    ...(finding.fault === null ? {} : { fault: finding.fault }),
    ...(finding.inferred ? { inferred: true } : {}),
    ...(finding.fix?.safety === "safe" ? { fix: mergeEdits(text, finding.fix.edits), fixTitle: finding.fix.title } : {}),
    suggestions: suggestionsOf(text, finding),
    ...(finding.related.length === 0 ? {} : { related: finding.related.map((related) => ({ message: related.message, ...flatPlace(starts, related) })) }),
  };
}

/** Tools apply ESLint's `fix` without asking: one that may change the meaning is the first suggestion instead. */
function suggestionsOf(text: string, finding: Finding): readonly Readonly<Record<string, unknown>>[] {
  const unsafe = finding.fix?.safety === "unsafe" ? [{ desc: finding.fix.title, fix: mergeEdits(text, finding.fix.edits), unsafe: true }] : [];
  return [...unsafe, ...finding.suggestions.map((suggestion) => ({ desc: suggestion.title, fix: mergeEdits(text, suggestion.edits) }))];
}

function flatPlace(starts: LineStarts, range: { readonly start: number; readonly end: number }): Readonly<Record<string, number>> {
  const { start, end } = placeOf(starts, range);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** ESLint's fixes are one replacement: what lies between several edits is repeated. */
function mergeEdits(text: string, edits: readonly TextEdit[]): { readonly range: readonly [number, number]; readonly text: string } {
  const start = Math.min(...edits.map((edit) => edit.start));
  const end = Math.max(...edits.map((edit) => edit.end));
  let merged = "";
  let offset = start;
  for (const edit of edits) {
    merged += text.slice(offset, edit.start) + edit.text;
    offset = edit.end;
  }
  return { range: [start, end], text: merged + text.slice(offset, end) };
}
