import { linesOf, placeOf, shownPath, type Report } from "./report.ts";
import { visible } from "./terminal-text.ts";

const commands = { error: "error", warn: "warning", info: "notice" } as const;

/** Workflow commands that GitHub Actions turns into annotations. */
export function github(report: Report): string {
  return report.files
    .flatMap((file) => {
      const starts = linesOf(file);
      return file.findings.map((finding) => {
        const { start, end } = placeOf(starts, finding);
        const isOneLine = start.line === end.line;
        const properties = [
          `file=${escapeProperty(shownPath(report, file.path))}`,
          `line=${String(start.line)}`,
          `endLine=${String(end.line)}`,
          // GitHub refuses columns where the lines differ.
          ...(isOneLine ? [`col=${String(start.column)}`, `endColumn=${String(end.column)}`] : []),
          `title=${escapeProperty(`msqlint ${finding.ruleId}`)}`,
        ];
        return `::${commands[finding.severity]} ${properties.join(",")}::${escapeData(finding.message)}\n`;
      });
    })
    .join("");
}

function escapeData(text: string): string {
  return visible(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
