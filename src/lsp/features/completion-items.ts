import type { Release } from "../../druid/releases.ts";
import { isReserved } from "../../druid/keywords.ts";
import type { Span } from "./text-view.ts";

export type CompletionKind = "keyword" | "function" | "column" | "table" | "granularity" | "contextKey" | "value" | "property" | "rule" | "type";

export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly detail: string;
  /** What is put in; `$0` marks the cursor. */
  readonly insert: string;
  /** Smaller comes first. */
  readonly order: number;
}

export interface CompletionList {
  /** What the choice replaces: what has been typed. */
  readonly range: Span;
  /** Where the word ends that `range` begins, for an editor that replaces it whole. */
  readonly wordEnd?: number;
  readonly items: readonly Completion[];
}

/** Items that are put in as they are called, in this order. */
export function plainItems(kind: CompletionKind, labels: readonly string[], from = 0): readonly Completion[] {
  return labels.map((label, index) => ({ label, kind, detail: "", insert: label, order: from + index }));
}

/** Words of the language; `$0` in one marks the cursor and is not shown. */
export function keywordItems(texts: readonly string[], from = 300): readonly Completion[] {
  return texts.map((text, index) => ({ label: text.replace("$0", ""), kind: "keyword", detail: "", insert: text, order: from + index }));
}

/** A name as it must be written: quoted where it is reserved or no plain word. */
export function quoted(name: string, release: Release): string {
  const plain = /^[A-Za-z_]\w*$/u.test(name) && !isReserved(name, release);
  return plain ? name : inQuotes(name);
}

export function inQuotes(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A name in quotes with blanks where it would touch a word or another quote in the place of a plain one. */
export function keptApart(name: string, text: string, { start, end }: Span): string {
  if (!name.startsWith('"')) return name;
  const touches = (character: string): string => (/["'\w]/u.test(character) ? " " : "");
  return touches(text.charAt(start - 1)) + name + touches(text.charAt(end));
}

/** What has been typed of a word before an offset. */
export function wordBefore(text: string, offset: number, word: RegExp = /(?<![\w$])[\w$]*$/u): Span {
  const before = word.exec(text.slice(Math.max(0, offset - 128), offset))?.[0] ?? "";
  return { start: offset - before.length, end: offset };
}
