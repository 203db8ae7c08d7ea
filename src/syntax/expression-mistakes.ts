import { clauseRanks } from "./clause-order.ts";
import { atToken, atTokens, describeToken, followsAsName, isLiteralKind, isNameKind, kindOf, opensClause, structuralWords, tokenText, wordOf } from "./diagnosis.ts";
import type { Detector, Diagnosis } from "./diagnosis.ts";
import { closestKeyword } from "./keyword-distance.ts";
import type { Parser } from "./parser-state.ts";
import { meantUnit } from "./time-units.ts";
import { siblingsBefore } from "./siblings.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

const rule = "syntax-error";

const binaryWords = new Set<number>([W.AND, W.OR, W.LIKE, W.BETWEEN, W.IN, W.IS, W.SIMILAR]);

/** Words after which an operand, a condition or a count must come. */
const openEnded = new Set<number>([
  W.AND, W.OR, W.NOT, W.LIKE, W.BETWEEN, W.IN, W.WHERE, W.HAVING, W.ON, W.WHEN, W.THEN, W.ELSE, W.LIMIT, W.OFFSET, W.BY,
]);

/** An operator that works on two values: a comparison, arithmetic, `||`. A sign may also begin an operand. */
function isOperatorKind(kind: number): boolean {
  return kind >= T.equal && kind <= T.concat;
}

function endsExpression(p: Parser, index: number): boolean {
  const kind = kindOf(p, index);
  return kind === T.end || kind === T.rightParenthesis || clauseRanks.has(wordOf(p, index)) || wordOf(p, index) === W.THEN || wordOf(p, index) === W.END;
}

/** `WHERE a = ` and `a AND` before the next clause: what the word or operator before works on is not there. */
const operandMissing: Detector = (p, index, expected) => {
  if (!/^an? (?:expression|number|string)/.test(expected)) return null;
  const before = index - 1;
  const opens = openEnded.has(wordOf(p, before)) || (isOperatorKind(kindOf(p, before)) && !isLoneStar(p, before));
  if (!opens) return null;
  const word = wordOf(p, index);
  const queries = word === W.SELECT || word === W.WITH || word === W.VALUES;
  if (queries && wordOf(p, before) !== W.WHERE) return atToken(p, index, rule, "subquery", { found: tokenText(p, index) });
  return endsExpression(p, index) ? atToken(p, before, rule, "nothing", { operator: tokenText(p, before) }) : null;
};

function isLoneStar(p: Parser, index: number): boolean {
  const before = kindOf(p, index - 1);
  return kindOf(p, index) === T.star && (before === T.comma || before === T.leftParenthesis || wordOf(p, index - 1) === W.SELECT);
}

/** An operator that has no left operand: `WHERE AND a`, `a > 1 AND < 2`. */
const operandBefore: Detector = (p, index, expected) => {
  if (!expected.startsWith("an expression")) return null;
  const word = wordOf(p, index);
  const kind = kindOf(p, index);
  const before = wordOf(p, index - 1);
  const operator = tokenText(p, index);
  if (word === W.AND || word === W.OR) return atToken(p, index, rule, "superfluous", { found: operator, after: tokenText(p, index - 1), write: "" });
  if (!binaryWords.has(word) && (!isOperatorKind(kind) || kind === T.star)) return null;
  const joined = before === W.AND || before === W.OR;
  return atToken(p, index, rule, joined ? "comparisonAgain" : "noOperand", { operator, joint: tokenText(p, index - 1) });
};

