import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { compare, percent, summarize, typeFacts, type Answer, type Comparison, type Ratio, type Row, type Summary, type VerdictFunction } from "../../test/conformance/harness.ts";
import { loadExternal, loadProbes, loadRecording, loadRuns, loadSchema, recordedReleases, stages, type Recording, type Stage } from "../../test/conformance/recordings.ts";
import { agrees } from "../../test/conformance/runs.ts";
import { floorFile, readFloor, raised } from "../../test/conformance/floor.ts";

interface Options {
  readonly release?: string;
  readonly through?: Stage;
  readonly group?: string;
  readonly id?: string;
  readonly sql?: string;
  readonly druid?: string;
  readonly message?: string;
  readonly rule?: string;
  readonly stage?: Stage;
  readonly kind: Kind;
  readonly show: string;
  readonly groups: boolean;
  readonly cluster: boolean;
  readonly stages: boolean;
  readonly full: boolean;
  readonly types?: boolean;
  readonly json: boolean;
  readonly probes: boolean;
  readonly runs: boolean;
  readonly writeFloor: boolean;
  readonly statements?: string;
  readonly verdicts?: string;
  readonly schema?: string;
}

const kinds = ["disagree", "wrongly-rejected", "wrongly-accepted", "error", "stage", "place", "near", "types", "columns", "dimensions", "metrics", "rollup", "queryGranularity", "fault", "agree", "all"] as const;
type Kind = (typeof kinds)[number];

const print = (text = "") => {
  process.stdout.write(`${text}\n`);
};

/** Runs the report with command-line arguments; returns the exit code. */
export function report(argv: readonly string[], verdict: VerdictFunction): number {
  const options = readOptions(argv);
  if (options.runs) return reportRuns(options, verdict);
  const comparisons = recordings(options).map((recording) => compareFiltered(recording, options, verdict));
  if (options.json) {
    print(JSON.stringify(comparisons.map(({ rows, summary }) => ({ summary, rows: rows.filter((row) => isOfKind(row, options.kind)) })), null, 1));
    return 0;
  }
  printSummaries(comparisons.map(({ summary }) => summary));
  for (const comparison of comparisons) {
    if (options.stages) printStages(comparison);
    if (options.groups) printGroups(comparison);
    if (options.cluster) printClusters(comparison, options);
    printRows(comparison, options);
  }
  if (options.writeFloor) writeFloor(comparisons.map(({ summary }) => summary));
  return 0;
}

function readOptions(argv: readonly string[]): Options {
  const command = new Command("conformance")
    .description("Compares msqlint's verdicts with what Druid said. Without --show only figures are printed.")
    .option("-r, --release <names>", "releases, comma-separated: 27,33 or 27.0.0; default all")
    .addOption(new Option("-t, --through <stage>", "compare up to this stage").choices(stages))
    .option("-g, --group <regex>", "only groups that match (partition, ^function\\.time, near-miss …)")
    .option("--id <regex>", "only statements whose id matches")
    .option("--sql <regex>", "only statements whose text matches")
    .option("--druid <regex>", "only where Druid's message matches")
    .option("--message <regex>", "only where our message matches")
    .option("--rule <regex>", "only where our rule matches")
    .addOption(new Option("-s, --stage <stage>", "only where Druid refused at this stage").choices(stages))
    .addOption(new Option("-k, --kind <kind>", "which rows --show, --cluster and --json list").choices(kinds).default("disagree"))
    .option("-n, --show <count>", "rows to list per release", "0")
    .option("-G, --groups", "figures by group, those with disagreements only", false)
    .option("-c, --cluster", "listed rows clustered by Druid's message, or our rule where only we refuse", false)
    .option("-S, --stages", "figures by the stage at which Druid ended", false)
    .option("-f, --full", "whole texts, not their beginnings", false)
    .option("--types", "compare columns, dimensions, metrics, rollup, queryGranularity")
    .option("--no-types", "do not")
    .option("--json", "figures and listed rows as JSON", false)
    .option("--probes", "the syntax and PARTITIONED BY probes instead of the corpus", false)
    .option("--runs", "the statements a running Druid 27.0.0 was given", false)
    .option("--write-floor", "raise test/conformance/floor.json to what was measured", false)
    .option("--statements <file>", "statements of one's own (JSON Lines, .br and .gz too)")
    .option("--verdicts <file>", "verdicts for them; --release says whose")
    .option("--schema <file>", "schema file for them; default that of the release's recording")
    .parse(argv, { from: "user" });
  return command.opts<Options>();
}

