import { resolve } from "node:path";
import { checkSample, type SampleReport } from "../linter/check-sample.ts";
import { UsageError } from "../workspace/usage-error.ts";
import { configurationFor } from "./command-line-settings.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { analyseFile, readFileOrFail } from "./statement-file.ts";

export interface CheckSampleOptions {
  readonly sample: string;
  readonly format: "text" | "json";
  readonly configuration: Parameters<typeof configurationFor>[0];
}

/** Holds a file of real rows against a statement's EXTERN and `__time`. Exit code 1 when anything would go wrong. */
export async function checkSampleCommand(file: string, options: CheckSampleOptions, io: Io): Promise<number> {
  const { statements } = await analyseFile(resolve(io.cwd, file), configurationFor(options.configuration, io.cwd));
  const analysis = statements.map((statement) => statement.analysis).find(({ parsed: { node } }) => node.kind === "InsertStatement" || node.kind === "ReplaceStatement");
  if (analysis === undefined) throw new UsageError(`${file} holds no INSERT or REPLACE`);
  const report = checkSample(analysis, readFileOrFail(resolve(io.cwd, options.sample)));
  io.out.write(options.format === "json" ? `${JSON.stringify(report, null, 2)}\n` : render(report, options.sample));
  return report.problems.some((problem) => problem.kind !== "undeclared-field") ? exitCode.findings : exitCode.clean;
}

function render(report: SampleReport, sample: string): string {
  const lines = [`${sample}: ${report.rows === null ? "not read" : `${String(report.rows)} rows`}${report.timeChunks === null ? "" : `, ${String(report.timeChunks)} time chunks`}`];
  for (const problem of report.problems) lines.push(`  ${problem.kind}: ${problem.message}${problem.rows > 0 ? ` (${String(problem.rows)} ${problem.rows === 1 ? "row" : "rows"})` : ""}`);
  if (report.problems.length === 0) lines.push("  nothing stands against these rows");
  return `${lines.join("\n")}\n`;
}

