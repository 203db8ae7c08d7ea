import type { StatementAnalysis } from "../analysis/model.ts";
import { parse } from "../syntax/parser.ts";
import { applyEdits, type TextEdit } from "../text/edits.ts";
import type { Finding, FindingFix } from "./finding.ts";

/** A fix that was applied, and the finding that it belongs to. */
export interface AppliedFix {
  readonly finding: Finding;
  readonly fix: FindingFix;
}

/**
 * True when fixes have done harm: a statement has more errors than before. One that Druid's parser stopped at may show others once
 * it does not, of any stage: they were there all the time, and the error that is gone is worth them. But it must not stop within
 * what was edited, unless that is mended next. Errors that were there and only moved to
 * another statement's number are none.
 */
export function bringsError(before: readonly Finding[], after: readonly Finding[], fixes: readonly AppliedFix[]): boolean {
  const fresh = withoutKnown(before, after);
  if (fresh.length === 0) return false;
  const [was, is] = [errorsByStatement(before), errorsByStatement(after)];
  const reaches = reachesOf(fixes.map(({ fix }) => fix.edits));
  return [...new Set(fresh.map(({ statement }) => statement))].some((statement) => {
    const [earlier, later] = [was.get(statement) ?? [], is.get(statement) ?? []];
    if (!withoutKnown(later, earlier).some(isUnparsed)) return later.length > earlier.length;
    return fresh.some((error) => error.statement === statement && isUnparsed(error) && reaches.some((reach) => stopsShort(error, reach)));
  });
}

/** The errors among the findings that are none of the known ones; each of those stands for one. */
function withoutKnown(known: readonly Finding[], findings: readonly Finding[]): readonly Finding[] {
  const left = new Map<string, number>();
  for (const finding of known.filter(isError)) left.set(errorKey(finding), (left.get(errorKey(finding)) ?? 0) + 1);
  return findings.filter(isError).filter((finding) => {
    const count = left.get(errorKey(finding)) ?? 0;
    left.set(errorKey(finding), count - 1);
    return count <= 0;
  });
}

function errorKey({ ruleId, message }: Finding): string {
  return `${ruleId} ${message}`;
}

/** What Druid refuses is an error here even where the configuration or an unrecorded release makes it a warning. */
function isError({ severity, category }: Finding): boolean {
  return severity === "error" || category === "rejected" || category === "fails";
}

function isUnparsed({ stage }: Finding): boolean {
  return stage === "parse";
}

function errorsByStatement(findings: readonly Finding[]): ReadonlyMap<number, readonly Finding[]> {
  const errors = new Map<number, Finding[]>();
  for (const finding of findings.filter(isError)) {
    const own = errors.get(finding.statement);
    if (own === undefined) errors.set(finding.statement, [finding]);
    else own.push(finding);
  }
  return errors;
}

/** From a fix's first edit to its last, in the text that the fixes have made. */
interface Reach {
  readonly start: number;
  readonly end: number;
}

/** The reach of each fix, given by its edits. */
function reachesOf(fixes: readonly (readonly TextEdit[])[]): readonly Reach[] {
  const placed = fixes.flatMap((edits, index) => edits.map((edit) => ({ edit, index }))).sort((a, b) => a.edit.start - b.edit.start);
  const reaches: Reach[] = fixes.map(() => ({ start: 0, end: -1 }));
  let shift = 0;
  for (const { edit: { start, end, text }, index } of placed) {
    const known = reaches[index];
    const from = start + shift;
    reaches[index] = { start: known === undefined || known.end < 0 ? from : known.start, end: from + text.length };
    shift += text.length - (end - start);
  }
  return reaches;
}

/** True when the parser stops within what was edited, at something that no fix mends. */
function stopsShort({ start, fix }: Finding, reach: Reach): boolean {
  return start >= reach.start && start < reach.end && fix === null;
}

/**
 * True when edits of a statement that Druid's parser stops at touch no other statement and bring the parser further: behind what
 * follows them, or to a mistake with a name of its own. Where what follows does not fit and nobody knows why, another mistake was made.
 */
export function parsesFurther({ parsed, tree, options: { release } }: StatementAnalysis, edits: readonly TextEdit[]): boolean {
  if (edits.some(({ start, end }) => start < parsed.start || end > parsed.end)) return false;
  const own = edits.map(({ start, end, text }) => ({ start: start - parsed.start, end: end - parsed.start, text }));
  const mended = applyEdits(tree.text.slice(parsed.start, parsed.end), own);
  const [statement, ...others] = parse(mended, { release, semicolons: "file" }).statements;
  if (statement === undefined || others.length > 0) return false;
  const stop = statement.violations.at(-1);
  if (statement.sound || stop === undefined) return true;
  const place = Math.max(stop.druidStart ?? 0, stop.start);
  const named = stop.rule !== "syntax-error";
  return reachesOf([own]).every(({ start, end }) => place > start && (named || mended.slice(end, place).trim() !== ""));
}
