import type { TemplateKind } from "../configuration/file.ts";
import type { Finding } from "../../linter/finding.ts";

/** A placeholder in a SQL text. */
export interface Mask {
  readonly start: number;
  readonly end: number;
  /** False where it stands within a quoted text or a comment, which stay what they are whatever is filled in. */
  readonly bare: boolean;
}

/** A SQL text with its placeholders made into names or blanks of the same length, so that every offset stays. */
export interface MaskedText {
  readonly text: string;
  readonly masks: readonly Mask[];
}

const patterns: Readonly<Record<TemplateKind, string>> = {
  jinja: "\\{\\{[^]*?\\}\\}|\\{%[^]*?%\\}|\\{#[^]*?#\\}",
  variable: "\\$\\{[^}\\r\\n]*\\}",
  placeholder: "(?<![\\w>])<[A-Za-z][\\w.-]*(?: [\\w.-]+)*>(?![\\w=>])",
  // Not the second colon of `::`, nor the colon of JSON_OBJECT('key':value).
  parameter: "(?<![:\\w'\"])(?<=[\\s(,=<>+*/-]):[A-Za-z_]\\w*",
};

/** Quoted texts and comments: what is in them is no SQL. */
const opaque = "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\r\\n]*|//[^\\r\\n]*|/\\*[^]*?\\*/";

/** True when a text may hold a placeholder: cheap, for the many that hold none. */
export function mayHoldTemplates(text: string): boolean {
  return /\{[{%#]|\$\{|<[A-Za-z]|[\s(,=<>+*/-]:[A-Za-z_]/.test(text);
}

/** Masks the placeholders of the given kinds; null when there is none. */
export function maskTemplates(text: string, kinds: readonly TemplateKind[]): MaskedText | null {
  if (kinds.length === 0) return null;
  const template = new RegExp(kinds.map((kind) => patterns[kind]).join("|"), "g");
  const masks: Mask[] = [];
  const inOpaque = new RegExp(`${kinds.includes("jinja") ? `(${patterns.jinja})|` : "(\\b\\B)|"}${opaque}`, "g");
  const quoted = [...text.matchAll(inOpaque)].filter((match) => match[1] === undefined).map((match) => [match.index, match.index + match[0].length] as const);
  for (const match of text.matchAll(template)) {
    const start = match.index;
    const end = start + match[0].length;
    const holder = quoted.find(([from, to]) => from <= start && end <= to);
    masks.push({ start, end, bare: holder === undefined });
  }
  if (masks.length === 0) return null;
  return { text: fill(text, masks), masks };
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
  if (!mask.bare) return source;
  if (source.startsWith("{%") || source.startsWith("{#") || standsAlone(text, mask)) return source.replace(/[^\r\n]/g, " ");
  const isBroken = /[\r\n]/.test(source);
  if (isBroken) return `"${source.slice(1, -1).replaceAll('"', "_")}"`;
  return "m".repeat(source.length);
}

/** A call that sets something up before the statement, such as dbt's `{{ config(…) }}`. */
function standsAlone(text: string, mask: Mask): boolean {
  return /^\{\{-?\s*config\b/.test(text.slice(mask.start, mask.end));
}

/**
 * The findings that stay true whatever the placeholders stand for: nothing is claimed at a placeholder, nor about the form of a
 * statement that has one where SQL could be filled in, and no fix touches one.
 */
export function withoutTemplateClaims(findings: readonly Finding[], masks: readonly Mask[], statementOf: (offset: number) => number): readonly Finding[] {
  const open = new Set(masks.filter((mask) => mask.bare).map((mask) => statementOf(mask.start)));
  return findings
    .filter((finding) => {
      if (masks.some((mask) => mask.bare && finding.start < mask.end && mask.start < finding.end)) return isAboutClause(finding, masks);
      return finding.ruleId !== "syntax-error" || !open.has(finding.statement);
    })
    .map((finding) => withoutFixesAt(finding, masks));
}

/** A finding about a long stretch that only happens to contain a placeholder is about the stretch's other words. */
function isAboutClause(finding: Finding, masks: readonly Mask[]): boolean {
  const covered = masks.filter((mask) => mask.bare && finding.start <= mask.start && mask.end <= finding.end);
  const length = covered.reduce((sum, mask) => sum + (mask.end - mask.start), 0);
  return finding.ruleId !== "syntax-error" && covered.length > 0 && finding.end - finding.start > length * 4;
}

function withoutFixesAt(finding: Finding, masks: readonly Mask[]): Finding {
  const touches = (edits: readonly { readonly start: number; readonly end: number }[]): boolean =>
    edits.some((edit) => masks.some((mask) => edit.start < mask.end && mask.start < edit.end));
  const fix = finding.fix !== null && touches(finding.fix.edits) ? null : finding.fix;
  return { ...finding, fix, suggestions: finding.suggestions.filter((suggestion) => !touches(suggestion.edits)) };
}
