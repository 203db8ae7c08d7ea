import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { checkSample, type SampleReport } from "../linter/check-sample.ts";
import { explainReadError } from "../workspace/read.ts";
import { messageOf, UsageError } from "../workspace/usage-error.ts";
import { configurationFor } from "./command-line-settings.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { analyseFile } from "./statement-file.ts";

export interface CheckSampleOptions {
  readonly sample: string;
  readonly format: "text" | "json";
  readonly configuration: Parameters<typeof configurationFor>[0];
}

/** Holds a file of real rows against a statement's EXTERN and `__time`. Exit code 1 when anything would go wrong, 2 when nothing was checked. */
export async function checkSampleCommand(file: string, options: CheckSampleOptions, io: Io): Promise<number> {
  const { statements } = await analyseFile(resolve(io.cwd, file), configurationFor(options.configuration, io.cwd));
  const writers = statements.map((statement) => statement.analysis).filter(({ parsed: { node } }) => node.kind === "InsertStatement" || node.kind === "ReplaceStatement");
  const [analysis, ...further] = writers;
  if (analysis === undefined) throw new UsageError(`${file} holds no INSERT or REPLACE`);
  if (further.length > 0) throw new UsageError(`${file} holds ${String(writers.length)} INSERT and REPLACE statements; rows can be held against a file of one`);
  if (!analysis.parsed.sound) throw new UsageError(`${file}: the statement cannot be read; lint it first`);
  const report = checkSample(analysis, readSample(resolve(io.cwd, options.sample), options.sample));
  io.out.write(options.format === "json" ? `${JSON.stringify(report, null, 2)}\n` : render(report, options.sample));
  if (report.rows === null) return exitCode.failure;
  return report.problems.some((problem) => problem.harmless !== true) ? exitCode.findings : exitCode.clean;
}

/** Druid unpacks gzip by the file's name; here its first bytes tell. A byte order mark stays: Druid meets it, too. */
function readSample(path: string, shown: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new UsageError(`${path}: ${explainReadError(error)}`);
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString("utf8");
  try {
    return gunzipSync(bytes).toString("utf8");
  } catch (error) {
    throw new UsageError(`${shown} cannot be unpacked: ${messageOf(error)}`);
  }
}

function render(report: SampleReport, sample: string): string {
  const chunks = report.timeChunks === null ? "" : `, ${count(report.timeChunks, "time chunk")}`;
  const lines = [`${sample}: ${report.rows === null ? "not checked" : count(report.rows, "row")}${chunks}`];
  for (const problem of report.problems) lines.push(`  ${problem.kind}: ${problem.message}${problem.rows > 0 ? ` (${count(problem.rows, problem.kind === "unreadable" ? "line" : "row")})` : ""}`);
  if (report.problems.length === 0) lines.push("  nothing stands against these rows");
  return `${lines.join("\n")}\n`;
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? "" : "s"}`;
}
