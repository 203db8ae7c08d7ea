import { clauseRanks } from "./clause-order.ts";
import type { Parser } from "./parser-state.ts";
import { siblingsBefore } from "./siblings.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import type { Violation } from "./violation.ts";
import { words as W } from "./word-codes.ts";

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

// Clauses

/** Words that only go on with BY. */
const wordsBeforeBy = new Set<number>([W.GROUP, W.ORDER, W.PARTITIONED, W.CLUSTERED]);

/** True where a clause of a query or statement begins, or a set operation; a word such as ORDER may also be a name that lacks its quotes. */
export function opensClause(p: Parser, index: number): boolean {
  if (kindOf(p, index) !== T.reserved) return false;
  const word = wordOf(p, index);
  const setOperation = word === W.UNION || word === W.INTERSECT || word === W.EXCEPT;
  if (!setOperation && !clauseRanks.has(word)) return false;
  if (word === W.SELECT) return true;
  if (wordsBeforeBy.has(word)) return wordOf(p, index + 1) === W.BY;
  if (word === W.FROM && wordOf(p, index - 1) === W.DISTINCT && wordOf(p, index - 2) !== W.SELECT) return false;
  return !followsName(p, index + 1);
}

/** True for a token that can stand right behind a name and begins nothing itself. */
function followsName(p: Parser, index: number): boolean {
  const kind = kindOf(p, index);
  return kind === T.comma || kind === T.dot || (kind >= T.equal && kind <= T.greaterEqual) || wordOf(p, index) === W.AS || wordOf(p, index) === W.FROM;
}

/** The first word of the clause that a token stands in, in the same parentheses; null where those hold none. */
export function clauseAround(p: Parser, index: number): number | null {
  for (const token of siblingsBefore(p, index)) if (opensClause(p, token) || wordOf(p, token) === W.INTO) return token;
  return null;
}

/** The parenthesis that closes an open one, null where none does. */
export function closingParenthesis(p: Parser, open: number): number | null {
  let depth = 0;
  for (let token = open; token < p.limit; token++) {
    if (p.kinds[token] === T.leftParenthesis) depth++;
    else if (p.kinds[token] === T.rightParenthesis && --depth === 0) return token;
  }
  return null;
}

// Names

/** Words whose place in a statement is so fixed that they are hardly meant as names. */
export const structuralWords = new Set<number>([
  W.SELECT, W.FROM, W.WHERE, W.GROUP, W.BY, W.HAVING, W.ORDER, W.LIMIT, W.UNION, W.JOIN, W.ON, W.AND, W.OR, W.NOT, W.AS, W.INTO,
  W.INSERT, W.VALUES, W.CASE, W.WHEN, W.THEN, W.ELSE, W.IN, W.IS, W.LIKE, W.BETWEEN, W.DISTINCT, W.PARTITIONED, W.CLUSTERED, W.WITH,
  W.TABLE, W.INNER, W.CROSS, W.EXCEPT, W.INTERSECT, W.USING, W.CAST, W.EXISTS, W.NULL, W.SET, W.CREATE, W.DROP, W.ALTER,
]);

/** True where what stands behind a word goes on as after a name. */
export function followsAsName(p: Parser, index: number): boolean {
  const kind = kindOf(p, index + 1);
  if (kind === T.end || kind === T.comma || kind === T.rightParenthesis || kind === T.dot) return true;
  if (kind >= T.equal && kind <= T.concat) return true;
  const word = wordOf(p, index + 1);
  if (word === W.ASC || word === W.DESC) return true;
  return (kind === T.reserved && structuralWords.has(word)) || (isNameKind(kind) && kindOf(p, index - 1) !== T.leftParenthesis && wordOf(p, index - 1) === W.FROM);
}
