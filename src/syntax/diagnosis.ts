import type { Parser } from "./parser-state.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import type { Violation } from "./violation.ts";

/** The likely mistake behind a syntax error, with the place to change. */
export interface Diagnosis {
  readonly rule: string;
  readonly message: string;
  readonly data: Violation["data"];
  readonly start: number;
  readonly end: number;
}

/** Looks at the tokens around one that fits nowhere, which is `index`; `expected` is what the grammar has there. */
export type Detector = (p: Parser, index: number, expected: string) => Diagnosis | null;

/** The diagnosis of the first detector that knows the mistake. */
export function firstDiagnosis(detectors: readonly Detector[], p: Parser, index: number, expected: string): Diagnosis | null {
  for (const detect of detectors) {
    const diagnosis = detect(p, index, expected);
    if (diagnosis !== null) return diagnosis;
  }
  return null;
}

export function tokenText(p: Parser, index: number): string {
  return p.text.slice(p.starts[index] ?? 0, p.ends[index] ?? 0);
}

export function atToken(p: Parser, index: number, rule: string, message: string, data: Violation["data"] = {}): Diagnosis {
  const start = p.starts[index] ?? p.text.length;
  return { rule, message, data, start, end: p.ends[index] ?? start };
}

/** As `atToken`, from the first token to the last. */
export function atTokens(p: Parser, first: number, last: number, rule: string, message: string, data: Violation["data"] = {}): Diagnosis {
  return { ...atToken(p, first, rule, message, data), end: p.ends[last] ?? p.text.length };
}

/** The code of a token's word; 0 for what is no word of the grammar or stands outside the statement. */
export function wordOf(p: Parser, index: number): number {
  return index < p.first || index >= p.limit ? 0 : (p.words[index] ?? 0);
}

/** The kind of a token; `end` outside the statement. */
export function kindOf(p: Parser, index: number): number {
  return index < p.first || index >= p.limit ? T.end : (p.kinds[index] ?? 0);
}

export function isNameKind(kind: number): boolean {
  return kind !== T.end && kind <= T.curlyName;
}

export function isLiteralKind(kind: number): boolean {
  return kind >= T.integer && kind <= T.curlyString;
}

/** The token in backticks, cut short, or `the end`. */
export function describeToken(p: Parser, index: number): string {
  if (kindOf(p, index) === T.end) return "the end";
  const text = tokenText(p, index);
  return `\`${text.length > 40 ? `${text.slice(0, 40)}…` : text}\``;
}
