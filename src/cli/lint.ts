import { realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { builtinRegistry } from "../../rules/index.ts";
import { countFindings, plural, shownPath, type Counts, type Report } from "../reporters/report.ts";
import { stylish } from "../reporters/stylish.ts";
import { loadReporter } from "../reporters/index.ts";
import { byteOrderMark as byteOrderMarkText, decode, tooLarge } from "../workspace/read.ts";
import { createRunner, withFindings, type FileOutcome, type FileResult, type Runner } from "../workspace/run.ts";
import type { Configuration } from "../workspace/configuration/resolve.ts";
import type { FoundFile } from "../workspace/discover.ts";
import { UsageError } from "../workspace/usage-error.ts";
import { explainWriteError } from "../workspace/write.ts";
import { didYouMean } from "../text/nearest.ts";
import { elapsed } from "./clock.ts";
import { configurationFor } from "./command-line-settings.ts";
import { commandNames } from "./command-names.ts";
import { exitCode } from "./exit-code.ts";
import { findFiles } from "./find-files.ts";
import { lintFound, recallFound } from "./lint-found.ts";
import { say, wantsColor, type Io } from "./io.ts";
import type { LintOptions } from "./lint-options.ts";
import { createThreads, type Failure } from "./lint-threads.ts";
import { pauses } from "./pauses.ts";
import { toolVersion } from "./version.ts";
import type { Written } from "./write-fixes.ts";

/** Lints, fixes where asked, reports. Gives the exit code; throws UsageError for what the user must put right first. */
export async function lint(options: LintOptions, io: Io): Promise<number> {
  const configuration = configurationFor(options, io.cwd);
  const cache = options.cache ? (await import("../workspace/cache.ts")).openCache(cacheFile(options, io), toolVersion) : null;
  const fix = options.fix || options.diff ? { unsafe: options.unsafeFixes } : null;
  const runner = createRunner({ configuration, maxSize: options.maxSize, fix, cache });
  const outcomes = readsStdin(options) ? [await lintStdin(runner, configuration, options, io)] : await lintFiles(runner, configuration, options, io);
  refuseInputsAsOutputs(outcomes, options, io);
  cache?.save();
  return conclude(outcomes, runner, options, io);
}

/** A report, a baseline or a cache would replace the SQL. */
function refuseInputsAsOutputs(outcomes: readonly FileOutcome[], options: LintOptions, io: Io): void {
  const outputs = [
    ...options.targets.map((target) => ["--output-file", target.file] as const),
    ["--cache-location", options.cacheLocation] as const,
    ["--baseline", options.baseline] as const,
  ];
  for (const [option, path] of outputs) {
    if (path === null) continue;
    const absolute = resolve(io.cwd, path);
    const names = [absolute, realPathOf(absolute)];
    if (outcomes.some((outcome) => outcome.kind === "linted" && names.includes(outcome.result.path))) throw new UsageError(`${option} ${path}: is one of the files that are linted; nothing was written`);
  }
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Adds what the files of the run contradict in one another. */
async function withAcross(results: readonly FileResult[], runner: Runner, options: LintOptions, io: Io): Promise<readonly FileResult[]> {
  if (!runner.hasWrites() || runner.statements().size < 2) return results;
  const { withFindingsAcross } = await import("../workspace/across.ts");
  const shown = (path: string): string => shownPath({ cwd: io.cwd }, path);
  const partial = options.selection !== null || options.shard !== null;
  return withFindingsAcross(results, runner.statements(), { shown, partial });
}

function readsStdin(options: LintOptions): boolean {
  return options.stdin || options.patterns.includes("-");
}

function cacheFile(options: LintOptions, io: Io): string {
  return resolve(io.cwd, options.cacheLocation ?? "node_modules/.cache/msqlint/cache.json");
}

async function lintStdin(runner: Runner, configuration: Configuration, options: LintOptions, io: Io): Promise<FileOutcome> {
  if (options.patterns.some((pattern) => pattern !== "-")) throw new UsageError("standard input (`-`) and files cannot be linted in one run");
  const bytes = await io.readInput(options.maxSize);
  const read = bytes.length > options.maxSize ? tooLarge(null, options.maxSize) : decode(bytes);
  const name = options.stdinFilename;
  const path = resolve(io.cwd, name ?? "<stdin>");
  const isIgnored = name !== null && (await configuration.ignoredIn(join(path, "..")))(path, false);
  const outcome: FileOutcome = isIgnored ? { kind: "skipped", path, reason: "ignored" } : await runner.lintText(path, read);
  // A filter gives back what it does not touch.
  if (outcome.kind === "skipped" && options.fix && read.kind === "text") io.out.write((read.byteOrderMark ? byteOrderMarkText : "") + read.text);
  // Without a name there is no path to show.
  return name === null && outcome.kind === "linted" ? { ...outcome, result: { ...outcome.result, path: "<stdin>" } } : outcome;
}

/** From so many files on, the module that sets V8's flags is worth loading. */
const manyFiles = 8;

async function lintFiles(runner: Runner, configuration: Configuration, options: LintOptions, io: Io): Promise<readonly FileOutcome[]> {
  const { files, problems, unreadable } = await findFiles(options, configuration, io);
  const outcomes: FileOutcome[] = problems.map((problem, index) => ({ kind: "refused", path: "", message: problem + (index === 0 ? commandHint(options.patterns) : "") }));
  for (const [path, message] of unreadable) outcomes.push({ kind: "refused", path, message });
  const showProgress = progressOn(io, files.length);
  const isStaged = options.selection?.kind === "staged";
  const lintFolder = (file: FoundFile): Promise<FileOutcome> => lintFound(runner, configuration, file);
  const lintOne = isStaged ? (await import("./lint-staged.ts")).stagedLinter(runner, lintFolder, options, io) : lintFolder;
  if (files.length >= manyFiles) (await import("./optimize-later.ts")).optimizeLater();
  const threads = createThreads(files, options, io.cwd, isStaged || options.cache ? 1 : options.threads);
  const pause = pauses();
  const own: (FileOutcome | undefined)[] = [];
  let failure: Failure | null = null;
  for (let index = threads.take(); index !== null && failure === null; index = threads.take()) {
    const file = files[index];
    if (file === undefined) break;
    const pausing = pause();
    if (pausing !== null) await pausing;
    try {
      own[index] = (isStaged ? null : recallFound(runner, file)) ?? (await lintOne(file));
    } catch (error) {
      failure = { index, error };
      threads.stop();
    }
    showProgress?.(index + 1);
  }
  const elsewhere = await threads.finish(failure);
  showProgress?.(null);
  for (const [index, { path }] of files.entries()) {
    const linted = elsewhere.get(index);
    const outcome = linted === undefined ? own[index] : await runner.adopt(path, linted);
    if (outcome !== undefined) outcomes.push(outcome);
  }
  return outcomes;
}

/** A misspelt command looks like a missing file. */
function commandHint(patterns: readonly string[]): string {
  return patterns[0] === undefined ? "" : didYouMean(patterns[0], commandNames).replace("did you mean", "did you mean the command");
}

/** A line on standard error that keeps up with long runs: only where somebody watches, and not before a second has passed. */
function progressOn(io: Io, total: number): ((done: number | null) => void) | null {
  if (!io.error.isTerminal || total < 50) return null;
  const started = elapsed();
  let shownAt = started + 900;
  let shown = false;
  return (done) => {
    const now = elapsed();
    if (done === null) {
      if (shown) io.error.write("\r\u001b[K");
    } else if (now - shownAt > 100) {
      io.error.write(`\r${String(done)}/${String(total)} files\u001b[K`);
      shownAt = now;
      shown = true;
    }
  };
}

// Report

async function conclude(outcomes: readonly FileOutcome[], runner: Runner, options: LintOptions, io: Io): Promise<number> {
  const results = outcomes.flatMap((outcome) => (outcome.kind === "linted" ? [outcome.result] : []));
  const refusals = sayRefusals(outcomes, io);
  const isEmpty = results.length === 0 && refusals === 0;
  if (isEmpty) {
    const code = concludeEmpty(outcomes, options, io);
    if (code === exitCode.clean && !options.diff) await reportNothing(options, io);
    return code;
  }
  // Nothing could be read: the lines above say why, a report would only say that there are no findings.
  if (results.length === 0) return exitCode.failure;
  if (options.diff) return concludeDiff(results, refusals, io);
  const { results: left, failed } = options.fix ? await fixFiles(results, runner, options, io) : { results, failed: new Set<string>() };
  if (left.length === 0) return exitCode.failure;
  const told = await withAcross(left, runner, options, io);
  const counted = options.baseline === null ? told : await withoutBaseline(told, resolve(io.cwd, options.baseline), options, io);
  // Of standard input the fixed text is the output; what there is to say goes beside it.
  const isFilter = options.fix && readsStdin(options);
  await report(counted, options, isFilter ? { ...io, out: io.error } : io);
  const written = counted.filter(({ path }) => !failed.has(path));
  const isToBeLookedAt = options.selection?.kind === "staged" && (await import("./lint-staged.ts")).sayUnstagedFixes(written, options, io);
  if (refusals + failed.size > 0) return exitCode.failure;
  if (isToBeLookedAt) return exitCode.findings;
  return exitCodeOf(countFindings(counted.flatMap((result) => result.findings)), options, io);
}

/** Puts the fixed text where it belongs: standard input's on standard output, any other into its file. */
async function fixFiles(results: readonly FileResult[], runner: Runner, options: LintOptions, io: Io): Promise<Written> {
  await refuseUnwritable(options, io);
  if (!readsStdin(options)) return (await import("./write-fixes.ts")).writeFixes(results, runner, options, io);
  for (const { text, output, byteOrderMark } of results) io.out.write((byteOrderMark ? byteOrderMarkText : "") + (output ?? text));
  return { results, failed: new Set() };
}

/** The results without what the baseline holds; writes the baseline first where that was asked for. */
async function withoutBaseline(results: readonly FileResult[], path: string, options: LintOptions, io: Io): Promise<readonly FileResult[]> {
  const { applyBaseline, baselineText, readBaseline } = await import("../workspace/baseline.ts");
  const older = readBaseline(path);
  if (options.updateBaseline) await writeTextFile("--baseline", path, await baselineText(results, path, older));
  const baseline = options.updateBaseline ? readBaseline(path) : older;
  if (baseline === null) throw new UsageError(`--baseline ${path}: no such file; --update-baseline writes it`);
  const outcome = await applyBaseline(results, baseline);
  if (options.updateBaseline) say(io, `the baseline ${options.baseline ?? ""} holds ${String(outcome.silenced)} findings of this run`);
  if (outcome.dead > 0) say(io, `entries of the baseline ${options.baseline ?? ""} that no longer occur: ${String(outcome.dead)}; --update-baseline removes them`);
  return outcome.results;
}

function exitCodeOf(counts: Counts, options: LintOptions, io: Io): number {
  if (counts.error > 0) return exitCode.findings;
  if (counts.warn <= options.maxWarnings) return exitCode.clean;
  say(io, `${plural(counts.warn, "warning")}, more than --max-warnings ${String(options.maxWarnings)}`);
  return exitCode.findings;
}

/** One line for each input that could not be read; how many there were. */
function sayRefusals(outcomes: readonly FileOutcome[], io: Io): number {
  let count = 0;
  for (const outcome of outcomes) {
    if (outcome.kind !== "refused") continue;
    count++;
    const path = outcome.path === "" ? "" : `${shownPath({ cwd: io.cwd }, outcome.path)}: `;
    say(io, path + outcome.message);
  }
  return count;
}

function concludeEmpty(outcomes: readonly FileOutcome[], options: LintOptions, io: Io): number {
  const skipped = outcomes.filter((outcome) => outcome.kind === "skipped");
  const isIgnored = skipped.length > 0 && skipped.every((outcome) => outcome.reason === "ignored");
  const nothingAsked = options.selection !== null && outcomes.length === 0;
  if (isIgnored) say(io, "every file given is ignored by the configuration");
  if (isIgnored || nothingAsked || options.allowEmpty || options.shard !== null) return exitCode.clean;
  const where = readsStdin(options) ? "standard input" : options.patterns.join(", ");
  say(io, `no Druid SQL found in ${where}`);
  return exitCode.failure;
}

async function concludeDiff(results: readonly FileResult[], refusals: number, io: Io): Promise<number> {
  const { unifiedDiff } = await import("./unified-diff.ts");
  const changed = results.filter((result) => result.output !== null);
  for (const { path, text, output, byteOrderMark } of changed) {
    const mark = byteOrderMark ? byteOrderMarkText : "";
    io.out.write(unifiedDiff(shownPath({ cwd: io.cwd }, path), mark + text, mark + (output ?? text)));
  }
  if (refusals > 0) return exitCode.failure;
  return changed.length > 0 ? exitCode.findings : exitCode.clean;
}

async function report(results: readonly FileResult[], options: LintOptions, io: Io): Promise<void> {
  const files = results.map((result) => reported(result, options.quiet));
  const content: Report = { files, cwd: io.cwd, toolVersion, registry: builtinRegistry, shard: options.shard === null ? null : `${String(options.shard.index)}/${String(options.shard.count)}` };
  for (const target of options.targets) {
    const reporter = target.format === "stylish" ? stylish : await loadReporter(target.format);
    const color = target.file === null && wantsColor(io, options.color);
    const text = reporter(content, { color });
    if (target.file === null) io.out.write(text);
    else await writeTextFile("--output-file", resolve(io.cwd, target.file), text);
  }
  if (options.statistics) {
    const { statistics } = await import("./statistics.ts");
    const isForPeople = options.targets.every((target) => target.file !== null || target.format === "stylish" || target.format === "compact");
    (isForPeople ? io.out : io.error).write(statistics(files));
  }
}

/** Programs that read reports expect one of nothing as well; people do not. */
async function reportNothing(options: LintOptions, io: Io): Promise<void> {
  const targets = options.targets.filter((target) => target.file !== null || target.format !== "stylish");
  await report([], { ...options, targets, statistics: false }, io);
}

/** A file as reports show it: with the text that fixes left, which of a file that the cache knows may not have been read. */
function reported(result: FileResult, quiet: boolean): FileResult {
  if (result.findings.length === 0 && result.output === null) return result;
  const findings = quiet ? result.findings.filter((finding) => finding.severity === "error") : result.findings;
  return { ...withFindings(result, findings), text: result.output ?? result.text };
}

/** What cannot be reported must not be changed either. */
async function refuseUnwritable(options: LintOptions, io: Io): Promise<void> {
  const files = options.targets.flatMap((target) => (target.file === null ? [] : [resolve(io.cwd, target.file)]));
  if (files.length === 0) return;
  const { probeNewText } = await import("../workspace/write.ts");
  for (const file of files) asOutput("--output-file", file, () => { probeNewText(file); });
}

async function writeTextFile(option: string, path: string, text: string): Promise<void> {
  const { writeNewText } = await import("../workspace/write.ts");
  asOutput(option, path, () => { writeNewText(path, text); });
}

function asOutput(option: string, path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new UsageError(`${option} ${path}: cannot be written: ${explainWriteError(error)}`);
  }
}