/** What IS tests for: `IS NOT NUL`, `IS NOT IN (…)`, `IS 'x'`. */
const isTests: Detector = (p, index, expected) => {
  if (!expected.startsWith("`NULL`, `TRUE`")) return null;
  const text = tokenText(p, index);
  const negated = wordOf(p, index - 1) === W.NOT;
  const is = negated ? index - 2 : index - 1;
  const not = negated ? "NOT " : "";
  const word = wordOf(p, index);
  if (word === W.IN || word === W.LIKE || word === W.BETWEEN) return atTokens(p, is, index, rule, "isBefore", { write: `${not}${text}` });
  if (kindOf(p, index) === T.equal || kindOf(p, index) === T.notEqual) return atTokens(p, is, index, rule, "isBefore", { write: text });
  const near = kindOf(p, index) === T.name ? closestKeyword(text, ["NULL", "TRUE", "FALSE", "UNKNOWN"]) : null;
  if (near !== null) return atToken(p, index, rule, "nearKeyword", { word: text, write: near });
  return isLiteralKind(kindOf(p, index)) ? atTokens(p, is, negated ? is + 1 : is, rule, "isValue", { found: describeToken(p, index), write: negated ? "<>" : "=" }) : null;
};

/** PostgreSQL's and SQLite's `a ISNULL` and `a NOTNULL`. */
const nullTests: Detector = (p, index) => {
  const match = /^(is|not)null$/i.exec(tokenText(p, index));
  if (match === null || kindOf(p, index) !== T.name) return null;
  return atToken(p, index, rule, "isNull", { write: match[1]?.toLowerCase() === "is" ? "IS NULL" : "IS NOT NULL" });
};

/** `BIGINT '1'`: types whose values are no texts. */
const typedText: Detector = (p, index) => {
  const type = wordOf(p, index);
  const types = type === W.BIGINT || type === W.INTEGER || type === W.DOUBLE || type === W.FLOAT || type === W.VARCHAR || type === W.BOOLEAN;
  if (!types || kindOf(p, index + 1) !== T.string) return null;
  return atTokens(p, index, index + 1, rule, "typedText", { write: `CAST(${tokenText(p, index + 1)} AS ${tokenText(p, index)})` });
};

/** `=>` and `=<` for `>=` and `<=`. */
const turnedComparison: Detector = (p, index) => {
  if (kindOf(p, index) === T.namedArgument) return atToken(p, index, rule, "comparison", { found: "=>", write: ">=" });
  const touches = kindOf(p, index - 1) === T.equal && kindOf(p, index) === T.less && p.ends[index - 1] === p.starts[index];
  return touches ? atTokens(p, index - 1, index, rule, "comparison", { found: "=<", write: "<=" }) : null;
};

/** `IN 'x'`, `IN ()`, `NOT NULL` for IS NOT NULL. */
const predicates: Detector = (p, index) => {
  const kind = kindOf(p, index);
  if (wordOf(p, index - 1) === W.IN && kind >= T.integer && kind <= T.curlyString) return atToken(p, index, rule, "list", { found: describeToken(p, index) });
  if (kind === T.rightParenthesis && kindOf(p, index - 1) === T.leftParenthesis && wordOf(p, index - 2) === W.IN) {
    return atTokens(p, index - 1, index, rule, "emptyList");
  }
  if (wordOf(p, index) !== W.NOT || wordOf(p, index + 1) !== W.NULL) return null;
  return atToken(p, index, rule, "isNotNull", { write: "IS NOT" });
};

/** CASE without END, and CASE whose first branch has no WHEN. */
const cases: Detector = (p, index, expected) => {
  if (expected.includes("`END`")) return atToken(p, index, rule, "caseEnd", { found: describeToken(p, index) });
  if (expected !== "`WHEN`" || wordOf(p, index) !== W.THEN) return null;
  return atToken(p, index, rule, "caseWhen");
};

/** Where a unit of time must stand: `FLOOR(x TO DAYS)`, `TO 'DAY'`, `INTERVAL '1 DAY'`. */
const timeUnits: Detector = (p, index, expected) => {
  if (expected !== "a unit such as `DAY`") return null;
  const inside = /^'\s*([+-]?\d+)\s+([a-z]+)\s*'$/i.exec(tokenText(p, index - 1));
  const insideUnit = inside === null ? null : meantUnit(inside[2] ?? "");
  if (insideUnit !== null && wordOf(p, index - 2) === W.INTERVAL) {
    return atToken(p, index - 1, rule, "intervalUnit", { found: tokenText(p, index - 1), write: `'${inside?.[1] ?? ""}' ${insideUnit}` });
  }
  const unit = meantUnit(tokenText(p, index));
  if (unit === null) return null;
  const quoted = kindOf(p, index) === T.string;
  return quoted ? atToken(p, index, rule, "unitQuoted", { write: unit }) : atToken(p, index, "syntax-error", "nearKeyword", { word: tokenText(p, index), write: unit });
};

