import { basename } from "node:path";
import type { UpgradeNote } from "../druid/upgrade-notes.ts";
import type { JudgedStatement, ReleaseView, UpgradeChange } from "../linter/upgrade/change.ts";
import { upgradeChanges } from "../linter/upgrade/changes.ts";
import { notesFor } from "../linter/upgrade/notes.ts";
import { rulesForUpgrade } from "../linter/upgrade/rules.ts";
import { shownPath } from "../reporters/report.ts";
import { lineStarts, positionAt } from "../text/lines.ts";
import { requireNamedRelease, type Configuration } from "../workspace/configuration/resolve.ts";
import { documentKindOf, type DocumentKind } from "../workspace/documents/kind.ts";
import { createDocumentLinter } from "../workspace/lint-document.ts";
import { readText } from "../workspace/read.ts";
import { UsageError } from "../workspace/usage-error.ts";
import { configurationFor } from "./command-line-settings.ts";
import { exitCode } from "./exit-code.ts";
import { findFiles } from "./find-files.ts";
import { changedLines } from "./changed-lines.ts";
import { say, type Io } from "./io.ts";
import type { LintOptions } from "./lint-options.ts";

export interface UpgradeOptions {
  readonly from: string;
  readonly to: string;
  readonly format: "text" | "json";
}

interface FileChanges {
  /** As the report shows it. */
  readonly file: string;
  readonly text: string;
  readonly statements: number;
  readonly changes: readonly UpgradeChange[];
  readonly notes: ReadonlyMap<UpgradeNote, number>;
}

/** Lists the statements whose verdict or meaning changes between two releases. Exit code 1 when there are any, 2 when a file cannot be read. */
export async function upgrade({ from, to, format }: UpgradeOptions, options: LintOptions, io: Io): Promise<number> {
  const releases = [requireNamedRelease(from).name, requireNamedRelease(to).name] as const;
  if (releases[0] === releases[1]) throw new UsageError(`--from and --to name one release, ${releases[0]}`);
  const configurations = releases.map((druid) => configurationFor({ ...options, druid }, io.cwd)) as [Configuration, Configuration];
  const { files, problems } = await findFiles(options, configurations[1], io);
  for (const problem of problems) say(io, problem);
  if (files.length === 0) throw new UsageError("no file matches that may hold SQL");
  const found: FileChanges[] = [];
  let unread = problems.length > 0;
  for (const { path } of files) {
    const read = readText(path, options.maxSize);
    if (read.kind === "text") found.push(await changesOfFile(path, read.text, configurations, io));
    else {
      unread = true;
      say(io, `${shownPath(io, path)}: ${read.message}`);
    }
  }
  io.out.write(format === "json" ? `${JSON.stringify(toJson(found), null, 2)}\n` : renderText(found, releases));
  if (unread) return exitCode.failure;
  return found.some(({ changes }) => changes.length > 0) ? exitCode.findings : exitCode.clean;
}

async function changesOfFile(path: string, text: string, [before, after]: readonly [Configuration, Configuration], io: Io): Promise<FileChanges> {
  const kind = documentKindOf(basename(path)) ?? "sql";
  const views = [await viewOf(path, text, kind, before), await viewOf(path, text, kind, after)] as const;
  return { file: shownPath(io, path), text, statements: views[1].statements.length, changes: upgradeChanges(...views), notes: notesFor(...views) };
}

/** The document as the configuration's release sees it; what comments silence here is part of what a release says, too. */
async function viewOf(path: string, text: string, kind: DocumentKind, configuration: Configuration): Promise<ReleaseView> {
  const settings = await configuration.settingsFor(path);
  const rules = rulesForUpgrade(settings.rules);
  const linter = await createDocumentLinter(kind, { ...settings, rules, inlineConfiguration: false });
  const statements: JudgedStatement[] = [];
  const findings = linter.lint(text, (analysis, index, place, toHost) => statements.push({ index, analysis, place, toHost }));
  return { release: settings.release, rules, findings, statements };
}

// Reports

function toJson(found: readonly FileChanges[]): readonly object[] {
  return found.flatMap(({ file, text, changes }) => {
    const lines = lineStarts(text);
    return changes.map(({ start, end, ...change }) => {
      const [from, to] = [positionAt(lines, start), positionAt(lines, end)];
      return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column, ...change };
    });
  });
}

function renderText(found: readonly FileChanges[], [from, to]: readonly [string, string]): string {
  const blocks = found.flatMap((file) => file.changes.map((change) => renderChange(file, change)));
  const statements = found.reduce((sum, file) => sum + new Set(file.changes.map((change) => change.statement)).size, 0);
  const all = found.reduce((sum, file) => sum + file.statements, 0);
  const summary = blocks.length === 0 ? `nothing changes from ${from} to ${to}` : `${count(statements, "statement")} of ${String(Math.max(all, statements))} ${statements === 1 ? "changes" : "change"} from ${from} to ${to}${sayKinds(found)}`;
  return `${[...blocks, ...renderNotes(found), summary].join("\n\n")}\n`;
}

function renderChange({ file, text }: FileChanges, change: UpgradeChange): string {
  const { line, column } = positionAt(lineStarts(text), change.start);
  const head = `${file}:${String(line)}:${String(column)}: ${change.kind}${change.rule === null ? "" : ` (${change.rule})`}`;
  const lines = [head, `  ${change.reason}`];
  if (change.rewrite !== null) lines.push(`  rewrite: ${change.rewrite.title}`, ...changedLines(text, change.rewrite.edits).map((each) => `    ${each}`));
  return lines.join("\n");
}

function renderNotes(found: readonly FileChanges[]): readonly string[] {
  const counts = new Map<UpgradeNote, number>();
  for (const { notes } of found) for (const [note, statements] of notes) counts.set(note, (counts.get(note) ?? 0) + statements);
  return [...counts].map(([note, statements]) => `of ${count(statements, "statement")}, whatever the text (${String(note.since)} on): ${note.change}\n  helps: ${note.helps}`);
}

function sayKinds(found: readonly FileChanges[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of found.flatMap(({ changes }) => changes)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts.size === 0 ? "" : `: ${[...counts].map(([kind, number]) => `${String(number)} ${kind}`).join(", ")}`;
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? "" : "s"}`;
}
