import { grammarOf, type Grammar } from "../druid/grammar.ts";
import type { Release } from "../druid/releases.ts";
import { characterClasses, classes, isAsciiLetterOrDigit, isDigit, isLetter, isWordPart, singleKinds, wordEnd } from "./characters.ts";
import { escapedStringEnd, foreignNameEnd, hasLineBreak, lineEnd, nameEnd, skipDigits, stringEnd } from "./lexer-ends.ts";
import { addToken, beginTokens, endTokens } from "./token-columns.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import type { Tokens } from "./tokens.ts";
import { reservedCodes, wordAt } from "./words.ts";

const { blank, digit, letter, single } = characterClasses;

interface Lexer {
  readonly text: string;
  readonly grammar: Grammar;
  readonly reserved: Uint8Array;
  /** Words that the cluster's own extensions reserve, upper case; null where there are none. */
  readonly declared: ReadonlySet<string> | null;
  /** The text holds a `$`, without which no collation is named. */
  readonly dollars: boolean;
  /** Offset up to which no collation begins. */
  collationsSeen: number;
  /** Where a double quote is known to open a name that its line does not close; -1 where nothing is known. */
  unclosed: number;
}

/**
 * The tokens of a text as the release's lexer sees them (Calcite's lexical state for double-quoted names), in one pass. Never
 * fails: what Calcite's lexer stops at becomes a token of one of the last kinds. Two sentinels of kind `end` follow the last token.
 */
export function tokenize(text: string, release: Release): Tokens {
  const lexer: Lexer = {
    text,
    grammar: grammarOf(release),
    reserved: reservedCodes(release),
    declared: declaredWords(release),
    dollars: text.includes("$"),
    collationsSeen: 0,
    unclosed: -1,
  };
  beginTokens();
  scan(lexer);
  addToken(T.end, 0, text.length, text.length);
  addToken(T.end, 0, text.length, text.length);
  return endTokens(2);
}

function scan(lexer: Lexer): void {
  const text = lexer.text;
  const length = text.length;
  let offset = text.charCodeAt(0) === 0xfeff ? addToken(T.unknown, 0, 0, 1) : 0;
  while (offset < length) {
    const code = text.charCodeAt(offset);
    const kind = classes[code];
    if (kind === blank) offset++;
    else if (kind === letter) offset = scanWord(lexer, offset);
    else if (kind === single) offset = addToken(singleKinds[code] ?? 0, 0, offset, offset + 1);
    else if (kind === digit) offset = scanNumber(lexer, offset);
    else offset = scanOther(lexer, offset, code);
  }
}

const DOLLAR = 36;
const QUOTE = 39;
const DOUBLE_QUOTE = 34;

/**
 * Calcite's lexer takes `a.b$c` for the name of a collation (COLLATION_ID): letters, digits, `.`, `-` and `:`, then `$` and letters or
 * `_`, and perhaps `$` again with letters and digits. Offset after one that begins at `start` and goes on beyond `end`, where a shorter
 * token ends; 0 when none does. Each run of such characters is looked at once.
 */
function collationEnd(lexer: Lexer, start: number, end: number): number {
  if (start < lexer.collationsSeen) return 0;
  const { text } = lexer;
  let last = 0;
  let offset = start;
  while (isCollationPart(text.charCodeAt(offset))) {
    if (offset > start && text.charCodeAt(offset) === DOLLAR && isLetter(text.charCodeAt(offset + 1))) last = offset;
    offset++;
  }
  lexer.collationsSeen = offset;
  if (last === 0) return 0;
  let close = last + 1;
  while (isLetter(text.charCodeAt(close))) close++;
  if (text.charCodeAt(close) === DOLLAR) close = wordEnd(text, close);
  lexer.collationsSeen = 0;
  return close > end || (close === end && !lexer.grammar.dollarIdentifiers) ? close : 0;
}

function isCollationPart(code: number): boolean {
  return code === 45 || code === 46 || code === 58 || isWordPart(code);
}

function scanWord(lexer: Lexer, start: number): number {
  const { text } = lexer;
  const offset = wordEnd(text, start + 1);
  const next = offset < text.length ? text.charCodeAt(offset) : 0;
  if (next === QUOTE || (next === 38 && offset - start === 1)) {
    const end = scanPrefixed(lexer, start, offset, next);
    if (end > 0) return end;
  }
  if (lexer.dollars) {
    const end = collationEnd(lexer, start, offset);
    if (end > 0) return addToken(T.collation, 0, start, end);
  }
  const word = wordAt(text, start, offset);
  const reserved = (word !== 0 && lexer.reserved[word] === 1) || lexer.declared?.has(text.slice(start, offset).toUpperCase()) === true;
  return addToken(reserved ? T.reserved : T.name, word, start, offset);
}

