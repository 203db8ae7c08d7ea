import { basename, resolve } from "node:path";
import { builtinRegistry } from "../../rules/index.ts";
import type { Finding } from "../linter/finding.ts";
import { createRuleSet } from "../linter/rule-set.ts";
import { diagnose, placeOfFault, readRefusal, readTaskReport, type Diagnosis, type Refusal, type ReportedFault, type TaskReport } from "../linter/task-report.ts";
import { shownPath } from "../reporters/report.ts";
import { lineStarts, positionAt } from "../text/lines.ts";
import { documentKindOf } from "../workspace/documents/kind.ts";
import { createDocumentLinter } from "../workspace/lint-document.ts";
import { messageOf, UsageError } from "../workspace/usage-error.ts";
import { configurationFor } from "./command-line-settings.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { defaultLintOptions } from "./lint-options.ts";
import { analyseFile, readFileOrFail, type AnalysedStatement } from "./statement-file.ts";

export interface ReportOptions {
  readonly sql: string | null;
  readonly format: "text" | "json";
  readonly druid: string | null;
}

/** Names the fault of a task's report, what it means, where in the SQL its reason is, and the rule that would have caught it. */
export async function explainReport(file: string, options: ReportOptions, io: Io): Promise<number> {
  const content = readJson(resolve(io.cwd, file), file);
  const report = readTaskReport(content);
  const refusal = report === null ? readRefusal(content) : null;
  if (report === null && refusal === null) throw new UsageError(`${file} is no report of an MSQ task: it has no \`multiStageQuery\``);
  const sql = options.sql === null ? null : await readSql(resolve(io.cwd, options.sql), options.druid, io);
  const { json, text, bad } = report !== null ? ofTask(report, sql) : ofRefusal(refusal as Refusal, sql);
  io.out.write(options.format === "json" ? `${JSON.stringify(json, null, 2)}\n` : `${text.join("\n")}\n`);
  return bad ? exitCode.findings : exitCode.clean;
}

function readJson(path: string, shown: string): unknown {
  const text = readFileOrFail(path);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${shown} is not JSON: ${messageOf(error)}`);
  }
}

// The SQL

interface Sql {
  readonly file: string;
  readonly text: string;
  readonly statements: readonly AnalysedStatement[];
  /** What every rule says of it. */
  readonly findings: readonly Finding[];
}

async function readSql(path: string, druid: string | null, io: Io): Promise<Sql> {
  const configuration = configurationFor({ ...defaultLintOptions, druid, engine: "msq" }, io.cwd);
  const { text, settings, statements } = await analyseFile(path, configuration);
  const rules = createRuleSet(settings.rules.registry, settings.release, "all");
  const linter = await createDocumentLinter(documentKindOf(basename(path)) ?? "sql", { ...settings, rules, inlineConfiguration: false });
  return { file: shownPath(io, path), text, statements, findings: linter.lint(text) };
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

function placeAt({ file, text }: Sql, start: number, end: number): Place {
  const { line, column } = positionAt(lineStarts(text), start);
  const shown = text.slice(start, Math.min(end, start + 100)).replace(/\s+/gu, " ");
  return { file, line, column, text: end - start > 100 ? `${shown}…` : shown };
}

/** The statement that the task ran: the one that writes its datasource, else the first that writes any. */
function statementOf({ statements }: Sql, datasource: string | null): AnalysedStatement | null {
  const writers = statements.filter(({ analysis }) => analysis.ingestion !== null);
  return writers.find(({ analysis }) => datasource !== null && analysis.ingestion?.target?.datasource === datasource) ?? writers[0] ?? statements[0] ?? null;
}

/** Where the reason of a fault is to be looked for; null where the SQL does not show it. */
function placeInSql(fault: ReportedFault, caught: readonly Finding[], sql: Sql, datasource: string | null): Place | null {
  const [finding] = caught;
  if (finding !== undefined) return placeAt(sql, finding.start, finding.end);
  const statement = statementOf(sql, datasource);
  const node = statement === null ? null : placeOfFault(fault, statement.analysis);
  return statement === null || node === null ? null : placeAt(sql, statement.toFile(node.start), statement.toFile(node.end));
}

// What is said

interface Said {
  readonly json: object;
  readonly text: readonly string[];
  readonly bad: boolean;
}

function ofTask(report: TaskReport, sql: Sql | null): Said {
  const pushed = report.rowsPushed === null ? "" : `, ${String(report.rowsPushed)} rows pushed`;
  const text = [`task ${report.taskId ?? "(no id)"}: ${report.status}${pushed}`];
  const fault = report.fault === null ? null : ofFault(diagnose(report.fault, builtinRegistry), report.datasource, sql);
  if (fault !== null) text.push("", ...fault.text);
  for (const warning of report.warnings) text.push("", ...sayFault("warning", warning));
  return { json: { ...report, ...fault?.json }, text, bad: report.fault !== null };
}

function ofFault({ fault, meaning, helps, rules }: Diagnosis, datasource: string | null, sql: Sql | null): Pick<Said, "json" | "text"> {
  const caught = sql === null ? [] : sql.findings.filter((finding) => rules.includes(finding.ruleId) || (finding.fault === fault.code && finding.category === "fails"));
  const place = sql === null ? null : placeInSql(fault, caught, sql, datasource);
  const text = [...sayFault("fault", fault)];
  if (meaning !== null) text.push(`  means:  ${meaning}`);
  if (helps !== null) text.push(`  helps:  ${helps}`);
  if (place !== null) text.push(`  place:  ${place.file}:${String(place.line)}:${String(place.column)}  ${place.text}`);
  if (sql === null) text.push("  place:  --sql FILE, the statement that was submitted, shows where to look");
  if (sql !== null && caught.length > 0) text.push(...caught.map((finding) => `  msqlint says of it: ${finding.message} (${finding.ruleId})`));
  else if (rules.length > 0) text.push(`  rules:  ${rules.join(", ")}`);
  else text.push("  no rule foretells this fault");
  return { json: { meaning, helps, rules, place, caught: caught.map(({ ruleId, message }) => ({ rule: ruleId, message })) }, text };
}

/** A message of many lines is told by its first; the JSON has it whole. */
function sayFault(kind: string, fault: ReportedFault): readonly string[] {
  const stage = fault.stage === null ? "" : ` in stage ${String(fault.stage)}`;
  const [first, ...further] = (fault.message ?? "").split(/\r\n|\r|\n/u);
  return [`${kind} ${fault.code}${stage}`, ...(fault.message === null ? [] : [`  Druid:  ${first ?? ""}${further.length > 0 ? " …" : ""}`])];
}

function ofRefusal(refusal: Refusal, sql: Sql | null): Said {
  const place = refusal.line === null ? "" : ` (line ${String(refusal.line)}${refusal.column === null ? "" : `, column ${String(refusal.column)}`})`;
  const caught = (sql?.findings ?? []).filter(({ category }) => category === "rejected" || category === "fails");
  const text = ["Druid refused the statement: no task was started", "", `  Druid:  ${refusal.message.split(/\r\n|\r|\n/u)[0] ?? ""}${place}`];
  for (const finding of sql === null ? [] : caught) {
    const { file, line, column } = placeAt(sql as Sql, finding.start, finding.end);
    text.push(`  place:  ${file}:${String(line)}:${String(column)}`, `  msqlint says of it: ${finding.message} (${finding.ruleId})`);
  }
  return { json: { status: "REFUSED", ...refusal, caught: caught.map(({ ruleId, message }) => ({ rule: ruleId, message })) }, text, bad: true };
}
