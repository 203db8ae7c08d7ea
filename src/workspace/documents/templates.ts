import type { TemplateKind } from "../configuration/file.ts";
import type { Finding } from "../../linter/finding.ts";
import { opaqueStretches, type Stretch } from "./opaque.ts";
import type { TextEdit } from "../../text/edits.ts";
import { countBefore } from "../../text/search.ts";

/** A placeholder in a SQL text. */
export interface Mask {
  readonly start: number;
  readonly end: number;
  /**
   * `sql`: any SQL may be filled in, a clause or several columns too; `value`: one operand or a target's name; `quoted`: within a text or
   * a quoted name, of whose value nothing is known.
   */
  readonly place: "sql" | "value" | "quoted" | "comment";
}

/** A SQL text with its placeholders made into names or blanks of the same length, so that every offset stays. */
export interface MaskedText {
  readonly text: string;
  readonly masks: readonly Mask[];
}

/** What opens a placeholder of each kind. */
const openings: Readonly<Record<TemplateKind, string>> = {
  jinja: "\\{[{%#]",
  // `${NAME}` and the shell's `$NAME`; the `$` of a JSON path or a pattern stands before no letter, or behind one.
  variable: "\\$\\{|(?<![\\w$\\\\])\\$(?=[A-Za-z_])",
  placeholder: "(?<![\\w>])<(?=[A-Za-z])",
  // Not the second colon of `::`, nor the colon of JSON_OBJECT('key':value).
  parameter: "(?<![:\\w'\"])(?<=[\\s(,=<>+*/-]):(?=[A-Za-z_])",
  // Of Python's `%` and `str.format`; the `{` is not the second one of another kind.
  python: "%(?=s\\b|\\(\\w+\\)[sd]\\b)|(?<![\\\\${])\\{(?=[A-Za-z_][\\w.]*\\})",
};

const jinjaEndings: Readonly<Record<string, string>> = { "{{": "}}", "{%": "%}", "{#": "#}" };

