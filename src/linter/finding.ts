import type { Stage } from "../syntax/violation.ts";
import type { TextEdit } from "../text/edits.ts";
import type { Category, Severity } from "./rule.ts";

/**
 * One mistake, as every surface shows it. Offsets are UTF-16 code units, 0-based, `end` exclusive. Offsets beyond the text
 * address the document that the text was taken out of (see `host-place.ts`).
 */
export interface Finding {
  readonly ruleId: string;
  readonly severity: Exclude<Severity, "off">;
  readonly category: Category;
  readonly stage: Stage;
  /** Rendered: what is wrong, why Druid minds, what to do. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly fix: FindingFix | null;
  readonly suggestions: readonly FindingSuggestion[];
  readonly related: readonly RelatedPlace[];
  /** Index of the statement in the text; -1 for what lies outside of every statement. */
  readonly statement: number;
  /** MSQ's fault code that the statement is bound to end in. */
  readonly fault: string | null;
  /** True when no Druid of this release was asked: at most a warning. */
  readonly inferred: boolean;
  /** The release that was judged by. */
  readonly release: string;
}

export interface FindingFix {
  /** The action in words: "remove `DESC`". */
  readonly title: string;
  /** Ordered, not overlapping. */
  readonly edits: readonly TextEdit[];
  readonly safety: "safe" | "unsafe";
}

export interface FindingSuggestion {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export interface RelatedPlace {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** By place, then by rule name: the order in which findings are always given. */
export function compareFindings(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end || (a.ruleId < b.ruleId ? -1 : a.ruleId > b.ruleId ? 1 : 0);
}