function recordings(options: Options): readonly Recording[] {
  const releases = chosenReleases(options.release);
  if (options.statements !== undefined || options.verdicts !== undefined) {
    const [release] = options.release === undefined ? ["27.0.0"] : releases;
    if (options.statements === undefined || options.verdicts === undefined || release === undefined) throw new Error("--statements and --verdicts go together");
    return [loadExternal(release, options.statements, options.verdicts, options.schema)];
  }
  return releases.map((release) => (options.probes ? loadProbes(release) : loadRecording(release)));
}

function chosenReleases(names: string | undefined): readonly string[] {
  const all = recordedReleases();
  if (names === undefined) return all;
  return names.split(",").map((name) => {
    const release = all.find((candidate) => candidate === name || candidate.startsWith(`${name}.`));
    if (release === undefined) throw new Error(`no recording of ${name}; there are ${all.join(", ")}`);
    return release;
  });
}

function compareFiltered(recording: Recording, options: Options, verdict: VerdictFunction): Comparison {
  const tests = { group: regex(options.group), id: regex(options.id), sql: regex(options.sql), druid: regex(options.druid), rule: regex(options.rule), message: regex(options.message) };
  const comparison = compare(recording, verdict, {
    ...(options.through !== undefined && { through: options.through }),
    ...(options.types !== undefined && { types: options.types }),
    only: (statement, recorded) =>
      tests.group(statement.group) && tests.id(statement.id) && tests.sql(statement.sql) && tests.druid(recorded.message ?? "") && (options.stage === undefined || (recorded.verdict === "reject" && recorded.stage === options.stage)),
  });
  if (options.rule === undefined && options.message === undefined) return comparison;
  const rows = comparison.rows.filter((row) => tests.rule(row.answer.rule ?? "") && tests.message(row.answer.message ?? ""));
  return { rows, summary: summarize(rows, recording.release, comparison.summary.through) };
}

function regex(source: string | undefined): (text: string) => boolean {
  if (source === undefined) return () => true;
  const pattern = new RegExp(source, "is");
  return (text) => pattern.test(text);
}

function isOfKind(row: Row, kind: Kind): boolean {
  switch (kind) {
    case "disagree":
      return row.outcome !== "agree";
    case "stage":
      return row.sameStage === false;
    case "place":
      return row.samePlace === false;
    case "near":
      return row.nearPlace === false;
    case "fault":
      return row.sameFault === false;
    case "types":
      return row.differing !== null && row.differing.length > 0;
    case "columns":
    case "dimensions":
    case "metrics":
    case "rollup":
    case "queryGranularity":
      return row.differing?.includes(kind) ?? false;
    case "all":
      return true;
    case "wrongly-rejected":
    case "wrongly-accepted":
    case "error":
    case "agree":
      return row.outcome === kind;
  }
}

