import { resolve } from "node:path";
import { messageOf, UsageError } from "../workspace/usage-error.ts";
import { explainWriteError, writeNewText } from "../workspace/write.ts";
import { exitCode } from "./exit-code.ts";
import { say, type Io } from "./io.ts";
import { isJsonReport, mergeJson, partOfJson, type Merged } from "./merge-json.ts";
import { checkParts, type Part } from "./merge-parts.ts";
import { isSarif, mergeSarif, partOfSarif } from "./merge-sarif.ts";
import { readFileOrFail } from "./statement-file.ts";

/** Joins the JSON or the SARIF reports of the shards of one run. Exit code 2 when a part is missing, else 1 when any of them has an error. */
export function mergeReports(files: readonly string[], outputFile: string | null, io: Io): number {
  const { merged, parts } = merge(files, files.map((file) => readReport(file, io)));
  const { lines, isComplete } = checkParts(parts);
  const text = `${JSON.stringify(merged.report)}\n`;
  if (outputFile === null) io.out.write(text);
  else writeOrFail(resolve(io.cwd, outputFile), text);
  for (const line of lines) say(io, line);
  if (!isComplete) return exitCode.failure;
  return merged.hasErrors ? exitCode.findings : exitCode.clean;
}

function merge(files: readonly string[], reports: readonly unknown[]): { readonly merged: Merged; readonly parts: readonly Part[] } {
  const partsOf = <Kind>(all: readonly Kind[], partOf: (file: string, report: Kind) => Part): readonly Part[] => all.map((report, at) => partOf(files[at] ?? "", report));
  if (reports.every(isJsonReport)) return { merged: mergeJson(reports), parts: partsOf(reports, partOfJson) };
  if (reports.every(isSarif)) return { merged: mergeSarif(reports), parts: partsOf(reports, partOfSarif) };
  throw new UsageError("the reports are not all JSON reports or all SARIF reports of msqlint");
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
