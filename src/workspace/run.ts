import { basename } from "node:path";
import type { StatementSummary } from "../linter/across-files.ts";
import { acrossRuleNames } from "../linter/across-names.ts";
import type { Finding } from "../linter/finding.ts";
import { fixText } from "../linter/fix-text.ts";
import type { FileStatements } from "./across.ts";
import type { Configuration, Settings } from "./configuration/resolve.ts";
import type { FoundFile } from "./discover.ts";
import { documentKindOf, type DocumentKind } from "./documents/kind.ts";
import { createDocumentLinter, type DocumentLinter } from "./lint-document.ts";
import { readText, type ReadResult } from "./read.ts";
import type { CachedLint, FileStamp, LintCache } from "./cache.ts";

/** What came of one file. */
export interface FileResult {
  /** Absolute; `<stdin>` or the name given for it. */
  readonly path: string;
  /** As it was read; offsets of findings count in `output` where there is one, else here. */
  readonly text: string;
  readonly byteOrderMark: boolean;
  readonly findings: readonly Finding[];
  /** The text after fixes, null where nothing changed or nothing was to be fixed. */
  readonly output: string | null;
  /** Number of fixes applied. */
  readonly fixed: number;
  readonly release: string;
}

export type FileOutcome =
  | { readonly kind: "linted"; readonly result: FileResult }
  /** The configuration leaves it out, or it holds no SQL for us. */
  | { readonly kind: "skipped"; readonly path: string; readonly reason: "ignored" | "no-sql" }
  | { readonly kind: "refused"; readonly path: string; readonly message: string };

/** What another thread made of a file; `summaries` null where nothing of it is held against other files. */
export interface LintedElsewhere {
  readonly outcome: FileOutcome;
  readonly summaries: readonly StatementSummary[] | null;
}

export interface RunOptions {
  readonly configuration: Configuration;
  readonly maxSize: number;
  /** Null: nothing is fixed. */
  readonly fix: { readonly unsafe: boolean } | null;
  readonly cache: LintCache | null;
}

/** What the cache holds of a file's statements is read when it is asked for. */
class RememberedStatements implements FileStatements {
  readonly path: string;
  readonly settings: Settings;
  readonly #linted: Pick<CachedLint, "summaries">;

  constructor(path: string, linted: Pick<CachedLint, "summaries">, settings: Settings) {
    this.path = path;
    this.#linted = linted;
    this.settings = settings;
  }

  get summaries(): CachedLint["summaries"] {
    return this.#linted.summaries;
  }
}

export interface Runner {
  lintFile(file: FoundFile): Promise<FileOutcome>;
  /** The same for a file about which cache and configuration say all at once, without a promise for each of thousands; null for any other. */
  recall(path: string): FileOutcome | null;
  /** What was linted so far, by path, for what files contradict in one another; only files under rules of that kind. */
  statements(): ReadonlyMap<string, FileStatements>;
  /** False: no statement so far writes a table, so that nothing contradicts anything. */
  hasWrites(): boolean;
  /** A text that is not, or not yet, a file; `path` decides what configuration applies and how SQL stands in it. */
  lintText(path: string, read: ReadResult): Promise<FileOutcome>;
  /** The same without a fix, whatever the options say. */
  judgeText(path: string, read: ReadResult): Promise<FileOutcome>;
  /** Takes over what another thread made of a file, as if it had been linted here. */
  adopt(path: string, linted: LintedElsewhere): Promise<FileOutcome>;
}

