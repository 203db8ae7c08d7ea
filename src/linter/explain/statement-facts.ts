import { sayGranularity, type ExplainedFault, type StatementExplanation } from "./statement.ts";

// What is said of a statement, whatever the form. Names of SQL stand in backticks.

/** Says where something is: the line of an offset; left out in a hover, which stands beside it. */
export type LineOf = (offset: number) => number;

export function headline(explanation: StatementExplanation): string {
  if (!explanation.sound) return "A statement that cannot be read";
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

/** Why it will not go well, each in a sentence. */
export function warningsOf({ refusals, faults, release }: StatementExplanation, lineOf: LineOf | null): readonly string[] {
  const place = ({ start }: ExplainedFault): string => (lineOf === null ? "" : `line ${String(lineOf(start))}: `);
  const refused = refusals.map((each) => (each.message === each.rule ? `\`${each.rule}\`` : `${place(each)}${each.message} (${each.rule})`));
  const bound = faults.map((each) => `The task is bound to fail${each.code === null ? "" : ` with ${each.code}`}: ${each.message === each.rule ? `\`${each.rule}\`` : `${place(each)}${each.message} (${each.rule})`}`);
  if (refused.length === 0) return bound;
  const first = `Druid ${release} refuses it as it stands`;
  return [refused.length === 1 || refusals.every((each) => each.message === each.rule) ? `${first}: ${refused.join(", ")}.` : `${first}:\n${refused.map((each) => `- ${each}`).join("\n")}`, ...bound];
}

type Fact = readonly [name: string, value: string];

export function factsOf(explanation: StatementExplanation): readonly Fact[] {
  if (!explanation.sound) return [];
  const writes = explanation.statement === "INSERT" || explanation.statement === "REPLACE";
  const facts: (Fact | null)[] = [
    explanation.reads.length === 0 ? null : ["reads", explanation.reads.join("; ")],
    ...(writes && !explanation.exports ? segmentFacts(explanation) : []),
    explanation.stages === null ? null : ["stages", `about ${String(explanation.stages)}`],
    explanation.tasks === null ? null : ["tasks", sayTasks(explanation.tasks)],
    explanation.permissions.length === 0 ? null : ["permissions", explanation.permissions.join("; ")],
  ];
  return facts.filter((fact) => fact !== null);
}

function segmentFacts(explanation: StatementExplanation): readonly (Fact | null)[] {
  const { replaces, segments, rollup } = explanation;
  return [
    replaces === null || replaces.all ? null : ["deletes and rewrites", replaces.intervals.join(", ") || "unknown"],
    replaces?.all === true ? ["deletes", "every existing row, whatever its time"] : null,
    segments === null ? null : ["segments by", sayGranularity(segments)],
    explanation.timeless ? ["time", "no `__time` is selected: every row is stored at 1970-01-01"] : null,
    ["rows sorted by", explanation.sortOrder.map((name) => `\`${name}\``).join(", ") || "nothing"],
    ["pruning", explanation.pruning.reason],
    rollup === null ? null : ["rollup", rollup.recorded ? "recorded in the segments" : `not recorded: ${rollup.missing.join("; ")}`],
  ];
}

function sayTasks({ most, workers, readers }: NonNullable<StatementExplanation["tasks"]>): string {
  const idle = readers !== null && readers < workers ? `, of which ${String(readers)} can read (one a file)` : "";
  return `at most ${String(most)}: one controller, ${String(workers)} of work${idle}`;
}

export function sayEntry(entry: StatementExplanation["context"][number]): string {
  return `\`${entry.key}\` = ${JSON.stringify(entry.value)}${entry.read ? "" : " (which this release does not read)"}`;
}