function declaredWords({ declared }: Release): ReadonlySet<string> | null {
  return declared === undefined || declared.keywords.size === 0 ? null : declared.keywords;
}

/** Strings and names that a letter opens: N'…', _latin1'…', X'…', E'…', U&'…', U&"…". 0 when it is none. */
function scanPrefixed(lexer: Lexer, start: number, offset: number, next: number): number {
  const { text } = lexer;
  const first = text.charCodeAt(start) | 32;
  if (next === QUOTE) {
    if (first === 127 && offset - start > 1 && isAsciiLetterOrDigit(text.charCodeAt(start + 1))) return addedToken(T.charsetString, start, stringEnd(text, offset));
    if (offset - start !== 1) return 0;
    if (first === 110) return addedToken(T.charsetString, start, stringEnd(text, offset));
    if (first === 120) return addedToken(T.binaryString, start, stringEnd(text, offset));
    if (first === 101 && lexer.grammar.escapedStrings) return addedToken(T.escapedString, start, escapedStringEnd(text, offset));
    return 0;
  }
  if (first !== 117) return 0;
  const quote = text.charCodeAt(offset + 1);
  if (quote === QUOTE) return addedToken(T.unicodeString, start, stringEnd(text, offset + 1));
  return quote === DOUBLE_QUOTE ? addedToken(T.unicodeName, start, nameEnd(text, offset + 1)) : 0;
}

/** Adds a token that ends somewhere; 0 for one that does not. */
function addedToken(kind: number, start: number, end: number): number {
  return end > 0 ? addToken(kind, 0, start, end) : 0;
}

function scanNumber(lexer: Lexer, start: number): number {
  const { text } = lexer;
  let offset = skipDigits(text, start);
  if (lexer.dollars) {
    const end = collationEnd(lexer, start, offset);
    if (end > 0) return addToken(T.collation, 0, start, end);
  }
  let kind: number = T.integer;
  if (text.charCodeAt(offset) === 46) {
    kind = T.decimal;
    offset = skipDigits(text, offset + 1);
  }
  return finishNumber(lexer, start, offset, kind);
}

function finishNumber(lexer: Lexer, start: number, end: number, kind: number): number {
  const { text } = lexer;
  if ((text.charCodeAt(end) | 32) !== 101) return addToken(kind, 0, start, end);
  const sign = text.charCodeAt(end + 1);
  const digits = sign === 43 || sign === 45 ? end + 2 : end + 1;
  const exponentEnd = skipDigits(text, digits);
  if (exponentEnd === digits) return addToken(kind, 0, start, end);
  return addToken(T.approximate, 0, start, exponentEnd);
}

function scanOther(lexer: Lexer, start: number, code: number): number {
  const { text } = lexer;
  const next = text.charCodeAt(start + 1);
  switch (code) {
    case QUOTE: {
      const end = stringEnd(text, start);
      return end > 0 ? addToken(T.string, 0, start, end) : addToken(T.unterminatedString, 0, start, text.length);
    }
    case DOUBLE_QUOTE:
      return scanQuotedName(lexer, start);
    case 45: // -
      if (next === 45) return lineEnd(text, start);
      return next === 62 ? addToken(T.arrow, 0, start, start + 2) : addToken(T.minus, 0, start, start + 1);
    case 47: // /
      if (next === 47) return lineEnd(text, start);
      return next === 42 ? scanComment(lexer, start) : addToken(T.slash, 0, start, start + 1);
    case 42: // *
      if (next === 47 && lexer.grammar.hints) return addToken(T.hintEnd, 0, start, start + 2);
      return addToken(T.star, 0, start, start + 1);
    case 46: // .
      if (isDigit(next)) return finishNumber(lexer, start, skipDigits(text, start + 1), T.decimal);
      return next === 46 ? addToken(T.doublePeriod, 0, start, start + 2) : addToken(T.dot, 0, start, start + 1);
    case 61: // =
      if (next === 62) return addToken(T.namedArgument, 0, start, start + 2);
      return next === 61 ? addToken(T.doubleEqual, 0, start, start + 2) : addToken(T.equal, 0, start, start + 1);
    case 60: // <
      if (next === 62) return addToken(T.notEqual, 0, start, start + 2);
      return next === 61 ? addToken(T.lessEqual, 0, start, start + 2) : addToken(T.less, 0, start, start + 1);
    case 62: // >
      return next === 61 ? addToken(T.greaterEqual, 0, start, start + 2) : addToken(T.greater, 0, start, start + 1);
    case 33: // !
      return next === 61 ? addToken(T.notEqual, 0, start, start + 2) : addToken(T.unknown, 0, start, start + 1);
    case 124: // |
      return next === 124 ? addToken(T.concat, 0, start, start + 2) : addToken(T.verticalBar, 0, start, start + 1);
    case 58: // :
      return next === 58 ? addToken(T.doubleColon, 0, start, start + 2) : addToken(T.colon, 0, start, start + 1);
    case DOLLAR: // `$1` and `$x` are names
      return isWordPart(next) ? scanWord(lexer, start) : addToken(T.dollar, 0, start, start + 1);
    case 123: // {
      return scanBrace(lexer, start);
    default:
      return scanForeign(lexer, start, code);
  }
}

