import type { StatementAnalysis } from "../analysis/model.ts";
import type { Violation } from "../syntax/violation.ts";
import type { Mend } from "./rule.ts";

interface NameSuggestion {
  readonly title: string;
  readonly fix: Mend;
}

/** The names that a violation's data proposes (`suggestion`, or `suggestions` in backticks) in place of the last part of the one written. */
export function nameSuggestions(violation: Violation, analysis: StatementAnalysis): readonly NameSuggestion[] {
  const names = proposedNames(violation.data);
  const start = startOfLastPart(analysis.tree.text.slice(violation.start, violation.end)) + violation.start;
  return names.map((name) => ({
    title: `write \`${name}\``,
    fix: (fixer) => fixer.replace({ start, end: violation.end }, asIdentifier(name)),
  }));
}

function proposedNames(data: Violation["data"]): readonly string[] {
  const { suggestion, suggestions } = data;
  if (typeof suggestion === "string" && suggestion !== "") return [suggestion];
  return typeof suggestions === "string" ? [...suggestions.matchAll(/`([^`]+)`/gu)].map((match) => match[1] ?? "") : [];
}

function startOfLastPart(text: string): number {
  return text.startsWith('"') ? 0 : text.lastIndexOf(".") + 1;
}

/** Quoted where the plain word would not do. */
function asIdentifier(name: string): string {
  return /^[a-z_]\w*$/iu.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
