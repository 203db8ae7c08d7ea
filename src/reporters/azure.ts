import { linesOf, placeOf, shownPath, type Report } from "./report.ts";
import { visible } from "./terminal-text.ts";

/** Logging commands of Azure Pipelines; it knows errors and warnings only. */
export function azure(report: Report): string {
  return report.files
    .flatMap((file) => {
      const starts = linesOf(file);
      return file.findings.map((finding) => {
        const { start } = placeOf(starts, finding);
        const properties = [
          `type=${finding.severity === "error" ? "error" : "warning"}`,
          `sourcepath=${escapeProperty(shownPath(report, file.path))}`,
          `linenumber=${String(start.line)}`,
          `columnnumber=${String(start.column)}`,
          `code=${escapeProperty(finding.ruleId)}`,
        ];
        return `##vso[task.logissue ${properties.join(";")};]${escapeData(finding.message)}\n`;
      });
    })
    .join("");
}

function escapeData(text: string): string {
  return visible(text).replaceAll("%", "%AZP25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(";", "%3B").replaceAll("]", "%5D");
}
