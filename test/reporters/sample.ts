import { createRegistry, entryOfRule } from "../../src/linter/registry.ts";
import { defineRule } from "../../src/linter/rule.ts";
import type { Finding } from "../../src/linter/finding.ts";
import type { Report, ReportedFile } from "../../src/reporters/report.ts";

/** A rule of the samples' own, so that no rule's words are repeated here. */
const rule = defineRule({
  meta: {
    name: "clustered-by-desc",
    category: "rejected",
    stage: "validate",
    severity: "error",
    since: "0.1.0",
    druid: ">=27",
    evidence: "recorded",
    fix: "safe",
    docs: { description: "a cluster key is descending" },
    sources: [],
    messages: {},
  },
  create: () => ({}),
});

/** A finding at a word of a text, the rest as given. */
export function findingAt(text: string, word: string, parts: Partial<Finding> = {}): Finding {
  const start = text.indexOf(word);
  if (start < 0) throw new Error(`no ${word} in the text`);
  return {
    ruleId: "clustered-by-desc",
    severity: "error",
    category: "rejected",
    stage: "validate",
    message: "`CLUSTERED BY` cannot sort descending; remove `DESC`",
    start,
    end: start + word.length,
    fix: null,
    suggestions: [],
    related: [],
    statement: 0,
    fault: null,
    inferred: false,
    release: "33.0.0",
    ...parts,
  };
}

export function fileOf(path: string, text: string, ...findings: Finding[]): ReportedFile {
  return { path, text, findings, output: null, fixed: 0, release: "33.0.0" };
}

export function reportOf(...files: ReportedFile[]): Report {
  return { files, cwd: "/project", toolVersion: "1.2.3", registry: createRegistry([entryOfRule(rule)]), shard: null };
}

const sql = "INSERT INTO t\nSELECT __time, \"größe\" FROM s\nPARTITIONED BY DAY\nCLUSTERED BY \"größe\" DESC\n";

/** A file with an error that has a fix, a warning with a related place, and one that is fine. */
export const sampleReport: Report = reportOf(
  fileOf(
    "/project/jobs/a b.sql",
    sql,
    findingAt(sql, "SELECT", {
      ruleId: "self-insert",
      severity: "warn",
      category: "risk",
      stage: "run",
      message: "this is 100% a <test> with \"quotes\" & a, comma: [x]",
      related: [{ start: 12, end: 13, message: "the target" }],
    }),
    findingAt(sql, '"größe" DESC', {
      fault: "SomeFault",
      fix: { title: "remove `DESC`", edits: [{ start: sql.indexOf(" DESC"), end: sql.indexOf(" DESC") + 5, text: "" }], safety: "safe" },
    }),
    findingAt(sql, "DAY", { ruleId: "note", severity: "info", category: "style", message: "a remark" }),
  ),
  fileOf("/project/jobs/fine.sql", "SELECT 1\n"),
);