function printSummaries(summaries: readonly Summary[]): void {
  printTable(
    ["release", "through", "statements", "agree", "wrongly rejected", "wrongly accepted", "errors", "same stage", "same place", "near place (parse)", "fault", "catch-all", "ms"],
    summaries.map((summary) => [
      summary.release,
      summary.through,
      String(summary.statements),
      share({ hits: summary.agree, of: summary.statements }),
      String(summary.wronglyRejected),
      String(summary.wronglyAccepted),
      String(summary.errors),
      share(summary.sameStage),
      share(summary.samePlace),
      share(summary.nearPlace),
      share(summary.sameFault),
      share(summary.catchAll),
      summary.milliseconds.toFixed(0),
    ]),
  );
  const typed = summaries.filter((summary) => typeFacts.some((fact) => summary.types[fact].of > 0));
  if (typed.length > 0) printTable(["release", ...typeFacts], typed.map((summary) => [summary.release, ...typeFacts.map((fact) => share(summary.types[fact]))]));
}

function printStages({ rows, summary }: Comparison): void {
  print(`${summary.release} by the stage at which Druid ended`);
  printTable(
    ["Druid", "statements", "agree", "same stage", "wrongly rejected", "wrongly accepted", "we refuse at"],
    [...stages, "accept" as const].flatMap((stage) => {
      const own = rows.filter((row) => (stage === "accept" ? row.recorded.verdict === "accept" : row.recorded.verdict === "reject" && row.recorded.stage === stage));
      if (own.length === 0) return [];
      const figures = summarize(own, summary.release, summary.through);
      const where = tally(own.filter((row) => row.answer.verdict === "reject"), (row) => row.answer.stage ?? "?");
      return [[stage, String(own.length), share({ hits: figures.agree, of: own.length }), share(figures.sameStage), String(figures.wronglyRejected), String(figures.wronglyAccepted), where.map(([name, count]) => `${name} ${count}`).join(", ")]];
    }),
  );
}

function printGroups({ rows, summary }: Comparison): void {
  print(`${summary.release} by group, worst first`);
  const groups = grouped(rows, (row) => row.statement.group);
  const figures = [...groups].map(([group, own]) => ({ group, figures: summarize(own, summary.release, summary.through), types: own.filter((row) => row.differing !== null && row.differing.length > 0).length }));
  const worst = figures.filter(({ figures: { statements, agree }, types }) => agree < statements || types > 0);
  worst.sort((one, other) => badness(other.figures) - badness(one.figures));
  printTable(
    ["group", "statements", "agree", "wrongly rejected", "wrongly accepted", "errors", "same stage", "types differ"],
    worst.map(({ group, figures: own, types }) => [group, String(own.statements), share({ hits: own.agree, of: own.statements }), String(own.wronglyRejected), String(own.wronglyAccepted), String(own.errors), share(own.sameStage), String(types)]),
  );
}

/** A wrong refusal counts double: a linter that cries wolf is switched off. */
function badness(summary: Summary): number {
  return 2 * summary.wronglyRejected + summary.wronglyAccepted + summary.errors;
}

function printClusters({ rows, summary }: Comparison, options: Options): void {
  const listed = rows.filter((row) => isOfKind(row, options.kind));
  print(`${summary.release}: ${listed.length} rows of kind ${options.kind}, clustered`);
  const clusters = [...grouped(listed, (row) => `${row.outcome} · ${cause(row)}`)].sort(([, one], [, other]) => other.length - one.length);
  for (const [name, own] of clusters.slice(0, 80)) {
    const [example] = own;
    print(`${String(own.length).padStart(5)}  ${name}`);
    if (example !== undefined) print(`       ${example.statement.id}  ${clip(example.statement.sql, 150, options.full)}`);
  }
  print();
}

/** Why the row is as it is: our reason when we refuse alone, Druid's otherwise; names and numbers left out. */
function cause(row: Row): string {
  if (row.outcome === "error") return clip(row.answer.message ?? "", 160, false);
  if (row.outcome === "wrongly-rejected") return `${row.answer.stage ?? "?"} ${row.answer.rule ?? "?"}: ${template(row.answer.message ?? "")}`;
  return `${row.recorded.stage}${row.answer.rule ? ` (ours ${row.answer.stage ?? "?"} ${row.answer.rule})` : ""}: ${template(row.recorded.hiddenMessage ?? row.recorded.message ?? "")}`;
}

