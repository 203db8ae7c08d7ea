import { applyEdits } from "../text/edits.ts";
import type { TextEdit } from "../text/edits.ts";
import type { Finding, FindingFix } from "./finding.ts";
import { bringsError, type AppliedFix } from "./fix-harm.ts";

export interface FixOptions {
  /** Also what may change the meaning. */
  readonly unsafe: boolean;
  /** Fix only what this accepts (a rule, a range). */
  readonly only?: (finding: Finding) => boolean;
}

export interface FixResult {
  readonly output: string;
  /** The number of fixes applied. */
  readonly fixed: number;
  /** Findings of the output. */
  readonly findings: readonly Finding[];
}

/** Passes after which fixing ends whatever is left: more would mean that two rules undo one another. */
const maximumPasses = 10;

/**
 * Applies fixes until none is left. Works on any document whose `lint` gives findings in the document's own offsets. Each
 * pass applies fixes that do not overlap and is linted again; a fix that would bring a new error (see `fix-harm.ts`) is left out.
 * Everything outside of the edits stays as it was.
 */
export function fixText(text: string, lint: (text: string) => readonly Finding[], options: FixOptions): FixResult {
  const refused = new Set<string>();
  let state: FixResult = { output: text, fixed: 0, findings: lint(text) };
  for (let pass = 0; pass < maximumPasses; pass++) {
    const fixes = choose(state, options, refused);
    if (fixes.length === 0) break;
    state = attemptAll(state, fixes, lint) ?? attemptEach(state, fixes, lint, refused);
  }
  return state;
}

/** The fixes of one pass, each with all of its edits, none touching another. */
export function fixesOfOnePass(text: string, findings: readonly Finding[], options: FixOptions): readonly FindingFix[] {
  return choose({ output: text, fixed: 0, findings }, options, new Set()).map(({ fix }) => fix);
}

interface Candidate extends AppliedFix {
  readonly key: string;
}

/** The fixes of this pass in the order of the text, none touching another. */
function choose(state: FixResult, options: FixOptions, refused: ReadonlySet<string>): readonly Candidate[] {
  const chosen: Candidate[] = [];
  const taken: TextEdit[] = [];
  for (const finding of state.findings) {
    const { fix } = finding;
    if (fix === null || (fix.safety === "unsafe" && !options.unsafe) || options.only?.(finding) === false) continue;
    const key = keyOf(state.output, finding, fix);
    if (refused.has(key) || fix.edits.some((edit) => taken.some((other) => collide(edit, other))) || changesNothing(state.output, fix)) continue;
    chosen.push({ finding, fix, key });
    taken.push(...fix.edits);
  }
  return chosen;
}

/** Two insertions at one place collide as well: their order would be a guess. */
function collide(a: TextEdit, b: TextEdit): boolean {
  return a.start < b.end && b.start < a.end ? true : a.start === b.start || (a.start === a.end && a.start === b.end) || (b.start === b.end && b.start === a.end);
}

function changesNothing(text: string, fix: FindingFix): boolean {
  return fix.edits.every((edit) => text.slice(edit.start, edit.end) === edit.text);
}

/** A fix is the same one when it does the same to the same words, wherever earlier passes have moved them. */
function keyOf(text: string, finding: Finding, fix: FindingFix): string {
  const edits = fix.edits.map((edit) => [text.slice(edit.start, edit.end), edit.text, edit.start - finding.start]);
  return JSON.stringify([finding.ruleId, finding.statement, text.slice(finding.start, finding.end), edits]);
}

/** All of them at once, or null when that brings a new error. */
function attemptAll(state: FixResult, fixes: readonly Candidate[], lint: (text: string) => readonly Finding[]): FixResult | null {
  const output = applyEdits(state.output, fixes.flatMap(({ fix }) => fix.edits));
  const findings = lint(output);
  if (bringsError(state.findings, findings, fixes)) return null;
  return { output, fixed: state.fixed + fixes.length, findings };
}

/** The first one that brings no new error; the others wait for the next pass, those that do harm are refused for good. */
function attemptEach(state: FixResult, fixes: readonly Candidate[], lint: (text: string) => readonly Finding[], refused: Set<string>): FixResult {
  for (const candidate of fixes) {
    const attempt = attemptAll(state, [candidate], lint);
    if (attempt !== null) return attempt;
    refused.add(candidate.key);
  }
  return state;
}