/** Calls whose arguments are joined by a word, which other databases write with a comma. */
const joiningWords = new Map<number, string>([
  [W.CAST, "AS"], [W.TRY_CAST, "AS"], [W.EXTRACT, "FROM"], [W.POSITION, "IN"], [W.FLOOR, "TO"], [W.CEIL, "TO"], [W.CEILING, "TO"],
]);

const callArguments: Detector = (p, index) => {
  const opened = p.open.at(-1);
  if (opened === undefined) return null;
  const callee = opened - 1;
  const joining = joiningWords.get(wordOf(p, callee));
  if (kindOf(p, index) === T.comma && joining !== undefined) {
    const call = tokenText(p, callee).toUpperCase();
    return atToken(p, index, rule, "joiningWord", { call, joining, write: ` ${joining}` });
  }
  const calls = isNameKind(kindOf(p, callee));
  if (wordOf(p, index) === W.ORDER && wordOf(p, index + 1) === W.BY && calls) {
    return atTokens(p, index, index + 1, rule, "orderInCall", { call: tokenText(p, callee).toUpperCase() });
  }
  if (kindOf(p, index) !== T.colon || !calls || !isNameKind(kindOf(p, index - 1))) return null;
  return atToken(p, index, rule, "namedArgument", { name: tokenText(p, index - 1), write: " =>" });
};

/** JSON that is no text: bare braces, or double quotes around it. */
const json: Detector = (p, index) => {
  const kind = kindOf(p, index);
  const before = kindOf(p, index - 1);
  const opensArgument = before === T.leftParenthesis || before === T.comma || before === T.namedArgument;
  const opensJson = kind === T.leftBrace || (kind === T.leftBracket && kindOf(p, index + 1) === T.leftBrace);
  if (opensJson && opensArgument) return atToken(p, index, rule, "json", { found: tokenText(p, index) });
  const quoted = before === T.quotedName && /^"[{[]/.test(tokenText(p, index - 1));
  return quoted ? atToken(p, index - 1, rule, "jsonQuotes", { found: tokenText(p, index - 1) }) : null;
};

/** TIMESTAMP "…" and TIMESTAMP(…), where a text in single quotes must follow. */
const datetimeLiterals: Detector = (p, index, expected) => {
  const type = wordOf(p, index - 1);
  const kind = kindOf(p, index);
  if (expected !== "a string" || (kind !== T.quotedName && kind !== T.leftParenthesis && kind !== T.integer)) return null;
  if (type !== W.TIMESTAMP && type !== W.DATE && type !== W.TIME) return null;
  const data = datetimeExample(p, index - 1);
  if (kind !== T.quotedName) return atToken(p, index, rule, "datetimeText", data);
  return atToken(p, index, rule, "datetimeQuotes", { ...data, write: `'${tokenText(p, index).slice(1, -1)}'` });
};

/** A word of the grammar that stands twice: `FROM FROM t`. Of AS the parser refuses the first. */
export const doubledWord: Detector = (p, index) => {
  const second = wordOf(p, index) === W.AS && wordOf(p, index + 1) === W.AS ? index + 1 : index;
  const word = wordOf(p, second);
  const doubled = word !== 0 && word === wordOf(p, second - 1) && kindOf(p, second) === T.reserved && kindOf(p, second - 1) === T.reserved && word !== W.NOT;
  return doubled ? atToken(p, second, rule, "doubled", { found: tokenText(p, second), write: "" }) : null;
};

/** Functions that take a unit of time as a text, and those that take a period. */
const textUnits = /^(?:DATE_TRUNC|TIME_EXTRACT|TIME_FLOOR|TIME_CEIL|TIME_SHIFT)$/i;

