import { clauseMistakes } from "./clause-mistakes.ts";
import { clauseRanks } from "./clause-order.ts";
import { atToken, atTokens, describeToken, firstDiagnosis, followsAsName, isLiteralKind, isNameKind, kindOf, opensClause, structuralWords, tokenText, wordOf } from "./diagnosis.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { commaMistake, missingComma } from "./comma-mistakes.ts";
import { arrayParentheses, datetimeText, doubledWord, expressionMistakes } from "./expression-mistakes.ts";
import { foreignMistakes, starExcept } from "./foreign-mistakes.ts";
import { missingParts } from "./missing-parts.ts";
import { closestKeyword, openingKeywords, queryKeywords } from "./keyword-distance.ts";
import type { Parser } from "./parser-state.ts";
import { meantUnit } from "./time-units.ts";
import { siblingsBefore } from "./siblings.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import type { Violation } from "./violation.ts";
import { words as W } from "./word-codes.ts";
import { wordList } from "./words.ts";

const likelyMistakes = [doubledWord, ...foreignMistakes, ...clauseMistakes, ...missingParts, ...expressionMistakes];

/**
 * The one violation for a token that fits nowhere: the mistake that explains it best, or `syntax-error`. `druidToken` is the token
 * that Druid names.
 */
export function diagnose(p: Parser, index: number, druidToken: number, expected: string): Violation {
  const diagnosis =
    lexicalMistake(p, wordOf(p, index) === W.AS ? index + 1 : index) ??
    unclosedString(p, index) ??
    strayClause(p, index) ??
    firstDiagnosis(likelyMistakes, p, index, expected) ??
    misspelling(p, index) ??
    bareCondition(p, index) ??
    commaMistake(p, index, expected) ??
    reservedName(p, index, expected) ??
    (druidToken === index - 1 && druidToken > p.first ? reservedName(p, druidToken, "") : null) ??
    parenthesisMistake(p, index, expected) ??
    loneBy(p, index) ??
    missingComma(p, index, expected) ??
    datetimeText(p, index, expected) ??
    unexpected(p, index, expected);
  const { rule, message, data, start, end } = diagnosis;
  const named = p.kinds[index] === T.unterminatedString && strayQuote(p.text, p.starts[index] ?? 0) !== null ? index : druidToken;
  return { rule, message, data, stage: "parse", start, end, druidStart: druidOffset(p, named) };
}

/**
 * As `diagnose`, for an expression where a query must stand; `index` is the expression's last token, which Druid names, `lexical` the
 * next where Druid's lexer stops at it.
 */
export function diagnoseNonQuery(p: Parser, index: number, lexical: number | null): Violation {
  const druidStart = lexical === null ? (p.starts[index] ?? 0) : druidOffset(p, lexical);
  const verb = openingMistake(p, index) ?? (lexical === null ? null : lexicalMistake(p, lexical));
  if (verb !== null) return { ...verb, stage: "parse", druidStart };
  const likely = externWithoutTable(p, index) ?? arrayParentheses(p, index) ?? starExcept(p, index) ?? queryOfWith(p, index);
  if (likely !== null) return { ...likely, stage: "parse", druidStart };
  const found = tokenText(p, index);
  if (index === p.first && kindOf(p, index) === T.name && kindOf(p, index + 1) !== T.end) return { ...unknownStatement(p, index), stage: "parse", druidStart };
  const keyword = kindOf(p, index) === T.name ? closestKeyword(found, queryKeywords) : null;
  if (keyword !== null) return { ...atToken(p, index, "syntax-error", "nearKeyword", { word: found, write: keyword }), stage: "parse", druidStart };
  const base = { rule: "non-query-expression", message: "expression", data: { found } } as const;
  return { ...base, stage: "parse", start: p.starts[index] ?? 0, end: p.ends[index] ?? 0, druidStart };
}

/**
 * The offset that Druid names for a token: the end is at the last character, blanks and comments included; of `!` and of the text's last
 * character its lexer has read one more, of a comment all.
 */
function druidOffset(p: Parser, token: number): number {
  const start = p.starts[token] ?? p.text.length;
  const kind = p.kinds[token];
  if (kind === T.end) return Math.max(start - 1, 0);
  if (kind === T.unterminatedString) return strayQuote(p.text, start) ?? start;
  if (kind === T.unterminatedComment) return p.ends[token] ?? p.text.length;
  return kind === T.unknown && (p.text.charAt(start) === "!" || start + 1 === p.text.length) ? start + 1 : start;
}

