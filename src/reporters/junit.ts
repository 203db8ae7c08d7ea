import type { Finding } from "../linter/finding.ts";
import { linesOf, placeOf, shownPath, type Report, type ReportedFile } from "./report.ts";
import { escapeXml } from "./xml.ts";

/** JUnit's XML: a suite for each file, a failed case for each error and warning; what is merely said is output of the suite. */
export function junit(report: Report): string {
  const suites = report.files.map((file) => suiteOf(report, file));
  const failures = report.files.reduce((sum, file) => sum + failuresOf(file).length, 0);
  const tests = report.files.reduce((sum, file) => sum + Math.max(1, failuresOf(file).length), 0);
  return `<?xml version="1.0" encoding="utf-8"?>\n<testsuites name="msqlint" tests="${String(tests)}" failures="${String(failures)}" errors="0">\n${suites.join("")}</testsuites>\n`;
}

function failuresOf(file: ReportedFile): readonly Finding[] {
  return file.findings.filter((finding) => finding.severity !== "info");
}

function suiteOf(report: Report, file: ReportedFile): string {
  const path = shownPath(report, file.path);
  const failures = failuresOf(file);
  const cases = failures.length === 0 ? [`    <testcase name="${escapeXml(path)}" classname="msqlint"/>\n`] : failures.map((finding) => caseOf(file, path, finding));
  return `  <testsuite name="${escapeXml(path)}" tests="${String(cases.length)}" failures="${String(failures.length)}" errors="0">\n${cases.join("")}  </testsuite>\n`;
}

function caseOf(file: ReportedFile, path: string, finding: Finding): string {
  const { start } = placeOf(linesOf(file), finding);
  const place = `${path}:${String(start.line)}:${String(start.column)}`;
  const type = finding.severity === "error" ? "error" : "warning";
  return (
    `    <testcase name="${escapeXml(`${finding.ruleId} ${String(start.line)}:${String(start.column)}`)}" classname="${escapeXml(path)}">\n` +
    `      <failure type="${type}" message="${escapeXml(finding.message)}">${escapeXml(`${place}: ${finding.message} (${finding.ruleId})`)}</failure>\n` +
    `    </testcase>\n`
  );
}
