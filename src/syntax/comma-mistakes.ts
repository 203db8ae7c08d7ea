import { keywordSet } from "../druid/keywords.ts";
import { clauseRanks } from "./clause-order.ts";
import { atToken, isLiteralKind, isNameKind, kindOf, opensClause, tokenText, wordOf } from "./diagnosis.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { Parser } from "./parser-state.ts";
import { siblingsBefore } from "./siblings.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

const rule = "syntax-error";

/** A comma without an item before or after it. */
export function commaMistake(p: Parser, index: number, expected: string): Diagnosis | null {
  const kind = kindOf(p, index);
  const before = kindOf(p, index - 1);
  const begins = before === T.comma || before === T.leftParenthesis || before === T.leftBracket || wordOf(p, index - 1) === W.SELECT || wordOf(p, index - 1) === W.BY;
  if (kind === T.comma && begins && !isListEnd(expected)) return atToken(p, index, rule, before === T.comma ? "doubleComma" : "leadingComma");
  if (before !== T.comma) return null;
  const ends = kind === T.end || kind === T.rightParenthesis || kind === T.rightBracket || opensClause(p, index);
  return ends ? atToken(p, index - 1, rule, "trailingComma", { next: kind === T.end ? "the end" : tokenText(p, index) }) : null;
}

function isListEnd(expected: string): boolean {
  return expected.includes("end of the statement") || expected.includes("`)`") || expected.includes("`]`");
}

/** Two items of a list side by side. */
export function missingComma(p: Parser, index: number, expected: string): Diagnosis | null {
  if (!isListEnd(expected)) return null;
  const kind = kindOf(p, index);
  // The item's first word was taken for an alias of the item before it.
  const goesOn = (kind === T.leftParenthesis || kind === T.dot) && kindOf(p, index - 1) === T.name;
  return commaBefore(p, goesOn ? index - 1 : index);
}

function commaBefore(p: Parser, index: number): Diagnosis | null {
  const kind = kindOf(p, index);
  const before = kindOf(p, index - 1);
  const beginsItem = isNameKind(kind) || isLiteralKind(kind) || (kind === T.reserved && kindOf(p, index + 1) === T.leftParenthesis && beginsCall(p, index));
  const endsItem = isNameKind(before) || isLiteralKind(before) || before === T.rightParenthesis || endingWords.has(wordOf(p, index - 1));
  if (!beginsItem || !endsItem || !inList(p, index)) return null;
  return atToken(p, index, rule, "missingComma", { before: tokenText(p, index - 1), after: tokenText(p, index), insert: ",", place: p.ends[index - 1] ?? 0 });
}

/** Reserved words that can end an item of a list. */
const endingWords = new Set<number>([
  W.END, W.NULL, W.TRUE, W.FALSE, W.VARCHAR, W.BIGINT, W.INTEGER, W.DOUBLE, W.FLOAT, W.BOOLEAN, W.TIMESTAMP, W.CHAR, W.DECIMAL,
]);

/** True for a reserved word before a parenthesis that calls a function by its name. */
function beginsCall(p: Parser, index: number): boolean {
  return keywordSet("reservedFunctionNames", p.release).has(tokenText(p, index).toUpperCase());
}

/** True within parentheses, or in a SELECT list: where commas separate. */
function inList(p: Parser, index: number): boolean {
  for (const token of siblingsBefore(p, index)) {
    const kind = p.kinds[token];
    if (kind === T.leftParenthesis) return true;
    const word = kind === T.reserved ? (p.words[token] ?? 0) : 0;
    if (word === W.SELECT || word === W.BY) return true;
    if (clauseRanks.has(word) || word === W.ON || word === W.INTO) return false;
  }
  return false;
}
