import type { TextEdit } from "../text/edits.ts";
import { positionAt, type LineStarts } from "../text/lines.ts";
import { linesOf, shownPath, type Report } from "./report.ts";
import { printableJson } from "./terminal-text.ts";

const severities = { error: "ERROR", warn: "WARNING", info: "INFO" } as const;

/** Reviewdog's diagnostics, which count columns in bytes of UTF-8. */
export function rdjson(report: Report): string {
  const diagnostics = report.files.flatMap((file) => {
    const starts = linesOf(file);
    const range = (start: number, end: number) => ({ start: bytePosition(file.text, starts, start), end: bytePosition(file.text, starts, end) });
    const suggestions = (edits: readonly TextEdit[]) => edits.map((edit) => ({ range: range(edit.start, edit.end), text: edit.text }));
    return file.findings.map((finding) => ({
      message: finding.message,
      location: { path: shownPath(report, file.path), range: range(finding.start, finding.end) },
      severity: severities[finding.severity],
      code: { value: finding.ruleId },
      ...(finding.fix === null ? {} : { suggestions: suggestions(finding.fix.edits) }),
    }));
  });
  return `${printableJson({ source: { name: "msqlint" }, diagnostics }, 2)}\n`;
}

function bytePosition(text: string, starts: LineStarts, offset: number): { readonly line: number; readonly column: number } {
  const { line } = positionAt(starts, offset);
  return { line, column: Buffer.byteLength(text.slice(starts[line - 1] ?? 0, offset), "utf8") + 1 };
}
