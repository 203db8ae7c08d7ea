import type { Finding } from "../linter/finding.ts";
import { positionAt } from "../text/lines.ts";
import { colorsFor, type Colors } from "./colors.ts";
import { levelColor, renderFrame, type SourceLines } from "./frame.ts";
import { countFindings, linesOf, plural, shownPath, type Counts, type Report, type ReporterOptions } from "./report.ts";
import { neutralise } from "./terminal-text.ts";

const levelNames = { error: "error", warn: "warning", info: "info" } as const;

/** For people: each file's findings with the line, carets, reason and remedy; a summary at the end. */
export function stylish(report: Report, options: ReporterOptions): string {
  const colors = colorsFor(options.color);
  const sections = report.files.filter((file) => file.findings.length > 0).map((file) => {
    const source: SourceLines = { text: file.text, starts: linesOf(file) };
    const header = `${colors.underline(neutralise(shownPath(report, file.path)))} ${colors.dim(`(Druid ${file.release})`)}`;
    const findings = file.findings.map((finding) => renderFinding(source, finding, colors).join("\n"));
    return [header, ...findings].join("\n\n");
  });
  return `${[...sections, summary(report, colors)].join("\n\n")}\n`;
}

function renderFinding(source: SourceLines, finding: Finding, colors: Colors): readonly string[] {
  const { line, column } = positionAt(source.starts, finding.start);
  const level = levelColor(finding, colors)(levelNames[finding.severity]);
  const head = `  ${String(line)}:${String(column)}  ${level}  ${neutralise(finding.message)}  ${colors.dim(finding.ruleId)}`;
  return [head, ...(source.text === "" ? [] : renderFrame(source, finding, colors))];
}

function summary(report: Report, colors: Colors): string {
  const counts = countFindings(report.files.flatMap((file) => file.findings));
  const fixed = report.files.reduce((sum, file) => sum + file.fixed, 0);
  const files = `in ${plural(report.files.length, "file")}`;
  const mended = fixed === 0 ? "" : `; ${plural(fixed, "finding")} fixed`;
  const total = counts.error + counts.warn + counts.info;
  if (total === 0) return `${colors.green("✔")} no findings ${files}${mended}`;
  const sign = counts.error > 0 ? colors.red("✖") : colors.yellow("▲");
  return `${sign} ${totals(counts)} ${files}${mended}${remedies(counts)}`;
}

function totals(counts: Counts): string {
  const parts = [
    ...(counts.error > 0 ? [plural(counts.error, "error")] : []),
    ...(counts.warn > 0 ? [plural(counts.warn, "warning")] : []),
    ...(counts.info > 0 ? [`${String(counts.info)} info`] : []),
  ];
  return parts.join(", ");
}

function remedies(counts: Counts): string {
  const parts = [
    ...(counts.fixable > 0 ? [`${String(counts.fixable)} fixable with --fix`] : []),
    ...(counts.unsafeFixable > 0 ? [`${String(counts.unsafeFixable)} with --unsafe-fixes`] : []),
  ];
  return parts.length === 0 ? "" : `; ${parts.join(", ")}`;
}
