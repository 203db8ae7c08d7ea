import { createFingerprints } from "./fingerprint.ts";
import { linesOf, placeOf, shownPath, type Report } from "./report.ts";
import { printableJson } from "./terminal-text.ts";

const severities = { error: "critical", warn: "minor", info: "info" } as const;

/** Code Climate's names: GitLab ignores them, other readers of its format do not. */
const categories = { rejected: "Bug Risk", fails: "Bug Risk", risk: "Bug Risk", deprecated: "Compatibility", style: "Style" } as const;

/** GitLab's code quality report, a list of issues as Code Climate specifies them. */
export function gitlab(report: Report): string {
  const issues = report.files.flatMap((file) => {
    const starts = linesOf(file);
    const path = shownPath(report, file.path);
    const fingerprint = createFingerprints(path, file.text, starts);
    return file.findings.map((finding) => {
      const { start, end } = placeOf(starts, finding);
      return {
        type: "issue",
        description: finding.message,
        categories: [categories[finding.category]],
        check_name: finding.ruleId,
        fingerprint: fingerprint(finding),
        severity: severities[finding.severity],
        location: { path, lines: { begin: start.line, end: end.line } },
      };
    });
  });
  return `${printableJson(issues, 2)}\n`;
}