/** Lints files one by one; what can be shared between them is. */
export function createRunner(options: RunOptions): Runner {
  const statementsByPath = new Map<string, FileStatements>();
  // Most runs never ask: a map of all files would cost them as much as asking the system for each one's times.
  const unsorted: RememberedStatements[] = [];
  let hasWrites = false;
  const linters = new Map<Settings, Map<DocumentKind, DocumentLinter>>();

  function remember(path: string, linted: Pick<CachedLint, "summaries"> & Partial<CachedLint>, settings: Settings): void {
    hasWrites ||= linted.hasWrites ?? linted.summaries.some(({ write }) => write !== null);
    unsorted.push(new RememberedStatements(path, linted, settings));
  }

  function statements(): ReadonlyMap<string, FileStatements> {
    for (const each of unsorted.splice(0)) statementsByPath.set(each.path, each);
    return statementsByPath;
  }

  async function linterFor(kind: DocumentKind, settings: Settings): Promise<DocumentLinter> {
    const known = linters.get(settings) ?? new Map<DocumentKind, DocumentLinter>();
    linters.set(settings, known);
    const linter = known.get(kind) ?? (await createDocumentLinter(kind, settings));
    known.set(kind, linter);
    return linter;
  }

  /** What the cache holds of a file that is as it was, without a look into it. What has findings is read: the report shows its lines. */
  function lintUnread(path: string, cache: LintCache, stamp: FileStamp | null, settings: Settings): FileOutcome | null {
    const cached = stamp === null ? null : cache.getUnread(path, stamp, settings);
    if (cached === null) return null;
    remember(path, cached, settings);
    return { kind: "linted", result: new UnreadResult(path, settings.release.name, options.maxSize) };
  }

  async function lintFile(file: FoundFile): Promise<FileOutcome> {
    const { cache, fix, maxSize } = options;
    if (cache === null || fix !== null) return lintText(file.path, readText(file.path, maxSize));
    const stamp = cache.stampOf(file.path, maxSize);
    return lintUnread(file.path, cache, stamp, await options.configuration.settingsFor(file.path)) ?? lintText(file.path, readText(file.path, maxSize), stamp);
  }

  function recall(path: string): FileOutcome | null {
    const { cache, fix, maxSize } = options;
    if (cache === null || fix !== null) return null;
    const settings = options.configuration.settingsKnownFor(path);
    return settings === null ? null : lintUnread(path, cache, cache.stampOf(path, maxSize), settings);
  }

  async function lintText(path: string, read: ReadResult, stamp: FileStamp | null = null, fix = options.fix): Promise<FileOutcome> {
    if (read.kind === "refused") return { kind: "refused", path, message: read.message };
    const settings = await options.configuration.settingsFor(path);
    if (read.kind === "too-large") return { kind: "linted", result: tooLargeResult(path, read.message, settings) };
    const kind = documentKindOf(basename(path)) ?? "sql";
    const cached = fix === null ? options.cache?.get(path, read.text, settings, stamp) : undefined;
    if (cached != null) {
      remember(path, cached, settings);
      return { kind: "linted", result: resultOf(path, read, settings, cached.findings) };
    }
    const linter = await linterFor(kind, settings);
    if (kind !== "sql" && !linter.holdsSql(read.text)) return { kind: "skipped", path, reason: "no-sql" };
    const collecting = speaksAcross(settings) ? await collectingLinter(linter, path) : null;
    if (fix !== null) {
      const result = fixed(path, read, settings, collecting ?? linter, fix);
      if (collecting !== null) remember(path, { summaries: collecting.summariesOf(result.output ?? result.text) }, settings);
      return { kind: "linted", result };
    }
    const findings = (collecting ?? linter).lint(read.text);
    const summaries = collecting?.summariesOf(read.text) ?? [];
    if (collecting !== null) remember(path, { summaries }, settings);
    options.cache?.put(path, read.text, settings, { findings, summaries }, stamp);
    return { kind: "linted", result: resultOf(path, read, settings, findings) };
  }

  async function adopt(path: string, { outcome, summaries }: LintedElsewhere): Promise<FileOutcome> {
    if (summaries !== null) remember(path, { summaries }, await options.configuration.settingsFor(path));
    return outcome;
  }

  return {
    statements,
    hasWrites: () => hasWrites,
    lintText: (path, read) => lintText(path, read),
    judgeText: (path, read) => lintText(path, read, null, null),
    lintFile,
    recall,
    adopt,
  };
}

function speaksAcross({ rules }: Settings): boolean {
  for (const name of acrossRuleNames) if (rules.byName.has(name)) return true;
  return false;
}

interface CollectingLinter {
  lint(text: string): readonly Finding[];
  /** Of a text that was linted. */
  summariesOf(text: string): readonly StatementSummary[];
}

/** A linter that also keeps what the statements of each text do; fixing lints several texts of one file. */
async function collectingLinter(linter: DocumentLinter, path: string): Promise<CollectingLinter> {
  const { summarizeStatement } = await import("../linter/across-files.ts");
  const byText = new Map<string, readonly StatementSummary[]>();
  return {
    lint: (text) => {
      const summaries: StatementSummary[] = [];
      byText.set(text, summaries);
      return linter.lint(text, (analysis, index, place) => {
        const summary = summarizeStatement(path, index, analysis, place);
        if (summary !== null) summaries.push(summary);
      });
    },
    summariesOf: (text) => byText.get(text) ?? [],
  };
}

type Text = Extract<ReadResult, { readonly kind: "text" }>;

function resultOf(path: string, read: Text, settings: Settings, findings: readonly Finding[]): FileResult {
  return { path, text: read.text, byteOrderMark: read.byteOrderMark, findings, output: null, fixed: 0, release: settings.release.name };
}

/** Of a file without findings, which hardly anybody asks for its text. A class, since a run over a cache makes one for each of its files. */
class UnreadResult implements FileResult {
  readonly findings: readonly Finding[] = [];
  readonly output = null;
  readonly fixed = 0;
  readonly path: string;
  readonly release: string;
  readonly #maxSize: number;
  #read: ReadResult | null = null;

  constructor(path: string, release: string, maxSize: number) {
    this.path = path;
    this.release = release;
    this.#maxSize = maxSize;
  }

  get text(): string {
    return this.#known()?.text ?? "";
  }

  get byteOrderMark(): boolean {
    return this.#known()?.byteOrderMark ?? false;
  }

  #known(): Text | null {
    this.#read ??= readText(this.path, this.#maxSize);
    return this.#read.kind === "text" ? this.#read : null;
  }
}

/** The result with other findings. Results are not to be spread: an unread one reads its text when it is asked for. */
export function withFindings({ path, text, byteOrderMark, output, fixed: count, release }: FileResult, findings: readonly Finding[]): FileResult {
  return { path, text, byteOrderMark, findings, output, fixed: count, release };
}

function fixed(path: string, read: Text, settings: Settings, linter: Pick<CollectingLinter, "lint">, { unsafe }: { readonly unsafe: boolean }): FileResult {
  const { output, fixed: count, findings } = fixText(read.text, (text) => linter.lint(text), { unsafe });
  return { ...resultOf(path, read, settings, findings), output: output === read.text ? null : output, fixed: count };
}

function tooLargeResult(path: string, message: string, settings: Settings): FileResult {
  const finding: Finding = {
    ruleId: "file-too-large",
    severity: "error",
    category: "risk",
    stage: "parse",
    message,
    start: 0,
    end: 0,
    fix: null,
    suggestions: [],
    related: [],
    statement: -1,
    fault: null,
    inferred: false,
    release: settings.release.name,
  };
  return { path, text: "", byteOrderMark: false, findings: [finding], output: null, fixed: 0, release: settings.release.name };
}
