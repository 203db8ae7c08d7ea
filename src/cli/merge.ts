import { resolve } from "node:path";
import { messageOf, UsageError } from "../workspace/usage-error.ts";
import { explainWriteError, writeNewText } from "../workspace/write.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { readFileOrFail } from "./statement-file.ts";

interface SarifLog {
  readonly version: string;
  readonly runs: readonly SarifRun[];
}

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules?: readonly { readonly id: string }[] } };
  readonly artifacts?: readonly unknown[];
  readonly results?: readonly SarifResult[];
}

interface SarifResult {
  readonly ruleId?: string;
  readonly ruleIndex?: number;
}

/** Joins the JSON or the SARIF reports of the shards of one run. Exit code 1 when any of them has an error. */
export function mergeReports(files: readonly string[], outputFile: string | null, io: Io): number {
  const reports = files.map((file) => readReport(file, io));
  const merged = reports.every(isResultArray) ? mergeResults(reports) : reports.every(isSarif) ? mergeSarif(reports) : null;
  if (merged === null) throw new UsageError("the reports are not all JSON reports or all SARIF reports of msqlint");
  const text = `${JSON.stringify(merged.report)}\n`;
  if (outputFile === null) io.out.write(text);
  else writeOrFail(resolve(io.cwd, outputFile), text);
  return merged.hasErrors ? exitCode.findings : exitCode.clean;
}

function readReport(file: string, io: Io): unknown {
  const text = readFileOrFail(resolve(io.cwd, file));
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${messageOf(error)}`);
  }
}

function writeOrFail(path: string, text: string): void {
  try {
    writeNewText(path, text);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${explainWriteError(error)}`);
  }
}

interface FileResult {
  readonly filePath: string;
  readonly errorCount: number;
}

function isResultArray(report: unknown): report is readonly FileResult[] {
  return Array.isArray(report) && report.every((result) => typeof (result as { filePath?: unknown } | null)?.filePath === "string");
}

function mergeResults(reports: readonly (readonly FileResult[])[]): { report: unknown; hasErrors: boolean } {
  const results = reports.flat().sort((a, b) => (a.filePath < b.filePath ? -1 : a.filePath > b.filePath ? 1 : 0));
  return { report: results, hasErrors: results.some((result) => result.errorCount > 0) };
}

function isSarif(report: unknown): report is SarifLog {
  return Array.isArray((report as { runs?: unknown } | null)?.runs);
}

/** One run: code scanning shows the runs of one tool as rivals, not as parts. */
function mergeSarif(logs: readonly SarifLog[]): { report: unknown; hasErrors: boolean } {
  const runs = logs.flatMap((log) => log.runs);
  const [first] = runs;
  if (first === undefined) return { report: { ...logs[0], runs: [] }, hasErrors: false };
  const rules = [...new Map(runs.flatMap((run) => run.tool.driver.rules ?? []).map((rule) => [rule.id, rule])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const index = new Map(rules.map((rule, at) => [rule.id, at]));
  const artifacts = runs.flatMap((run) => run.artifacts ?? []);
  let artifactsBefore = 0;
  const shifted = runs.flatMap((run) => {
    const by = artifactsBefore;
    artifactsBefore += run.artifacts?.length ?? 0;
    return (run.results ?? []).map((result) => shiftArtifacts(result, by) as SarifResult);
  });
  const results = shifted.map((result) => (result.ruleId === undefined ? result : { ...result, ruleIndex: index.get(result.ruleId) ?? -1 }));
  const run = { ...first, tool: { ...first.tool, driver: { ...first.tool.driver, rules } }, artifacts, results };
  return { report: { ...logs[0], runs: [run] }, hasErrors: results.some((result) => ((result as { level?: string }).level ?? "error") === "error") };
}

/** The artifacts of later runs stand behind those of earlier ones; every artifact location of a result says which it is. */
function shiftArtifacts(value: unknown, by: number): unknown {
  if (Array.isArray(value)) return value.map((each) => shiftArtifacts(each, by));
  if (typeof value !== "object" || value === null) return value;
  const shifted = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shiftArtifacts(inner, by)]));
  return typeof shifted["uri"] === "string" && typeof shifted["index"] === "number" ? { ...shifted, index: shifted["index"] + by } : shifted;
}