/** True when a text may hold a placeholder: cheap, for the many that hold none. */
export function mayHoldTemplates(text: string): boolean {
  return /\{[{%#A-Za-z_]|\$[{A-Za-z_]|%(?:s\b|\()|<[A-Za-z]|[\s(,=<>+*/-]:[A-Za-z_]/.test(text);
}

/** Masks the placeholders of the given kinds; null when there is none. */
export function maskTemplates(text: string, kinds: readonly TemplateKind[]): MaskedText | null {
  const places = placeholders(text, kinds);
  if (places.length === 0) return null;
  const quoted = opaqueStretches(text, kinds.includes("jinja"));
  let holder = 0;
  const masks = places.map(([start, end]): Mask => {
    while ((quoted[holder]?.[1] ?? Infinity) < end) holder++;
    const around = quoted[holder]?.[0] ?? Infinity;
    if (around <= start) return { start, end, place: /['"]/.test(text.charAt(around)) ? "quoted" : "comment" };
    return { start, end, place: isOperand(text, start) ? "value" : "sql" };
  });
  return { text: fill(text, masks), masks };
}

/** True behind a comparison or an arithmetic operator, and behind INTO. Only the text right before the place is looked at. */
function isOperand(text: string, start: number): boolean {
  if (text.startsWith("{%", start) || text.startsWith("{#", start)) return false;
  return /(?:[=<>+*/|-]|\bINTO)\s{0,40}$/i.test(text.slice(Math.max(0, start - 50), start));
}

/** In one pass: what is never closed is looked for once. */
function placeholders(text: string, kinds: readonly TemplateKind[]): readonly Stretch[] {
  if (kinds.length === 0) return [];
  const opening = new RegExp(kinds.map((kind) => openings[kind]).join("|"), "g");
  const endOf = endFinder(text);
  const places: Stretch[] = [];
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const end = endOf(match[0], match.index);
    if (end < 0) continue;
    places.push([match.index, end]);
    opening.lastIndex = end;
  }
  return places;
}

const named = /<[A-Za-z][\w.-]*(?: [\w.-]+)*>(?![\w=>])/y;
const parameter = /:[A-Za-z_]\w*/y;
const percent = /%(?:s|\(\w+\)[sd])/y;
const formatted = /\{[\w.]+\}/y;
const shellVariable = /\$[A-Za-z_]\w*/y;

/** Says where a placeholder ends, -1 where none does; asked from left to right. */
function endFinder(text: string): (mark: string, start: number) => number {
  const neverClosed = new Set<string>();
  let braceOrLineEnd = -1;
  const matched = (pattern: RegExp, start: number): number => {
    pattern.lastIndex = start;
    return pattern.test(text) ? pattern.lastIndex : -1;
  };
  return (mark, start) => {
    if (mark === "<") return matched(named, start);
    if (mark === ":") return matched(parameter, start);
    if (mark === "%") return awaitsOperand(text, start) ? matched(percent, start) : -1;
    if (mark === "{") return /\\p$/i.test(text.slice(Math.max(0, start - 2), start)) ? -1 : matched(formatted, start);
    if (mark === "$") return matched(shellVariable, start);
    if (mark === "${") {
      if (braceOrLineEnd < start) braceOrLineEnd = matched(/[}\r\n]|$/g, start) - 1;
      return text.charAt(braceOrLineEnd) === "}" ? braceOrLineEnd + 1 : -1;
    }
    if (neverClosed.has(mark)) return -1;
    const end = text.indexOf(jinjaEndings[mark] ?? "", start + 2);
    if (end >= 0) return end + 2;
    neverClosed.add(mark);
    return -1;
  };
}

const operandFollows =
  /(?:[(,=<>+*/|-]|\b(?:SELECT|DISTINCT|FROM|JOIN|INTO|WHERE|AND|OR|NOT|BETWEEN|LIKE|IN|BY|ON|WHEN|THEN|ELSE|CASE|LIMIT|OFFSET|HAVING|TIMESTAMP|DATE)\s)\s{0,40}$|\b(?:TIMESTAMP|DATE)\s{0,40}'$/i;

/** Behind an operand `%` is the remainder of a division, and in a text one of LIKE's signs, but for the text of a time. */
function awaitsOperand(text: string, start: number): boolean {
  return operandFollows.test(text.slice(Math.max(0, start - 60), start));
}

function fill(text: string, masks: readonly Mask[]): string {
  let result = "";
  let offset = 0;
  for (const mask of masks) {
    result += text.slice(offset, mask.start) + filler(text, mask);
    offset = mask.end;
  }
  return result + text.slice(offset);
}

/** A name where a value, a table or a column may stand; blanks for what Jinja leaves no trace of. Line breaks stay. */
function filler(text: string, mask: Mask): string {
  const source = text.slice(mask.start, mask.end);
  if (mask.place === "quoted" || mask.place === "comment") return source;
  if (source.startsWith("{%") || source.startsWith("{#") || standsAlone(text, mask)) return source.replace(/[^\r\n]/g, " ");
  const isBroken = /[\r\n]/.test(source);
  if (!isBroken && isCount(text, mask)) return "1".padEnd(source.length);
  if (isBroken) return `"${source.slice(1, -1).replaceAll('"', "_")}"`;
  return "m".repeat(source.length);
}

/** True where the grammar takes a number and nothing else. */
function isCount(text: string, { start }: Mask): boolean {
  return /\b(?:LIMIT|OFFSET|FIRST|NEXT)\s{1,40}$/i.test(text.slice(Math.max(0, start - 50), start));
}

/** A call that sets something up before the statement, such as dbt's `{{ config(…) }}`. */
function standsAlone(text: string, mask: Mask): boolean {
  return /^\{\{-?\s*config\b/.test(text.slice(mask.start, mask.end));
}

/** Rules about a statement's form or its columns as a whole: what is filled in may be what they miss, or may take away what they mind. */
const formRules: ReadonlySet<string> = new Set([
  "syntax-error", "unknown-statement", "statement-unsupported", "multiple-statements", "empty-statement", "trailing-semicolon",
  "foreign-clause", "clause-out-of-order", "clustered-by-before-partitioned-by", "duplicate-clause",
  "partitioned-by-missing", "replace-missing-overwrite", "join-condition-missing", "over-missing", "between-without-and",
  "time-column-missing", "duplicate-output-column", "unnamed-output-column", "not-grouped", "column-not-found", "column-ambiguous",
  "table-alias-duplicate", "union-column-count", "union-column-types", "subquery-columns", "values-mismatch", "alias-list-mismatch", "cte-column-list",
  "ordinal-out-of-range", "table-not-found", "column-read-as-alias", "star-without-from", "order-by-not-selected", "null-beside-groups",
  "grouping-argument", "qualify-without-window", "window-order-missing", "overwrite-open-ended", "export-clause",
  "function-argument-count", "extern-argument-count", "clustered-expression-not-selected", "segment-sort-order-invalid",
  "partitioned-by-all-without-time", "limit-without-order", "inner-order-by-ignored", "signature-unused-column",
  "replace-time-filter-missing", "replace-time-filter-narrower", "rollup-not-recorded",
  // Which rows there are is for the whole WHERE to say.
  "result-empty", "replace-empty-deletes", "time-null", "time-out-of-overwrite", "null-byte", "division-by-zero", "row-too-large", "join-never-met",
]);

/**
 * The findings that stay true whatever the placeholders stand for: nothing is claimed at a placeholder, nor about the form of a
 * statement that has one where SQL could be filled in, and no fix touches one.
 */
export function withoutTemplateClaims(findings: readonly Finding[], masks: readonly Mask[], statementOf: (offset: number) => number): readonly Finding[] {
  const filled = masks.filter((mask) => mask.place !== "comment");
  const open = new Set(masks.filter((mask) => mask.place === "sql").map((mask) => statementOf(mask.start)));
  return findings
    .filter((finding) => {
      const within = overlapping(filled, finding);
      if (within.length > 0) return isAboutClause(finding, within);
      return !formRules.has(finding.ruleId) || !open.has(finding.statement);
    })
    .map((finding) => withoutFixesAt(finding, masks));
}

/** The masks, which are in order, that a range has a part in. */
function overlapping(masks: readonly Mask[], { start, end }: { readonly start: number; readonly end: number }): readonly Mask[] {
  const first = countBefore(masks.length, (index) => (masks[index]?.end ?? 0) <= start);
  let last = first;
  while (last < masks.length && (masks[last]?.start ?? end) < end) last++;
  return masks.slice(first, last);
}

/** A finding about a long stretch that only happens to contain a placeholder is about the stretch's other words. */
function isAboutClause(finding: Finding, within: readonly Mask[]): boolean {
  const covered = within.filter((mask) => finding.start <= mask.start && mask.end <= finding.end);
  const length = covered.reduce((sum, mask) => sum + (mask.end - mask.start), 0);
  return finding.ruleId !== "syntax-error" && covered.length > 0 && finding.end - finding.start > length * 4;
}

/** Words that stand for a placeholder are nothing to write into a file, nor to read in a message. */
const fillers = /\bm{3,}\b/g;

function withoutFixesAt(finding: Finding, masks: readonly Mask[]): Finding {
  const isDoubtful = (edits: readonly TextEdit[]): boolean => edits.some((edit) => overlapping(masks, edit).length > 0 || edit.text.search(fillers) >= 0);
  const fix = finding.fix !== null && isDoubtful(finding.fix.edits) ? null : finding.fix;
  const suggestions = finding.suggestions.filter((suggestion) => !isDoubtful(suggestion.edits));
  return { ...finding, message: finding.message.replace(fillers, "…"), fix, suggestions };
}