/** A text without end closes at the first quote of its last `''`, if it has one: the other is a token of its own. */
function strayQuote(text: string, start: number): number | null {
  let stray: number | null = null;
  for (let quote = text.indexOf("'", start + 1); quote >= 0 && text.charAt(quote + 1) === "'"; quote = text.indexOf("'", quote + 2)) stray = quote + 1;
  return stray;
}

// Mistakes of single tokens

const foreignOperators: Readonly<Record<string, string>> = { "&&": "AND", "!": "NOT" };

/** Other databases' operators for regular expressions. */
const matchOperator = /^!?~~?\*?/;

function illegalCharacter(p: Parser, index: number, text: string): Diagnosis {
  const start = p.starts[index] ?? 0;
  const operator = matchOperator.exec(p.text.slice(start, start + 4))?.[0];
  if (operator !== undefined) return { ...atToken(p, index, "foreign-operator", "match", { operator }), end: start + operator.length };
  const replacement = foreignOperators[text];
  if (text === "!" && kindOf(p, index - 1) === T.equal && p.ends[index - 1] === p.starts[index]) {
    return atTokens(p, index - 1, index, "syntax-error", "comparison", { found: "=!", write: "<>" });
  }
  if (replacement !== undefined) return atToken(p, index, "foreign-operator", "symbol", { operator: text, replacement });
  const message = text === "#" ? "hashComment" : text === "@" ? "variable" : characterMessage(text);
  return atToken(p, index, "syntax-error", message, { character: text, code: codePointName(text) });
}

function lexicalMistake(p: Parser, index: number): Diagnosis | null {
  const text = tokenText(p, index);
  switch (kindOf(p, index)) {
    case T.unknown:
      return illegalCharacter(p, index, text);
    case T.unterminatedString:
      return atToken(p, index, "syntax-error", "unclosedText");
    case T.unterminatedName:
      return atToken(p, index, "syntax-error", "unclosedName");
    case T.unterminatedComment:
      return atToken(p, index, "syntax-error", "unclosedComment");
    case T.emptyName:
      return atToken(p, index, "empty-identifier", "empty");
    case T.brokenName:
      return atToken(p, index, "identifier-line-break", "lineBreak");
    case T.doubleColon:
      return atToken(p, index, "double-colon-cast", "stray");
    default:
      return null;
  }
}

function characterMessage(text: string): string {
  return /^[\s\u200b-\u200d\u2060\ufeff]/u.test(text) ? "blank" : "character";
}

