import { sayGranularity, type ExplainedColumn, type StatementExplanation } from "./statement.ts";

/** A statement's explanation as Markdown: for hovers, pull requests and, stripped, the terminal. */
export function explanationMarkdown(explanation: StatementExplanation): string {
  const lines = [`**${headline(explanation)}**`, ""];
  if (explanation.refusedBy.length > 0) {
    lines.push(`Druid ${explanation.release} refuses it as it stands: ${explanation.refusedBy.map((rule) => `\`${rule}\``).join(", ")}.`, "");
  }
  lines.push(...factsOf(explanation).map(([name, value]) => `- ${name}: ${value}`));
  if (explanation.columns !== null && explanation.columns.length > 0) lines.push("", ...columnTable(explanation.columns));
  if (explanation.context.length > 0) lines.push("", `Context in force: ${explanation.context.map(sayEntry).join(", ")}.`);
  return lines.join("\n");
}

function headline(explanation: StatementExplanation): string {
  const target = explanation.datasource === null ? "" : ` \`${explanation.datasource}\``;
  switch (explanation.statement) {
    case "INSERT":
      return explanation.exports ? "Exports the rows of a query" : `Appends rows to${target}`;
    case "REPLACE":
      return explanation.replaces?.all === true ? `Replaces all of${target}` : `Replaces a part of${target}`;
    case "SELECT":
      return "Runs a query";
    case "EXPLAIN":
      return "Shows the plan of a statement; nothing is written";
    case "other":
      return "A statement that Druid does not run";
  }
}

function factsOf(explanation: StatementExplanation): readonly (readonly [name: string, value: string])[] {
  const facts: [string, string][] = [];
  if (explanation.replaces !== null && !explanation.replaces.all) facts.push(["deletes and rewrites", explanation.replaces.intervals.join(", ") || "unknown"]);
  if (explanation.replaces?.all === true) facts.push(["deletes", "every existing row, whatever its time"]);
  if (explanation.segments !== null) facts.push(["segments by", sayGranularity(explanation.segments)]);
  if (explanation.statement === "INSERT" || explanation.statement === "REPLACE") {
    facts.push(["rows sorted by", explanation.sortOrder.map((name) => `\`${name}\``).join(", ") || "nothing"]);
    facts.push(["pruning", explanation.pruning.reason]);
  }
  if (explanation.rollup !== null) facts.push(["rollup", explanation.rollup.recorded ? "recorded in the segments" : `not recorded: ${explanation.rollup.missing.join("; ")}`]);
  if (explanation.stages !== null) facts.push(["stages", `about ${String(explanation.stages)}`]);
  if (explanation.tasks !== null) facts.push(["tasks", `at most ${String(explanation.tasks.most)}: one controller, ${String(explanation.tasks.workers)} of work`]);
  if (explanation.permissions.length > 0) facts.push(["permissions", explanation.permissions.join("; ")]);
  return facts;
}

function columnTable(columns: readonly ExplainedColumn[]): readonly string[] {
  const rows = columns.map((column) => `| \`${column.name}\` | ${column.role} | ${column.sqlType} | ${column.storedAs ?? "?"} | ${column.from.join(", ") || "–"} |`);
  return ["| column | role | SQL type | stored as | from |", "|---|---|---|---|---|", ...rows];
}

function sayEntry(entry: StatementExplanation["context"][number]): string {
  return `\`${entry.key}\` = ${JSON.stringify(entry.value)}${entry.origin === "default" ? " (default)" : ""}`;
}