function template(message: string): string {
  const bare = message.replace(/,? ?acceptable options:.*| Was expecting.*/s, "").replace(/\(?(?:at )?line \[?\d+\]?, column \[?\d+\]?\)?/gi, "").replace(/rel#.*/s, "");
  return clip(bare.replace(/'(?:[^']|'')*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|<[^>]*>|\b\d+\b/g, "…"), 110, false);
}

function printRows({ rows, summary }: Comparison, options: Options): void {
  const limit = Number(options.show);
  if (limit === 0) return;
  const listed = rows.filter((row) => isOfKind(row, options.kind));
  for (const row of listed.slice(0, limit)) printRow(row, summary.release, options.full);
  if (listed.length > limit) print(`… ${listed.length - limit} more`);
}

function printRow({ statement, recorded, answer, outcome, differing }: Row, release: string, full: boolean): void {
  print(`${statement.id}  [${release} ${outcome}]`);
  print(`  sql    ${clip(statement.sql, 300, full)}${statement.context === undefined ? "" : `   context ${JSON.stringify(statement.context)}`}`);
  print(`  druid  ${sentence(recorded, full)}`);
  print(`  ours   ${sentence(answer, full)}`);
  for (const fact of differing ?? []) print(`  ${fact}\n    druid ${JSON.stringify(recorded[fact])}\n    ours  ${JSON.stringify(answer[fact])}`);
  print();
}

function sentence(verdict: Answer & { readonly errorCode?: string; readonly hiddenMessage?: string }, full: boolean): string {
  const place = verdict.line ? ` ${verdict.line}:${verdict.column ?? "?"}` : "";
  const fault = verdict.errorCode ?? verdict.fault;
  return `${verdict.verdict} ${verdict.stage ?? ""}${place}${verdict.rule ? ` ${verdict.rule}` : ""}${fault ? ` <${fault}>` : ""} ${clip(verdict.hiddenMessage ?? verdict.message ?? "", 240, full)}`;
}

function reportRuns(options: Options, verdict: VerdictFunction): number {
  const runs = loadRuns();
  const schema = { ...loadSchema("27.0.0"), complete: false };
  const answers = runs.map((run) => ({
    run,
    answer: verdict({ id: run.id, sql: run.sql, ...(run.context !== undefined && { context: run.context }) }, { release: "27.0.0", schema, faults: true }),
  }));
  const wrong = answers.filter(({ run, answer }) => !agrees(run, answer));
  print(`27.0.0 running: ${runs.length} statements, ${runs.length - wrong.length} as Druid had it`);
  for (const { run, answer } of wrong.slice(0, Number(options.show))) {
    print(`${run.id}  [${run.outcome}${run.fault ? ` ${run.fault}` : ""}]  ${run.message ?? ""}\n  sql   ${clip(run.sql, 300, options.full)}\n  ours  ${sentence(answer, options.full)}\n`);
  }
  return 0;
}

function writeFloor(summaries: readonly Summary[]): void {
  writeFileSync(join(import.meta.dirname, floorFile), `${JSON.stringify(raised(readFloor(), summaries), null, 2)}\n`);
  print(`wrote ${floorFile}`);
}

function printTable(head: readonly string[], body: readonly (readonly string[])[]): void {
  const widths = head.map((cell, index) => Math.max(cell.length, ...body.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join(" | ")} |`;
  print(line(head));
  print(`|${widths.map((width, index) => (index === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`);
  for (const row of body) print(line(row));
  print();
}

function share(ratio: Ratio): string {
  return ratio.of === 0 ? "–" : `${percent(ratio).toFixed(2)} %`;
}

function tally<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly (readonly [string, number])[] {
  return [...grouped(items, keyOf)].map(([name, own]) => [name, own.length] as const).sort(([, one], [, other]) => other - one);
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function clip(text: string, length: number, full: boolean): string {
  if (full) return text;
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > length ? `${line.slice(0, length)}…` : line;
}
