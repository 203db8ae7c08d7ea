import { resolve } from "node:path";
import { builtinRegistry } from "../../rules/index.ts";
import { analyze } from "../analysis/analyze.ts";
import type { StatementAnalysis } from "../analysis/model.ts";
import { defaultRelease } from "../druid/releases.ts";
import { diagnose, readTaskReport, type Diagnosis, type ReportedFault } from "../linter/task-report.ts";
import { parse } from "../syntax/parser.ts";
import { lineStarts, positionAt } from "../text/lines.ts";
import { requireNamedRelease } from "../workspace/configuration/resolve.ts";
import { messageOf, UsageError } from "../workspace/usage-error.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { readFileOrFail } from "./statement-file.ts";

export interface ReportOptions {
  readonly sql: string | null;
  readonly format: "text" | "json";
  readonly druid: string | null;
}

/** Names the fault of a task's report, what it means, where in the SQL its reason is, and the rule that would have caught it. */
export function explainReport(file: string, options: ReportOptions, io: Io): number {
  const report = readTaskReport(readJson(resolve(io.cwd, file)));
  if (report === null) throw new UsageError(`${file} is no report of an MSQ task: it has no \`multiStageQuery\``);
  const text = options.sql === null ? null : readFileOrFail(resolve(io.cwd, options.sql));
  const analysis = text === null ? null : firstAnalysis(text, options.druid);
  const diagnosis = diagnose(report, analysis, builtinRegistry);
  io.out.write(options.format === "json" ? `${JSON.stringify(toJson(diagnosis, text, options.sql), null, 2)}\n` : render(diagnosis, text, options.sql));
  return report.fault === null ? exitCode.clean : exitCode.findings;
}

function readJson(path: string): unknown {
  const text = readFileOrFail(path);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${messageOf(error)}`);
  }
}

function firstAnalysis(text: string, druid: string | null): StatementAnalysis | null {
  const release = druid === null ? defaultRelease() : requireNamedRelease(druid);
  const tree = parse(text, { release, semicolons: "file" });
  const statement = tree.statements.find(({ node }) => node.kind === "InsertStatement" || node.kind === "ReplaceStatement") ?? tree.statements[0];
  return statement === undefined ? null : analyze(tree, statement, { release, schema: null, context: [], engine: "msq", through: "run" }, "all");
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

function placeIn(diagnosis: Diagnosis, text: string | null, file: string | null): Place | null {
  const { place } = diagnosis;
  if (place === null || text === null || file === null) return null;
  const { line, column } = positionAt(lineStarts(text), place.start);
  return { file, line, column, text: text.slice(place.start, Math.min(place.end, place.start + 120)) };
}

function toJson(diagnosis: Diagnosis, text: string | null, file: string | null): object {
  return { ...diagnosis.report, meaning: diagnosis.meaning?.meaning ?? null, helps: diagnosis.meaning?.fix ?? null, rules: diagnosis.rules, place: placeIn(diagnosis, text, file) };
}

function render(diagnosis: Diagnosis, text: string | null, file: string | null): string {
  const { report, meaning } = diagnosis;
  const lines = [`task ${report.taskId ?? "(no id)"}: ${report.status}${report.rowsPushed === null ? "" : `, ${String(report.rowsPushed)} rows pushed`}`];
  if (report.fault !== null) {
    lines.push("", ...sayFault(report.fault));
    if (meaning !== null) lines.push(`  means:  ${meaning.meaning}`);
    if (meaning?.fix !== undefined) lines.push(`  helps:  ${meaning.fix}`);
    const place = placeIn(diagnosis, text, file);
    if (place !== null) lines.push(`  place:  ${place.file}:${String(place.line)}:${String(place.column)}  ${place.text.replace(/\s+/gu, " ")}`);
    lines.push(diagnosis.rules.length === 0 ? "  no rule foretells this fault" : `  rules:  ${diagnosis.rules.join(", ")}`);
  }
  for (const warning of report.warnings) lines.push("", ...sayFault(warning).map((line) => line.replace(/^fault/u, "warning")));
  return `${lines.join("\n")}\n`;
}

function sayFault(fault: ReportedFault): readonly string[] {
  const stage = fault.stage === null ? "" : ` in stage ${String(fault.stage)}`;
  return [`fault ${fault.code}${stage}`, ...(fault.message === null ? [] : [`  Druid:  ${fault.message}`])];
}
