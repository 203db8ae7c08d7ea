import { createFingerprints } from "./fingerprint.ts";
import { linesOf, placeOf, shownPath, type Report } from "./report.ts";

const severities = { error: "critical", warn: "minor", info: "info" } as const;

/** GitLab's code quality report. */
export function gitlab(report: Report): string {
  const issues = report.files.flatMap((file) => {
    const starts = linesOf(file);
    const path = shownPath(report, file.path);
    const fingerprint = createFingerprints(path, file.text, starts);
    return file.findings.map((finding) => {
      const { start, end } = placeOf(starts, finding);
      return {
        description: finding.message,
        check_name: finding.ruleId,
        fingerprint: fingerprint(finding),
        severity: severities[finding.severity],
        location: { path, lines: { begin: start.line, end: end.line } },
      };
    });
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}