function codePointName(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** With one quote too few, the strings after it swap with the text between them: the first that touches a word is the suspect. */
function unclosedString(p: Parser, index: number): Diagnosis | null {
  const last = p.limit - 1;
  if (p.kinds[last] !== T.unterminatedString || last <= index) return null;
  for (let token = p.first; token <= index; token++) {
    if (p.kinds[token] !== T.string || p.starts[token + 1] !== p.ends[token]) continue;
    const next = kindOf(p, token + 1);
    if (!isNameKind(next) && next !== T.reserved && !isLiteralKind(next)) continue;
    return atToken(p, token, "syntax-error", tokenText(p, token).endsWith("\\'") ? "backslash" : "unclosedText");
  }
  return null;
}

// Clauses

const clauseNames = new Map<number, string>([
  [W.GROUP, "GROUP BY"], [W.ORDER, "ORDER BY"], [W.PARTITIONED, "PARTITIONED BY"], [W.CLUSTERED, "CLUSTERED BY"],
]);

function clauseName(word: number): string {
  return clauseNames.get(word) ?? wordList[word] ?? "";
}

/** DuckDB's and Snowflake's GROUP BY ALL; from 28 on Druid reads ALL as a quantifier and misses what is grouped. */
function groupByAll(p: Parser, all: number): Diagnosis {
  const start = p.starts[all - 2] ?? 0;
  return { rule: "foreign-clause", message: "clause", data: { clause: "GROUP BY ALL" }, start, end: p.ends[all] ?? start };
}

/** Clauses that stand where they may not, or that Druid does not have. */
function strayClause(p: Parser, index: number): Diagnosis | null {
  const word = wordOf(p, index);
  if (wordOf(p, index - 1) === W.ALL && wordOf(p, index - 2) === W.BY && wordOf(p, index - 3) === W.GROUP) return groupByAll(p, index - 1);
  if ((word === W.INSERT || word === W.REPLACE || word === W.UPSERT) && p.words[p.first] === W.WITH && p.open.length === 0) {
    return atToken(p, index, "with-before-insert", "with", { verb: wordList[word] ?? "" });
  }
  if (word === W.OVERWRITE && index > p.first + 2) return overwriteMistake(p, index);
  if ((word === W.ALL || word === W.WHERE) && wordOf(p, index - 1) === W.OVERWRITE && index > p.first + 4) {
    return overwriteMistake(p, index - 1);
  }
  return foreignClause(p, index, word) ?? clauseOrder(p, index, word);
}

function overwriteMistake(p: Parser, index: number): Diagnosis {
  const clause = "OVERWRITE";
  const insert = p.words[p.first] === W.INSERT;
  if (insert) return atToken(p, index, "insert-with-overwrite", "overwrite", { end: p.ends[index] ?? 0 });
  return atToken(p, index, "clause-out-of-order", "overwrite", { clause, before: "the query", earlier: null });
}

function foreignClause(p: Parser, index: number, word: number): Diagnosis | null {
  const next = wordOf(p, index + 1);
  const clause = (name: string): Diagnosis => {
    const start = p.starts[index] ?? 0;
    return { rule: "foreign-clause", message: "clause", data: { clause: name }, start, end: p.ends[index + 1] ?? start };
  };
  if (word === W.ALL && wordOf(p, index - 1) === W.BY && wordOf(p, index - 2) === W.GROUP) return groupByAll(p, index);
  if (word === W.ON && next === W.CONFLICT) return clause("ON CONFLICT");
  if (word === W.FOR && next === W.UPDATE) return clause("FOR UPDATE");
  if (word === W.WITH && (next === W.ROLLUP || next === W.CUBE)) return clause(`WITH ${wordList[next] ?? ""}`);
  if (word === W.INTO && kindOf(p, index + 1) === T.integer && /^buckets$/i.test(tokenText(p, index + 2))) return clause("INTO … BUCKETS");
  // Words that Druid does not reserve are an alias to it.
  const aliased = word === W.BY && index - 1 > p.first ? index - 1 : index;
  const sorts = /^(?:sort|distribute)$/i.test(tokenText(p, aliased)) && wordOf(p, aliased + 1) === W.BY;
  if (sorts) return atTokens(p, aliased, aliased + 1, "foreign-clause", "clause", { clause: `${tokenText(p, aliased).toUpperCase()} BY` });
  const returning = [index, index - 1].find((token) => token > p.first && wordOf(p, token) === W.RETURNING);
  return returning === undefined ? null : atToken(p, returning, "foreign-clause", "clause", { clause: "RETURNING" });
}

/** A clause that comes twice, or after one that it must precede, at the same depth of parentheses. */
function clauseOrder(p: Parser, index: number, word: number): Diagnosis | null {
  const rank = clauseRanks.get(word);
  if (rank === undefined || word === W.SELECT || !opensClause(p, index)) return null;
  for (const token of siblingsBefore(p, index)) {
    if (!opensClause(p, token)) continue;
    const other = p.words[token] ?? 0;
    if (other === W.UNION || other === W.EXCEPT || other === W.INTERSECT) return null;
    const otherRank = clauseRanks.get(other) ?? 0;
    const clause = clauseName(word);
    if (other === word) return atToken(p, index, "duplicate-clause", "twice", { clause, firstStart: p.starts[token] ?? 0, firstEnd: p.ends[token] ?? 0 });
    if (otherRank > rank) return atToken(p, index, "clause-out-of-order", "order", { clause, before: clauseName(other), earlier: p.starts[token] ?? 0 });
    if (other === W.SELECT) return null;
  }
  return null;
}

/** BY after nothing that it could go on with, as in ClickHouse's `LIMIT 5 BY a`. */
function loneBy(p: Parser, index: number): Diagnosis | null {
  return wordOf(p, index) === W.BY ? atToken(p, index, "syntax-error", "by", { after: tokenText(p, index - 1) }) : null;
}

// Misspelt words

/** The word that fits nowhere, or the one before it that was taken for an alias or a table, is nearly a keyword. */
function misspelling(p: Parser, index: number): Diagnosis | null {
  for (const token of [index, index - 1]) {
    if (token < p.first || kindOf(p, token) !== T.name) continue;
    const text = tokenText(p, token);
    const keyword = closestKeyword(text, token === p.first ? openingKeywords : undefined);
    if (keyword !== null) return atToken(p, token, "syntax-error", "nearKeyword", { word: text, write: keyword });
  }
  return null;
}

/** The token after REPLACE INTO and the target. */
function afterTarget(p: Parser): number {
  let token = p.first + 3;
  while (kindOf(p, token) === T.dot) token += 2;
  return token;
}

/** `REPLACE INTO t WHERE …`. */
function bareCondition(p: Parser, index: number): Diagnosis | null {
  const bare = p.words[p.first] === W.REPLACE && (wordOf(p, index) === W.WHERE || wordOf(p, index) === W.ALL) && index === afterTarget(p);
  return bare ? overwriteMissing(p) : null;
}

/** REPLACE INTO t and then neither OVERWRITE ALL nor OVERWRITE WHERE; null where one of them is there. */
function overwriteMissing(p: Parser): Diagnosis | null {
  const token = afterTarget(p);
  const following = wordOf(p, token + 1);
  if (wordOf(p, token) === W.OVERWRITE) return following === W.ALL || following === W.WHERE ? null : atToken(p, token, "replace-missing-overwrite", "condition");
  const word = tokenText(p, token);
  const near = kindOf(p, token) === T.name ? closestKeyword(word, ["OVERWRITE"]) : null;
  if (near !== null) return atToken(p, token, "syntax-error", "nearKeyword", { word, write: near });
  return atToken(p, token, "syntax-error", "missing", { missing: "`OVERWRITE`", after: tokenText(p, token - 1), found: describeToken(p, token) });
}

/** The first word of a statement, where it is nearly one that opens a statement, or opens one that Druid does not have. */
function openingMistake(p: Parser, index: number): Diagnosis | null {
  const first = p.first;
  if (kindOf(p, first) === T.name) {
    const text = tokenText(p, first);
    const keyword = closestKeyword(text, openingKeywords);
    if (keyword !== null) return atToken(p, first, "syntax-error", "nearKeyword", { word: text, write: keyword });
    if (p.words[first] === W.REPLACE) return wordOf(p, first + 1) === W.INTO ? overwriteMissing(p) : atToken(p, first, "syntax-error", "missing", { missing: "`INTO`", after: "REPLACE" });
  }
  if (wordOf(p, index) === W.REPLACE && p.words[first] === W.WITH) {
    return atToken(p, index, "with-before-insert", "with", { verb: "REPLACE" });
  }
  const overwrite = wordOf(p, index) === W.OVERWRITE && p.words[first] === W.INSERT;
  return overwrite ? atToken(p, index, "insert-with-overwrite", "overwrite", { end: p.ends[index] ?? 0 }) : null;
}

// Names

/** A reserved word where a name is meant: where only a name fits, or where what follows goes on as after a name. */
function reservedName(p: Parser, index: number, expected: string): Diagnosis | null {
  // In quotes it would be no type either.
  if (expected === "a data type") return null;
  const typed = wordBeforeAs(p, index, expected);
  const aliased = typed === null && wordOf(p, index) === W.AS && kindOf(p, index + 1) === T.reserved;
  const token = typed ?? (aliased ? index + 1 : index);
  if (kindOf(p, token) !== T.reserved || token === p.first) return null;
  const word = wordOf(p, token);
  const nameNeeded = aliased || /name|alias|table/.test(expected);
  if (/^`[A-Z]+(?: [A-Z]+)?`$/.test(expected)) return null;
  if (structuralWords.has(word) && !(nameNeeded ? followsAsName(p, token) : isItem(p, token))) return null;
  if (!nameNeeded && !followsAsName(p, token)) return null;
  const text = tokenText(p, token);
  // A word that opens a clause may stand there by another mistake: quoting it is a guess, but between INTO and the query.
  const target = wordOf(p, token - 1) === W.INTO && wordOf(p, token + 1) === W.SELECT;
  const guess = structuralWords.has(word) || clauseRanks.has(word) || word === W.ALL || word === W.OF || word === W.ARRAY;
  const certain = target || !(guess || isLiteralKind(kindOf(p, token - 1)) || isUnitArgument(p, token));
  return atToken(p, token, "reserved-word-unquoted", aliased ? "alias" : "name", { word: text, quoted: `"${text}"`, certain });
}

/** The word before AS that is no name without quotes: all of a cast's value, `CAST(array AS VARCHAR)`, or a type that no text follows, `timestamp AS t`. */
function wordBeforeAs(p: Parser, index: number, expected: string): number | null {
  if (wordOf(p, index) !== W.AS) return null;
  const opened = p.open.at(-1);
  const cast = opened !== undefined && opened === index - 2 && castWords.has(wordOf(p, opened - 1));
  return cast || expected === "a string" ? index - 1 : null;
}

const castWords = new Set<number>([W.CAST, W.TRY_CAST, W.SAFE_CAST]);

/** `DATEADD(day, 1, x)`: a unit or a type among the arguments of a call names nothing. */
function isUnitArgument(p: Parser, index: number): boolean {
  const called = p.open.length > 0 && (kindOf(p, index - 1) === T.leftParenthesis || kindOf(p, index - 1) === T.comma);
  return called && (meantUnit(tokenText(p, index)) === tokenText(p, index).toUpperCase() || typeWords.has(wordOf(p, index)));
}

const typeWords = new Set<number>([W.BIGINT, W.INTEGER, W.DOUBLE, W.FLOAT, W.VARCHAR, W.CHAR, W.BOOLEAN, W.DECIMAL]);

/** True for a word that stands by itself between the commas of a list, or gets an alias there. */
function isItem(p: Parser, index: number): boolean {
  const begins = kindOf(p, index - 1) === T.comma || wordOf(p, index - 1) === W.SELECT;
  return begins && (kindOf(p, index + 1) === T.comma || wordOf(p, index + 1) === W.AS);
}

// Parentheses

function parenthesisMistake(p: Parser, index: number, expected: string): Diagnosis | null {
  const kind = kindOf(p, index);
  const opened = p.open.at(-1);
  if (kind === T.rightParenthesis && opened === undefined) return atToken(p, index, "syntax-error", "unmatchedParenthesis", { write: "" });
  if (opened === undefined || !expected.includes("`)`")) return null;
  const ends = kind === T.end || clauseRanks.has(wordOf(p, index)) || wordOf(p, index) === W.AS;
  if (!ends) return null;
  return atToken(p, opened, "syntax-error", "unclosedParenthesis", { found: describeToken(p, index), place: p.ends[index - 1] ?? 0 });
}

// The rest

function unexpected(p: Parser, index: number, expected: string): Diagnosis {
  if (index === p.first && kindOf(p, index) === T.reserved) return unknownStatement(p, index);
  const found = describeToken(p, index);
  const after = tokenText(p, index - 1);
  const missing = /^`[A-Z() =>]+`$/.test(expected) && index > p.first;
  if (missing) return atToken(p, index, "syntax-error", "missing", { missing: expected, after, found });
  if (kindOf(p, index) === T.end && index > p.first) return atToken(p, index, "syntax-error", "ended", { after, expected });
  return atToken(p, index, "syntax-error", "unexpected", { found, expected });
}

/** What Druid has in place of other databases' statements, by their first word. */
const statementMessages: Readonly<Record<string, string>> = {
  CREATE: "create", DROP: "drop", TRUNCATE: "drop", COPY: "load", LOAD: "load", SHOW: "show", FROM: "from",
};

function unknownStatement(p: Parser, index: number): Diagnosis {
  const word = tokenText(p, index).toUpperCase();
  return atToken(p, index, "unknown-statement", statementMessages[word] ?? "statement", { word });
}

/** `FROM (EXTERN(…))`: parentheses that hold a table function by itself. */
function externWithoutTable(p: Parser, index: number): Diagnosis | null {
  if (kindOf(p, index) !== T.rightParenthesis) return null;
  let depth = 0;
  for (let token = index; token > p.first; token--) {
    if (p.kinds[token] === T.rightParenthesis) depth++;
    else if (p.kinds[token] === T.leftParenthesis) depth--;
    if (depth > 0) continue;
    const name = token - 1;
    const inParentheses = kindOf(p, name - 1) === T.leftParenthesis && wordOf(p, name - 2) === W.FROM;
    return inParentheses && isNameKind(kindOf(p, name)) ? atTokens(p, name, name, "extern-without-table", "table", { name: tokenText(p, name) }) : null;
  }
  return null;
}

/** The next query of a WITH, where the comma before it is missing. */
function queryOfWith(p: Parser, index: number): Diagnosis | null {
  const named = isNameKind(kindOf(p, index)) && wordOf(p, index + 1) === W.AS && kindOf(p, index + 2) === T.leftParenthesis;
  if (!named || kindOf(p, index - 1) !== T.rightParenthesis) return null;
  return atToken(p, index, "syntax-error", "missingComma", { before: tokenText(p, index - 1), after: tokenText(p, index), insert: ",", place: p.ends[index - 1] ?? 0 });
}
