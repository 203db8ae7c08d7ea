import { createHash } from "node:crypto";
import type { Finding } from "../linter/finding.ts";
import { positionAt, type LineStarts } from "../text/lines.ts";

/** Gives each finding of a file a mark that survives edits elsewhere: rule, line's words, and which of several alike it is. */
export function createFingerprints(path: string, text: string, starts: LineStarts): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return (finding) => {
    const { line } = positionAt(starts, finding.start);
    const words = text.slice(starts[line - 1] ?? 0, starts[line] ?? text.length).trim();
    const base = [path, finding.ruleId, words.replace(/\s+/g, " ")].join("\n");
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    return createHash("sha256").update(`${base}\n${String(count)}`).digest("hex").slice(0, 32);
  };
}
