import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { isKeyword } from "../druid/keywords.ts";
import { requireRelease, type Release } from "../druid/releases.ts";
import type { Finding } from "../linter/finding.ts";
import { parse } from "../syntax/parser.ts";
import { lineStarts, positionAt } from "../text/lines.ts";
import { parseJsonFile } from "./json.ts";
import { getNodeValue } from "jsonc-parser";
import { readText } from "./read.ts";
import { withFindings, type FileResult } from "./run.ts";
import { UsageError } from "./usage-error.ts";

/** Findings that were there before and do not count, by fingerprint. */
export interface Baseline {
  /** Absolute. */
  readonly path: string;
  readonly entries: ReadonlyMap<string, BaselineEntry>;
}

export interface BaselineEntry {
  readonly rule: string;
  /** Where it was last seen, relative to the baseline, with `/`; it holds wherever the statement goes. */
  readonly file: string;
  /** How many findings of this rule the statement has, in all places where it stands. */
  readonly count: number;
}

interface BaselineFile {
  readonly version: 1;
  readonly findings: Readonly<Record<string, BaselineEntry>>;
}

const sizeCap = 64 * 1024 * 1024;

/** Reads a baseline; null where the file does not exist. Throws UsageError for what is none. */
export function readBaseline(path: string): Baseline | null {
  if (!existsSync(path)) return null;
  const read = readText(path, sizeCap);
  if (read.kind !== "text") throw new UsageError(`baseline ${path}: ${read.message}`);
  const contents: unknown = getNodeValue(parseJsonFile(path, read.text));
  if (!isBaselineFile(contents)) throw new UsageError(`${path}: is no baseline of this version of msqlint; write it anew with --update-baseline`);
  return { path, entries: new Map(Object.entries(contents.findings)) };
}

function isBaselineFile(value: unknown): value is BaselineFile {
  if (typeof value !== "object" || value === null || !("version" in value) || value.version !== 1) return false;
  if (!("findings" in value) || typeof value.findings !== "object" || value.findings === null) return false;
  return Object.values(value.findings).every(isEntry);
}

function isEntry(value: unknown): value is BaselineEntry {
  if (typeof value !== "object" || value === null || !("rule" in value) || !("file" in value) || !("count" in value)) return false;
  return typeof value.rule === "string" && typeof value.file === "string" && Number.isInteger(value.count) && Number(value.count) > 0;
}

export interface BaselineOutcome {
  /** Without the findings that the baseline holds. */
  readonly results: readonly FileResult[];
  readonly silenced: number;
  /** Entries, of files that were linted or are gone, that no finding met. */
  readonly dead: number;
}

/** Takes away what the baseline holds: of each fingerprint as many findings as it counts. */
export function applyBaseline(results: readonly FileResult[], baseline: Baseline): BaselineOutcome {
  const left = new Map([...baseline.entries].map(([fingerprint, { count }]) => [fingerprint, count]));
  let silenced = 0;
  const remaining = results.map((result) => {
    const fingerprintOf = createStatementFingerprints(result);
    const findings = result.findings.filter((finding) => {
      const fingerprint = fingerprintOf(finding);
      const count = left.get(fingerprint) ?? 0;
      if (count === 0) return true;
      left.set(fingerprint, count - 1);
      silenced++;
      return false;
    });
    return findings.length === result.findings.length ? result : withFindings(result, findings);
  });
  const isOver = createOver(results, baseline.path);
  const dead = [...baseline.entries].filter(([fingerprint, entry]) => left.get(fingerprint) === entry.count && isOver(entry)).length;
  return { results: remaining, silenced, dead };
}

/** The text of a baseline that holds these results' findings, and what an older one says of files that were not linted. Ends in a line break. */
export function baselineText(results: readonly FileResult[], path: string, older: Baseline | null): string {
  const entries = new Map<string, BaselineEntry>();
  for (const result of results) {
    const fingerprintOf = createStatementFingerprints(result);
    for (const finding of result.findings) {
      const fingerprint = fingerprintOf(finding);
      const count = (entries.get(fingerprint)?.count ?? 0) + 1;
      entries.set(fingerprint, { rule: finding.ruleId, file: fileIn(path, result.path), count });
    }
  }
  const isOver = createOver(results, path);
  for (const [fingerprint, entry] of older?.entries ?? []) if (!entries.has(fingerprint) && !isOver(entry)) entries.set(fingerprint, entry);
  const ordered = [...entries].sort(([a, one], [b, other]) => compare(one.file, other.file) || compare(one.rule, other.rule) || compare(a, b));
  const file: BaselineFile = { version: 1, findings: Object.fromEntries(ordered) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function fileIn(baseline: string, path: string): string {
  return relative(dirname(baseline), path).split(sep).join("/");
}

/** Whether a run could have met an entry: its file was linted, or is there no more. */
function createOver(results: readonly FileResult[], baseline: string): (entry: BaselineEntry) => boolean {
  const linted = new Set(results.map((result) => fileIn(baseline, result.path)));
  return ({ file }) => linted.has(file) || !existsSync(resolve(dirname(baseline), file));
}

// Fingerprints

/**
 * Marks a finding by its rule and the statement it is in, without blanks, comments and the case of keywords; neither the file nor the
 * place counts. In documents, and outside of statements, the line stands for the statement.
 */
export function createStatementFingerprints(result: Pick<FileResult, "path" | "text" | "output" | "release">): (finding: Finding) => string {
  const text = result.output ?? result.text;
  const release = requireRelease(result.release);
  let statements: readonly { readonly start: number; readonly end: number }[] | null = null;
  const words = new Map<string, string>();
  return ({ ruleId, start }) => {
    statements ??= result.path.endsWith(".sql") ? parse(text, { release, semicolons: "file" }).statements : [];
    const range = statements.find((each) => start >= each.start && start < each.end) ?? lineAt(text, start);
    const key = `${String(range.start)} ${String(range.end)}`;
    const normalised = words.get(key) ?? normaliseStatement(text.slice(range.start, range.end), release);
    words.set(key, normalised);
    return createHash("sha256").update(`${ruleId}\n${normalised}`).digest("hex").slice(0, 32);
  };
}

function lineAt(text: string, offset: number): { readonly start: number; readonly end: number } {
  const starts = lineStarts(text);
  const { line } = positionAt(starts, Math.min(offset, text.length));
  return { start: starts[line - 1] ?? 0, end: starts[line] ?? text.length };
}

const lexeme = /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|--[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|[\p{L}_$][\p{L}\p{N}_$]*|[\d.]+|\s+|./gu;

/** A statement's words one blank apart: no comments, keywords in upper case, names and texts as they are. */
export function normaliseStatement(text: string, release: Release): string {
  const words: string[] = [];
  for (const [word] of text.matchAll(lexeme)) {
    if (word.startsWith("--") || word.startsWith("/*") || word.trim() === "") continue;
    words.push(isKeyword(word, release) ? word.toUpperCase() : word);
  }
  return words.join(" ");
}
