import { atToken, atTokens, isNameKind, kindOf, tokenText, wordOf } from "./diagnosis.ts";
import type { Detector, Diagnosis } from "./diagnosis.ts";
import type { Parser } from "./parser-state.ts";
import { meantUnit } from "./time-units.ts";
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

/** Amounts of time without INTERVAL, parameters with names, and lists in brackets. */
const values: Detector = (p, index, expected) => {
  const kind = kindOf(p, index);
  const unit = meantUnit(tokenText(p, index));
  if (kind === T.reserved && kindOf(p, index - 1) === T.integer && unit !== null && !/^(?:limit|offset)$/i.test(tokenText(p, index - 2))) {
    return atTokens(p, index - 1, index, rule, "amount", { write: `INTERVAL '${tokenText(p, index - 1)}' ${unit}` });
  }
  if (!expected.startsWith("an expression")) return null;
  const named = kind === T.colon && isNameKind(kindOf(p, index + 1));
  if (named) return atTokens(p, index, index + 1, rule, "namedParameter", { found: `:${tokenText(p, index + 1)}`, write: "?" });
  return kind === T.leftBracket && kindOf(p, index + 1) !== T.leftBrace ? atToken(p, index, rule, "arrayBracket", { write: "ARRAY[" }) : null;
};

/** MySQL's `GROUP_CONCAT(a SEPARATOR ',')`, and IGNORE NULLS among the arguments. */
const argumentWords: Detector = (p, index) => {
  const opened = p.open.at(-1);
  const text = tokenText(p, index);
  if (opened === undefined || !isNameKind(kindOf(p, index - 1))) return null;
  if (/^separator$/i.test(text) && kindOf(p, index + 1) === T.string) return atToken(p, index, rule, "separator", { text: tokenText(p, index + 1) });
  const nulls = /^(?:ignore|respect)$/i.test(text) && wordOf(p, index + 1) === W.NULLS;
  return nulls ? atTokens(p, index, index + 1, rule, "nullsInCall", { words: `${text.toUpperCase()} NULLS` }) : null;
};

/** A native query or an ingestion spec, which are JSON. */
const nativeJson: Detector = (p, index) =>
  index === p.first && kindOf(p, index) === T.leftBrace ? atToken(p, index, rule, "nativeJson") : null;

/** `SELECT a INTO u FROM t`. */
const selectInto: Detector = (p, index) =>
  wordOf(p, index) === W.INTO && p.words[p.first] === W.SELECT && isNameKind(kindOf(p, index + 1)) ? atTokens(p, index, index + 1, "foreign-clause", "clause", { clause: "SELECT … INTO" }) : null;

/** `EXTEND (a, b)`: columns without their types. */
const typeless: Detector = (p, index, expected) => {
  const ends = kindOf(p, index) === T.comma || kindOf(p, index) === T.rightParenthesis;
  if (expected !== "a data type" || !ends || !isNameKind(kindOf(p, index - 1))) return null;
  return atToken(p, index - 1, rule, "typeMissing", { name: tokenText(p, index - 1) });
};

/** `ELSEIF` and `ELSE IF` in a CASE. */
const elseIf: Detector = (p, index, expected) => {
  if (!expected.includes("`END`")) return null;
  if (/^else?if$/i.test(tokenText(p, index))) return atToken(p, index, rule, "elseIf", { write: "WHEN" });
  const split = wordOf(p, index - 2) === W.ELSE && /^if$/i.test(tokenText(p, index - 1));
  return split ? atTokens(p, index - 2, index - 1, rule, "elseIf", { write: "WHEN" }) : null;
};

/** Constructs of other databases that Druid's grammar has no place for. */
export const foreignMistakes: readonly Detector[] = [starColumns, distinctOn, jsonPath, unnest, prefixedText, quotedAlias, bracketName, bareName, values, argumentWords, nativeJson, selectInto, typeless, elseIf];

/** `* EXCEPT (a)`: a set operation to Druid, whose right side is then no query. */
export function starExcept(p: Parser, index: number): Diagnosis | null {
  const word = index - 2;
  return kindOf(p, index - 1) === T.leftParenthesis && wordOf(p, word) === W.EXCEPT ? starColumns(p, word, "") : null;
}
