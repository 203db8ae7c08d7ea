import type { StatementSummary } from "../linter/across-files.ts";
import { findAcrossFiles, type FindingAcross } from "../linter/across-findings.ts";
import { compareFindings, type Finding } from "../linter/finding.ts";
import { isSilencedIn } from "../linter/suppress.ts";
import { parse } from "../syntax/parser.ts";
import { lineStarts, positionAt } from "../text/lines.ts";
import type { Settings } from "./configuration/resolve.ts";
import { withFindings, type FileResult } from "./run.ts";

/** What a run keeps of a file so that its statements can be held against those of the other files. */
export interface FileStatements {
  readonly summaries: readonly StatementSummary[];
  readonly settings: Settings;
}

export interface AcrossOptions {
  /** How a path is shown in a message. */
  readonly shown: (path: string) => string;
  /** True when other files may write the same tables: then nothing is said of columns that no file stores. */
  readonly partial: boolean;
}

/** The results of a run with what its files contradict in one another. */
export function withFindingsAcross(results: readonly FileResult[], files: ReadonlyMap<string, FileStatements>, options: AcrossOptions): readonly FileResult[] {
  const byPath = new Map(results.map((result) => [result.path, result]));
  const summaries = results.flatMap(({ path }) => files.get(path)?.summaries ?? []);
  const added = new Map<string, Finding[]>();
  for (const found of findAcrossFiles(summaries, (file) => files.get(file)?.settings.rules ?? null)) {
    if (options.partial && found.finding.ruleId === "column-never-written") continue;
    const result = byPath.get(found.file);
    const settings = files.get(found.file)?.settings;
    if (result === undefined || settings === undefined || isSaid(found.finding, result) || isSilenced(found.finding, result, settings)) continue;
    const findings = added.get(found.file) ?? [];
    findings.push(withOther(found, byPath, options));
    added.set(found.file, findings);
  }
  if (added.size === 0) return results;
  return results.map((result) => {
    const findings = added.get(result.path);
    return findings === undefined ? result : withFindings(result, [...result.findings, ...findings].sort(compareFindings));
  });
}

/** A statement before it in its own file may be the nearer one. */
function isSaid({ ruleId, start }: Finding, result: FileResult): boolean {
  return result.findings.some((finding) => finding.ruleId === ruleId && finding.start === start);
}

/** Comments are read where the whole file is SQL; a document's blocks are not taken apart for it once more. */
function isSilenced(finding: Finding, result: FileResult, settings: Settings): boolean {
  const text = result.output ?? result.text;
  if (!settings.inlineConfiguration || !result.path.endsWith(".sql") || !text.includes("msqlint-disable")) return false;
  return isSilencedIn(parse(text, { release: settings.release, semicolons: "file" }), finding, settings.rules);
}

function withOther({ finding, other }: FindingAcross, byPath: ReadonlyMap<string, FileResult>, { shown }: AcrossOptions): Finding {
  const result = other === null ? undefined : byPath.get(other.file);
  if (other === null || result === undefined) return finding;
  const { line } = positionAt(lineStarts(result.output ?? result.text), other.start);
  return { ...finding, message: `${finding.message} (see ${shown(other.file)}:${String(line)})` };
}
