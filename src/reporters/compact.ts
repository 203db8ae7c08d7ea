import { linesOf, placeOf, shownPath, type Report } from "./report.ts";
import { neutralise } from "./terminal-text.ts";

const levelNames = { error: "error", warn: "warning", info: "info" } as const;

/** One line a finding, as compilers and grep write it: `path:line:column: level: message [rule]`. */
export function compact(report: Report): string {
  return report.files
    .flatMap((file) => {
      const starts = linesOf(file);
      const path = neutralise(shownPath(report, file.path));
      return file.findings.map((finding) => {
        const { start } = placeOf(starts, finding);
        return `${path}:${String(start.line)}:${String(start.column)}: ${levelNames[finding.severity]}: ${neutralise(finding.message)} [${finding.ruleId}]\n`;
      });
    })
    .join("");
}
