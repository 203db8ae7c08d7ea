import { factsOf, headline, sayEntry, warningsOf, type LineOf } from "./statement-facts.ts";
import type { ExplainedColumn, StatementExplanation } from "./statement.ts";

/** A statement's explanation as Markdown: for hovers and pull requests. `lineOf` where it does not stand beside the statement. */
export function explanationMarkdown(explanation: StatementExplanation, lineOf: LineOf | null = null): string {
  const lines = [`**${headline(explanation)}**`, ""];
  for (const warning of warningsOf(explanation, lineOf)) lines.push(warning, "");
  lines.push(...factsOf(explanation).map(([name, value]) => `- ${name}: ${value}`));
  if (explanation.columns !== null && explanation.columns.length > 0) lines.push("", ...columnTable(explanation.columns));
  const [set, defaults] = contextLines(explanation);
  if (set.length > 0) lines.push("", `Context set: ${set.join(", ")}.`);
  if (defaults.length > 0) lines.push("", `Context by default: ${defaults.join(", ")}.`);
  return lines.join("\n").trimEnd();
}

function columnTable(columns: readonly ExplainedColumn[]): readonly string[] {
  const cell = (text: string): string => text.replaceAll("|", "\\|");
  const rows = columns.map((column) => `| \`${cell(column.name)}\` | ${column.role} | ${column.sqlType} | ${column.storedAs ?? "?"} | ${cell(column.from.join(", ")) || "–"} |`);
  return ["| column | role | SQL type | stored as | from |", "|---|---|---|---|---|", ...rows];
}

/** What the statement is sent with, and what holds because nothing was said. */
export function contextLines({ context, sound }: StatementExplanation): readonly [set: readonly string[], defaults: readonly string[]] {
  const set = context.filter((entry) => entry.origin !== "default").map(sayEntry);
  return [set, sound ? context.filter((entry) => entry.origin === "default").map(sayEntry) : []];
}
