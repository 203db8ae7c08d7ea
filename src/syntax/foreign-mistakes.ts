import { atToken, atTokens, isNameKind, kindOf, tokenText, wordOf } from "./diagnosis.ts";
import type { Detector, Diagnosis } from "./diagnosis.ts";
import type { Parser } from "./parser-state.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

const rule = "syntax-error";

/** Words after `SELECT *` that leave columns out or change them in other databases. */
const starModifier = /^(?:except|exclude|replace|rename)$/i;

/** `* EXCLUDE (a)`: the word before the parenthesis that does not fit. */
const starColumns: Detector = (p, index) => {
  const word = kindOf(p, index) === T.leftParenthesis ? index - 1 : index;
  if (kindOf(p, word - 1) !== T.star || !starModifier.test(tokenText(p, word))) return null;
  return atToken(p, word, "foreign-clause", "star", { clause: `* ${tokenText(p, word).toUpperCase()}` });
};

const distinctOn: Detector = (p, index) =>
  wordOf(p, index) === W.ON && wordOf(p, index - 1) === W.DISTINCT ? atTokens(p, index - 1, index, "foreign-clause", "distinctOn") : null;

/** PostgreSQL's and MySQL's `a -> 'b'` and `a ->> 'b'`. */
const jsonPath: Detector = (p, index) => {
  if (kindOf(p, index) !== T.arrow) return null;
  const wide = kindOf(p, index + 1) === T.greater;
  return { ...atTokens(p, index, wide ? index + 1 : index, "foreign-operator", "jsonPath", { operator: wide ? "->>" : "->" }) };
};

/** UNNEST in the SELECT list, and Hive's LATERAL VIEW explode(…). */
const unnest: Detector = (p, index, expected) => {
  if (wordOf(p, index) === W.LATERAL && /^view$/i.test(tokenText(p, index + 1))) return atTokens(p, index, index + 1, "foreign-clause", "lateralView");
  return wordOf(p, index) === W.UNNEST && expected.startsWith("an expression") ? atToken(p, index, "foreign-clause", "unnest") : null;
};

/** `E'…'` where this release reads no escapes of that form: the letter is a name to it, and the text follows without a comma. */
const prefixedText: Detector = (p, index) => {
  const touches = kindOf(p, index) === T.string && p.ends[index - 1] === p.starts[index];
  if (!touches || !/^[ebr]$/i.test(tokenText(p, index - 1))) return null;
  return atTokens(p, index - 1, index, rule, "prefixedText", { prefix: tokenText(p, index - 1) });
};

/** `FROM t AS 'x'`. */
const quotedAlias: Detector = (p, index) => {
  const alias = wordOf(p, index) === W.AS ? index + 1 : index;
  if (kindOf(p, alias) !== T.string || wordOf(p, alias - 1) !== W.AS) return null;
  return atToken(p, alias, "quoted-alias", "string", { alias: tokenText(p, alias).slice(1, -1) });
};

/** SQL Server's `[t]` where a table must be named, after a dot, and `AS [a]`. */
const bracketName: Detector = (p, index, expected) => {
  const follows = wordOf(p, index) === W.AS || kindOf(p, index) === T.dot;
  const open = follows ? index + 1 : index;
  const named = kindOf(p, open) === T.leftBracket && (isNameKind(kindOf(p, open + 1)) || kindOf(p, open + 1) === T.reserved) && kindOf(p, open + 2) === T.rightBracket;
  if (!named || (!follows && !/table/.test(expected))) return null;
  return atTokens(p, open, open + 2, "bracket-identifier", "bracket", { name: tokenText(p, open + 1) });
};

/** `my-table`, `1st_column` and `AS a.b`: names that need quotes. */
const bareName: Detector = (p, index, expected) => {
  const digits = kindOf(p, index) === T.integer ? index : wordOf(p, index) === W.AS && kindOf(p, index + 1) === T.integer ? index + 1 : -1;
  const isNumber = digits >= 0 && (wordOf(p, digits - 1) === W.AS || /table|alias|name/.test(expected)) && touches(p, digits + 1);
  const kind = kindOf(p, index);
  const isBroken = (kind === T.minus || (kind === T.dot && wordOf(p, index - 2) === W.AS)) && isNameKind(kindOf(p, index - 1)) && touches(p, index) && touches(p, index + 1);
  if (!isNumber && (!isBroken || expected.startsWith("an expression"))) return null;
  const first = isNumber ? digits : index - 1;
  let last = first;
  while (touches(p, last + 1)) last++;
  if (last === first) return null;
  const found = p.text.slice(p.starts[first] ?? 0, p.ends[last] ?? 0);
  return atTokens(p, first, last, rule, "bareName", { found, write: `"${found}"` });
};

/** True for a part of a name that stands right behind the token before it. */
function touches(p: Parser, index: number): boolean {
  const kind = kindOf(p, index);
  const isPart = kind === T.name || kind === T.reserved || kind === T.integer || kind === T.minus || kind === T.dot;
  return isPart && p.starts[index] === p.ends[index - 1];
}

/** Constructs of other databases that Druid's grammar has no place for. */
export const foreignMistakes: readonly Detector[] = [starColumns, distinctOn, jsonPath, unnest, prefixedText, quotedAlias, bracketName, bareName];

/** `* EXCEPT (a)`: a set operation to Druid, whose right side is then no query. */
export function starExcept(p: Parser, index: number): Diagnosis | null {
  const word = index - 2;
  return kindOf(p, index - 1) === T.leftParenthesis && wordOf(p, word) === W.EXCEPT ? starColumns(p, word, "") : null;
}
