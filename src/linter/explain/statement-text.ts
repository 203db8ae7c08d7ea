import { factsOf, headline, warningsOf, type LineOf } from "./statement-facts.ts";
import { contextLines } from "./statement-markdown.ts";
import type { ExplainedColumn, StatementExplanation } from "./statement.ts";

/** A statement's explanation for the terminal. */
export function explanationText(explanation: StatementExplanation, lineOf: LineOf | null): string {
  const lines = [plain(headline(explanation))];
  for (const warning of warningsOf(explanation, lineOf)) lines.push("", plain(warning));
  const facts = factsOf(explanation);
  const width = Math.max(0, ...facts.map(([name]) => name.length));
  if (facts.length > 0) lines.push("", ...facts.map(([name, value]) => `  ${name.padEnd(width)}  ${plain(value)}`));
  if (explanation.columns !== null && explanation.columns.length > 0) lines.push("", ...columnTable(explanation.columns));
  const [set, defaults] = contextLines(explanation);
  if (set.length > 0) lines.push("", `context set: ${plain(set.join(", "))}`);
  if (defaults.length > 0) lines.push("", `context by default: ${plain(defaults.join(", "))}`);
  return lines.join("\n");
}

/** Markdown's marks around names are noise in a terminal. */
function plain(text: string): string {
  return text.replaceAll("`", "");
}

function columnTable(columns: readonly ExplainedColumn[]): readonly string[] {
  const rows = columns.map((column) => [column.name, column.role, column.sqlType, column.storedAs ?? "?", column.from.join(", ") || "–"]);
  const all = [["column", "role", "SQL type", "stored as", "from"], ...rows];
  const widths = all[0]?.map((_, index) => Math.max(...all.map((row) => row[index]?.length ?? 0))) ?? [];
  return all.map((row) => `  ${row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0))).join("  ")}`);
}
