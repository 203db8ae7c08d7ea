import type { Finding } from "../linter/finding.ts";

/** How often each rule spoke, the most talkative first. */
export function statistics(files: readonly { readonly findings: readonly Finding[] }[]): string {
  const counts = new Map<string, { total: number; fixable: number }>();
  for (const finding of files.flatMap((file) => file.findings)) {
    const count = counts.get(finding.ruleId) ?? { total: 0, fixable: 0 };
    count.total++;
    if (finding.fix !== null) count.fixable++;
    counts.set(finding.ruleId, count);
  }
  const rows = [...counts].sort(([a, x], [b, y]) => y.total - x.total || (a < b ? -1 : 1));
  return rows.map(([rule, { total, fixable }]) => `${String(total).padStart(6)}  ${rule}${fixable > 0 ? `  (${String(fixable)} fixable)` : ""}\n`).join("");
}