function scanComment(lexer: Lexer, start: number): number {
  const { text } = lexer;
  if (text.charCodeAt(start + 2) === 43 && lexer.grammar.hints) return addToken(T.hintBegin, 0, start, start + 3);
  const end = text.indexOf("*/", start + 2);
  return end >= 0 ? end + 2 : addToken(T.unterminatedComment, 0, start, text.length);
}

function scanQuotedName(lexer: Lexer, start: number): number {
  const end = start === lexer.unclosed ? 0 : nameEnd(lexer.text, start);
  return end > 0 ? addToken(T.quotedName, 0, start, end) : scanUnclosedName(lexer, start);
}

/**
 * Where a name is not closed on its line, all quotes that follow there stand in pairs. A token that takes the first of a pair leaves the
 * second as one that opens a name, which is not closed either: each line is looked through once.
 */
function scanUnclosedName(lexer: Lexer, start: number): number {
  const { text } = lexer;
  const close = text.indexOf('"', start + 1);
  if (close < 0) return addToken(T.unterminatedName, 0, start, lineEnd(text, start));
  const end = addToken(close === start + 1 ? T.emptyName : T.brokenName, 0, start, close + 1);
  if (!hasLineBreak(text, start, close)) lexer.unclosed = end;
  return end;
}

const bracePattern = /\{ *(?:(fn)|(ts)|(t)|(d))/iy;

function scanBrace(lexer: Lexer, start: number): number {
  bracePattern.lastIndex = start;
  const match = bracePattern.exec(lexer.text);
  if (match === null) return addToken(T.leftBrace, 0, start, start + 1);
  const [all, fn, ts, t] = match;
  const kind =
    fn !== undefined ? T.braceFunction : ts !== undefined ? T.braceTimestamp : t !== undefined ? T.braceTime : T.braceDate;
  return addToken(kind, 0, start, start + all.length);
}

const foreignOperator = /&&|@>|<@|[&|]=|[~!@#&\\]+/y;

function scanForeign(lexer: Lexer, start: number, code: number): number {
  const { text } = lexer;
  if (code === 96) {
    const close = foreignNameEnd(text, start, "`");
    return close > 0 ? addToken(T.backtickName, 0, start, close) : addToken(T.unknown, 0, start, start + 1);
  }
  if (code >= 0x201c && code <= 0x201f) return scanCurly(lexer, start, /[\u201c-\u201f"]/g, T.curlyName);
  if (code >= 0x2018 && code <= 0x201b) return scanCurly(lexer, start, /[\u2018-\u201b']/g, T.curlyString);
  foreignOperator.lastIndex = start;
  const match = code < 128 ? foreignOperator.exec(text) : null;
  if (match !== null) return addToken(T.unknown, 0, start, start + match[0].length);
  const wide = code >= 0xd800 && code <= 0xdbff && start + 1 < text.length;
  return addToken(T.unknown, 0, start, start + (wide ? 2 : 1));
}

function scanCurly(lexer: Lexer, start: number, closing: RegExp, kind: number): number {
  const { text } = lexer;
  closing.lastIndex = start + 1;
  const match = closing.exec(text);
  const closed = match !== null && !hasLineBreak(text, start, match.index);
  return addToken(closed ? kind : T.unknown, 0, start, closed ? match.index + 1 : start + 1);
}