/** `DATE_TRUNC(DAY, x)` and `TIME_FLOOR(x, DAY)`: what they take is a text. */
const unitArgument: Detector = (p, index) => {
  const unit = kindOf(p, index) === T.reserved ? index : index - 1;
  const opened = p.open.at(-1);
  const between = kindOf(p, unit - 1) === T.leftParenthesis || kindOf(p, unit - 1) === T.comma;
  if (opened === undefined || !between || meantUnit(tokenText(p, unit)) !== tokenText(p, unit).toUpperCase()) return null;
  const call = tokenText(p, opened - 1).toUpperCase();
  if (!textUnits.test(call)) return null;
  const takesUnit = call === "DATE_TRUNC" || call === "TIME_EXTRACT";
  return atToken(p, unit, rule, takesUnit ? "unitText" : "periodText", { call, found: tokenText(p, unit), ...(takesUnit ? { write: `'${tokenText(p, unit)}'` } : {}) });
};

/** A reserved word after a dot: `e.order`, or what goes on where the name is still to be written: `SELECT e. FROM t`. */
const qualifiedName: Detector = (p, index) => {
  const word = index + 1;
  if (kindOf(p, index) !== T.dot || kindOf(p, word) !== T.reserved || (!isNameKind(kindOf(p, index - 1)) && kindOf(p, index - 1) !== T.reserved)) return null;
  const text = tokenText(p, word);
  const structural = structuralWords.has(wordOf(p, word)) || clauseRanks.has(wordOf(p, word));
  const joins = wordOf(p, word + 1) === W.JOIN || wordOf(p, word + 1) === W.OUTER;
  if (joins || opensClause(p, word) || (structural && !followsAsName(p, word))) return atToken(p, index, rule, "nameMissing", { found: text });
  // Behind a blank the word may be what goes on where the name is still to be written.
  const certain = p.starts[word] === p.ends[index];
  return atToken(p, word, "reserved-word-unquoted", "name", { word: text, quoted: `"${text}"`, certain });
};

/** `GROUP(a)`: a word of the grammar called as a function that Druid does not have by that name. */
const reservedCall: Detector = (p, index, expected) => {
  const called = kindOf(p, index) === T.reserved && kindOf(p, index + 1) === T.leftParenthesis && expected.startsWith("an expression");
  if (!called || opensClause(p, index) || p.starts[index + 1] !== p.ends[index]) return null;
  const call = tokenText(p, index).toUpperCase();
  return meantUnit(call) === call ? atToken(p, index, rule, "unitCall", { call }) : atToken(p, index, rule, "reservedCall", { call });
};

/** TIMESTAMP and then no text; a column that is called so is found before. */
export const datetimeText: Detector = (p, index, expected) => {
  const type = wordOf(p, index - 1);
  const literal = expected === "a string" && (type === W.TIMESTAMP || type === W.DATE || type === W.TIME);
  return literal ? atToken(p, index, rule, "datetimeText", datetimeExample(p, index - 1)) : null;
};

function datetimeExample(p: Parser, index: number): Diagnosis["data"] {
  const type = wordOf(p, index);
  const example = type === W.DATE ? "2000-01-01" : type === W.TIME ? "00:00:00" : "2000-01-01 00:00:00";
  return { type: tokenText(p, index).toUpperCase(), example };
}

/** Mistakes within expressions, likeliest first. */
export const expressionMistakes: readonly Detector[] = [
  unitArgument, json, turnedComparison, isTests, nullTests, typedText, predicates, operandMissing, operandBefore, cases, timeUnits, callArguments, datetimeLiterals, qualifiedName, reservedCall,
];

/** The array of other databases, `ARRAY(1, 2)`, of which Druid reads the parentheses as those of a query. */
export function arrayParentheses(p: Parser, index: number): Diagnosis | null {
  for (const token of siblingsBefore(p, index + 1, index - 23)) {
    if (p.kinds[token] === T.leftParenthesis) return wordOf(p, token - 1) === W.ARRAY ? atTokens(p, token - 1, token, rule, "array") : null;
  }
  return null;
}
