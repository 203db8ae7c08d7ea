import { linesOf, placeOf, type Report } from "./report.ts";
import { escapeXml } from "./xml.ts";

const severities = { error: "error", warn: "warning", info: "info" } as const;

/** Checkstyle's XML, which Jenkins and many others read. */
export function checkstyle(report: Report): string {
  const files = report.files.map((file) => {
    const starts = linesOf(file);
    const errors = file.findings.map((finding) => {
      const { start } = placeOf(starts, finding);
      const place = `line="${String(start.line)}" column="${String(start.column)}"`;
      return `    <error ${place} severity="${severities[finding.severity]}" message="${escapeXml(finding.message)}" source="msqlint.${escapeXml(finding.ruleId)}"/>\n`;
    });
    return `  <file name="${escapeXml(file.path)}">\n${errors.join("")}  </file>\n`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>\n<checkstyle version="4.3">\n${files.join("")}</checkstyle>\n`;
}
