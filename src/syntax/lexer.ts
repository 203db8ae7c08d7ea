import { grammarOf, type Grammar } from "../druid/grammar.ts";
import type { Release } from "../druid/releases.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import type { Tokens } from "./tokens.ts";
import { reservedCodes, wordAt } from "./words.ts";

// Classes of ASCII characters.
const OTHER = 0;
const BLANK = 1;
const LETTER = 2;
const DIGIT = 3;
const SINGLE = 4;

const classes = new Uint8Array(128);
for (const blank of " \t\n\r\f") classes[blank.charCodeAt(0)] = BLANK;
for (let code = 65; code <= 90; code++) classes[code] = classes[code + 32] = LETTER;
classes[95] = LETTER;
for (let code = 48; code <= 57; code++) classes[code] = DIGIT;

/** Tokens of one character that begin no longer one. */
const singles = new Uint8Array(128);
const singleKinds: Readonly<Record<string, number>> = {
  "(": T.leftParenthesis,
  ")": T.rightParenthesis,
  ",": T.comma,
  ";": T.semicolon,
  "[": T.leftBracket,
  "]": T.rightBracket,
  "}": T.rightBrace,
  "+": T.plus,
  "%": T.percent,
  "?": T.question,
  "^": T.caret,
};
for (const [char, kind] of Object.entries(singleKinds)) {
  classes[char.charCodeAt(0)] = SINGLE;
  singles[char.charCodeAt(0)] = kind;
}

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
  count: number;
  kinds: Uint8Array;
  words: Uint16Array;
  starts: Uint32Array;
  ends: Uint32Array;
}

/**
 * The tokens of a text as the release's lexer sees them (Calcite's lexical state for double-quoted names), in one pass. Never
 * fails: what Calcite's lexer stops at becomes a token of one of the last kinds. Two sentinels of kind `end` follow the last token.
 */
export function tokenize(text: string, release: Release): Tokens {
  const { kinds, words, starts, ends } = scratch;
  const lexer: Lexer = {
    text, grammar: grammarOf(release), reserved: reservedCodes(release), declared: declaredWords(release), dollars: text.includes("$"), collationsSeen: 0, count: 0, kinds, words, starts, ends,
  };
  scan(lexer);
  const count = lexer.count;
  add(lexer, T.end, 0, text.length, text.length);
  add(lexer, T.end, 0, text.length, text.length);
  const tokens = pack(lexer, count);
  if (lexer.kinds !== kinds) keepColumns(lexer);
  return tokens;
}

/** The arrays that a scan writes to; kept from text to text, since a typed array is dear to make. */
type Columns = Pick<Lexer, "kinds" | "words" | "starts" | "ends">;

const firstScratch = 4096;
const largestScratch = 1 << 20;
let scratch = newColumns(firstScratch);

function keepColumns({ kinds, words, starts, ends }: Columns): void {
  scratch = kinds.length > largestScratch ? newColumns(firstScratch) : { kinds, words, starts, ends };
}

function newColumns(capacity: number): Columns {
  return {
    kinds: new Uint8Array(capacity),
    words: new Uint16Array(capacity),
    starts: new Uint32Array(capacity),
    ends: new Uint32Array(capacity),
  };
}

/** A buffer of its own costs more than to scan a line of text: the tokens of short texts stand one after the other in a common one. */
const sharedBytes = 1 << 15;
let shared = new ArrayBuffer(sharedBytes);
let sharedUsed = 0;

/** A buffer with room for the bytes, and the offset at which it begins, a multiple of four. */
function reserve(bytes: number): { readonly buffer: ArrayBuffer; readonly offset: number } {
  if (bytes > sharedBytes / 8) return { buffer: new ArrayBuffer(bytes), offset: 0 };
  if (sharedUsed + bytes > sharedBytes) {
    shared = new ArrayBuffer(sharedBytes);
    sharedUsed = 0;
  }
  const offset = sharedUsed;
  sharedUsed = (offset + bytes + 3) & ~3;
  return { buffer: shared, offset };
}

/** The tokens and two sentinels in arrays of the right size. */
function pack(lexer: Lexer, count: number): Tokens {
  const size = lexer.count;
  const { buffer, offset } = reserve(size * 11);
  const starts = new Uint32Array(buffer, offset, size);
  const ends = new Uint32Array(buffer, offset + size * 4, size);
  const words = new Uint16Array(buffer, offset + size * 8, size);
  const kinds = new Uint8Array(buffer, offset + size * 10, size);
  for (let index = 0; index < size; index++) {
    starts[index] = lexer.starts[index] ?? 0;
    ends[index] = lexer.ends[index] ?? 0;
    words[index] = lexer.words[index] ?? 0;
    kinds[index] = lexer.kinds[index] ?? 0;
  }
  return { count, kinds, words, starts, ends };
}

function scan(lexer: Lexer): void {
  const text = lexer.text;
  const length = text.length;
  let offset = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (offset === 1) add(lexer, T.unknown, 0, 0, 1);
  while (offset < length) {
    const code = text.charCodeAt(offset);
    const kind = code < 128 ? (classes[code] ?? OTHER) : isLetter(code) ? LETTER : OTHER;
    if (kind === BLANK) {
      offset++;
    } else if (kind === LETTER) {
      offset = scanWord(lexer, offset);
    } else if (kind === SINGLE) {
      add(lexer, singles[code] ?? 0, 0, offset, offset + 1);
      offset++;
    } else if (kind === DIGIT) {
      offset = scanNumber(lexer, offset);
    } else {
      offset = scanOther(lexer, offset, code);
    }
  }
}

function add(lexer: Lexer, kind: number, word: number, start: number, end: number): number {
  const index = lexer.count++;
  if (index + 4 > lexer.kinds.length) grow(lexer);
  lexer.kinds[index] = kind;
  lexer.words[index] = word;
  lexer.starts[index] = start;
  lexer.ends[index] = end;
  return end;
}

function grow(lexer: Lexer): void {
  const { kinds, words, starts, ends } = newColumns(lexer.kinds.length * 2);
  kinds.set(lexer.kinds);
  words.set(lexer.words);
  starts.set(lexer.starts);
  ends.set(lexer.ends);
  lexer.kinds = kinds;
  lexer.words = words;
  lexer.starts = starts;
  lexer.ends = ends;
}

/** Letters beyond ASCII as Calcite's Parser.jj lists them: neither Hangul syllables nor anything beyond the basic plane. */
function isLetter(code: number): boolean {
  if (code < 0xc0) return false;
  if (code <= 0x1fff) return code !== 0xd7 && code !== 0xf7;
  return (
    (code >= 0x3040 && code <= 0x318f) ||
    (code >= 0x3300 && code <= 0x337f) ||
    (code >= 0x3400 && code <= 0x3d2d) ||
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff)
  );
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
    if (offset > start && text.charCodeAt(offset) === DOLLAR && isLocaleLetter(text.charCodeAt(offset + 1))) last = offset;
    offset++;
  }
  lexer.collationsSeen = offset;
  if (last === 0) return 0;
  let close = last + 1;
  while (isLocaleLetter(text.charCodeAt(close))) close++;
  if (text.charCodeAt(close) === DOLLAR) while (isWordPart(text.charCodeAt(close))) close++;
  lexer.collationsSeen = 0;
  return close > end || (close === end && !lexer.grammar.dollarIdentifiers) ? close : 0;
}

/** The letters of a locale: those of a name without `$`. */
function isLocaleLetter(code: number): boolean {
  return code < 128 ? classes[code] === LETTER : isLetter(code);
}

function isWordPart(code: number): boolean {
  return code < 128 ? classes[code] === LETTER || classes[code] === DIGIT || code === DOLLAR : isLetter(code);
}

function isCollationPart(code: number): boolean {
  return code === 45 || code === 46 || code === 58 || isWordPart(code);
}

function scanWord(lexer: Lexer, start: number): number {
  const { text } = lexer;
  const length = text.length;
  let offset = start + 1;
  while (offset < length) {
    const code = text.charCodeAt(offset);
    if (code < 128) {
      const kind = classes[code];
      if (kind !== LETTER && kind !== DIGIT && code !== DOLLAR) break;
    } else if (!isLetter(code)) {
      break;
    }
    offset++;
  }
  const next = offset < length ? text.charCodeAt(offset) : 0;
  if (next === QUOTE || (next === 38 && offset - start === 1)) {
    const end = scanPrefixed(lexer, start, offset, next);
    if (end > 0) return end;
  }
  if (lexer.dollars) {
    const end = collationEnd(lexer, start, offset);
    if (end > 0) return add(lexer, T.collation, 0, start, end);
  }
  const word = wordAt(text, start, offset);
  const reserved = (word !== 0 && lexer.reserved[word] === 1) || lexer.declared?.has(text.slice(start, offset).toUpperCase()) === true;
  return add(lexer, reserved ? T.reserved : T.name, word, start, offset);
}

function declaredWords({ declared }: Release): ReadonlySet<string> | null {
  return declared === undefined || declared.keywords.size === 0 ? null : declared.keywords;
}

/** Strings and names that a letter opens: N'…', _latin1'…', X'…', E'…', U&'…', U&"…". 0 when it is none. */
function scanPrefixed(lexer: Lexer, start: number, offset: number, next: number): number {
  const { text } = lexer;
  const first = text.charCodeAt(start) | 32;
  if (next === QUOTE) {
    if (first === 127 && offset - start > 1 && isLetterOrDigit(text.charCodeAt(start + 1))) return closedString(lexer, T.charsetString, start, offset);
    if (offset - start !== 1) return 0;
    if (first === 110) return closedString(lexer, T.charsetString, start, offset);
    if (first === 120) return closedString(lexer, T.binaryString, start, offset);
    if (first === 101 && lexer.grammar.escapedStrings) return escapedString(lexer, start, offset);
    return 0;
  }
  if (first !== 117) return 0;
  const quote = text.charCodeAt(offset + 1);
  if (quote === QUOTE) return closedString(lexer, T.unicodeString, start, offset + 1);
  if (quote !== DOUBLE_QUOTE) return 0;
  const end = nameEnd(text, offset + 1);
  return end > 0 ? add(lexer, T.unicodeName, 0, start, end) : 0;
}

function isLetterOrDigit(code: number): boolean {
  return code < 128 && code !== 95 && (classes[code] === LETTER || classes[code] === DIGIT);
}

function closedString(lexer: Lexer, kind: number, start: number, quote: number): number {
  const end = stringEnd(lexer.text, quote);
  return end > 0 ? add(lexer, kind, 0, start, end) : 0;
}

function escapedString(lexer: Lexer, start: number, quote: number): number {
  const { text } = lexer;
  for (let offset = quote + 1; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 92) offset++;
    else if (code === QUOTE) {
      if (text.charCodeAt(offset + 1) !== QUOTE) return add(lexer, T.escapedString, 0, start, offset + 1);
      offset++;
    }
  }
  return 0;
}

/** Offset after the quote that closes the string opened at `quote`, 0 when none does. */
function stringEnd(text: string, quote: number): number {
  let offset = text.indexOf("'", quote + 1);
  while (offset >= 0) {
    if (text.charCodeAt(offset + 1) !== QUOTE) return offset + 1;
    offset = text.indexOf("'", offset + 2);
  }
  return 0;
}

/** Offset after the quote that closes the name opened at `quote` on the same line, 0 when none does or the name is empty. */
function nameEnd(text: string, quote: number): number {
  for (let offset = quote + 1; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 10 || code === 13) return 0;
    if (code !== DOUBLE_QUOTE) continue;
    if (text.charCodeAt(offset + 1) !== DOUBLE_QUOTE) return offset === quote + 1 ? 0 : offset + 1;
    offset++;
  }
  return 0;
}

function scanNumber(lexer: Lexer, start: number): number {
  const { text } = lexer;
  let offset = skipDigits(text, start);
  if (lexer.dollars) {
    const end = collationEnd(lexer, start, offset);
    if (end > 0) return add(lexer, T.collation, 0, start, end);
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
  if ((text.charCodeAt(end) | 32) !== 101) return add(lexer, kind, 0, start, end);
  const sign = text.charCodeAt(end + 1);
  const digits = sign === 43 || sign === 45 ? end + 2 : end + 1;
  const exponentEnd = skipDigits(text, digits);
  if (exponentEnd === digits) return add(lexer, kind, 0, start, end);
  return add(lexer, T.approximate, 0, start, exponentEnd);
}

function skipDigits(text: string, offset: number): number {
  let end = offset;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code < 48 || code > 57) break;
    end++;
  }
  return end;
}

function scanOther(lexer: Lexer, start: number, code: number): number {
  const { text } = lexer;
  const next = text.charCodeAt(start + 1);
  switch (code) {
    case QUOTE: {
      const end = stringEnd(text, start);
      return end > 0 ? add(lexer, T.string, 0, start, end) : add(lexer, T.unterminatedString, 0, start, text.length);
    }
    case DOUBLE_QUOTE:
      return scanQuotedName(lexer, start);
    case 45: // -
      if (next === 45) return lineEnd(text, start);
      return next === 62 ? add(lexer, T.arrow, 0, start, start + 2) : add(lexer, T.minus, 0, start, start + 1);
    case 47: // /
      if (next === 47) return lineEnd(text, start);
      return next === 42 ? scanComment(lexer, start) : add(lexer, T.slash, 0, start, start + 1);
    case 42: // *
      if (next === 47 && lexer.grammar.hints) return add(lexer, T.hintEnd, 0, start, start + 2);
      return add(lexer, T.star, 0, start, start + 1);
    case 46: // .
      if (next >= 48 && next <= 57) return finishNumber(lexer, start, skipDigits(text, start + 1), T.decimal);
      return next === 46 ? add(lexer, T.doublePeriod, 0, start, start + 2) : add(lexer, T.dot, 0, start, start + 1);
    case 61: // =
      if (next === 62) return add(lexer, T.namedArgument, 0, start, start + 2);
      return next === 61 ? add(lexer, T.doubleEqual, 0, start, start + 2) : add(lexer, T.equal, 0, start, start + 1);
    case 60: // <
      if (next === 62) return add(lexer, T.notEqual, 0, start, start + 2);
      return next === 61 ? add(lexer, T.lessEqual, 0, start, start + 2) : add(lexer, T.less, 0, start, start + 1);
    case 62: // >
      return next === 61 ? add(lexer, T.greaterEqual, 0, start, start + 2) : add(lexer, T.greater, 0, start, start + 1);
    case 33: // !
      return next === 61 ? add(lexer, T.notEqual, 0, start, start + 2) : add(lexer, T.unknown, 0, start, start + 1);
    case 124: // |
      return next === 124 ? add(lexer, T.concat, 0, start, start + 2) : add(lexer, T.verticalBar, 0, start, start + 1);
    case 58: // :
      return next === 58 ? add(lexer, T.doubleColon, 0, start, start + 2) : add(lexer, T.colon, 0, start, start + 1);
    case DOLLAR:
      return scanDollar(lexer, start, next);
    case 123: // {
      return scanBrace(lexer, start);
    default:
      return scanForeign(lexer, start, code);
  }
}

/** `$1` and `$x` are names; a lone `$` is a token of its own. */
function scanDollar(lexer: Lexer, start: number, next: number): number {
  const continues = next < 128 ? classes[next] === LETTER || classes[next] === DIGIT || next === DOLLAR : isLetter(next);
  return continues ? scanWord(lexer, start) : add(lexer, T.dollar, 0, start, start + 1);
}

/** Offset of the first line break from `start` on, or `end`. */
function lineEnd(text: string, start: number, end = text.length): number {
  for (let offset = start; offset < end; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 10 || code === 13) return offset;
  }
  return end;
}

function scanComment(lexer: Lexer, start: number): number {
  const { text } = lexer;
  if (text.charCodeAt(start + 2) === 43 && lexer.grammar.hints) return add(lexer, T.hintBegin, 0, start, start + 3);
  const end = text.indexOf("*/", start + 2);
  return end >= 0 ? end + 2 : add(lexer, T.unterminatedComment, 0, start, text.length);
}

function scanQuotedName(lexer: Lexer, start: number): number {
  const { text } = lexer;
  const end = nameEnd(text, start);
  if (end > 0) return add(lexer, T.quotedName, 0, start, end);
  if (text.charCodeAt(start + 1) === DOUBLE_QUOTE) return add(lexer, T.emptyName, 0, start, start + 2);
  const close = text.indexOf('"', start + 1);
  if (close < 0) return add(lexer, T.unterminatedName, 0, start, lineEnd(text, start));
  return add(lexer, T.brokenName, 0, start, close + 1);
}

const bracePattern = /\{ *(?:(fn)|(ts)|(t)|(d))/iy;

function scanBrace(lexer: Lexer, start: number): number {
  bracePattern.lastIndex = start;
  const match = bracePattern.exec(lexer.text);
  if (match === null) return add(lexer, T.leftBrace, 0, start, start + 1);
  const [all, fn, ts, t] = match;
  const kind =
    fn !== undefined ? T.braceFunction : ts !== undefined ? T.braceTimestamp : t !== undefined ? T.braceTime : T.braceDate;
  return add(lexer, kind, 0, start, start + all.length);
}

const foreignOperator = /&&|@>|<@|[&|]=|[~!@#&\\]+/y;

function scanForeign(lexer: Lexer, start: number, code: number): number {
  const { text } = lexer;
  if (code === 96) {
    const close = foreignClose(text, start, "`");
    return close > 0 ? add(lexer, T.backtickName, 0, start, close) : add(lexer, T.unknown, 0, start, start + 1);
  }
  if (code >= 0x201c && code <= 0x201f) return scanCurly(lexer, start, /[\u201c-\u201f"]/g, T.curlyName);
  if (code >= 0x2018 && code <= 0x201b) return scanCurly(lexer, start, /[\u2018-\u201b']/g, T.curlyString);
  foreignOperator.lastIndex = start;
  const match = code < 128 ? foreignOperator.exec(text) : null;
  if (match !== null) return add(lexer, T.unknown, 0, start, start + match[0].length);
  const wide = code >= 0xd800 && code <= 0xdbff && start + 1 < text.length;
  return add(lexer, T.unknown, 0, start, start + (wide ? 2 : 1));
}

function hasLineBreak(text: string, start: number, end: number): boolean {
  return lineEnd(text, start, end) < end;
}

/** Offset after a closing quote on the same line, with something between, else 0. */
function foreignClose(text: string, start: number, quote: string): number {
  const close = text.indexOf(quote, start + 1);
  return close > start + 1 && !hasLineBreak(text, start, close) ? close + 1 : 0;
}

function scanCurly(lexer: Lexer, start: number, closing: RegExp, kind: number): number {
  const { text } = lexer;
  closing.lastIndex = start + 1;
  const match = closing.exec(text);
  const closed = match !== null && !hasLineBreak(text, start, match.index);
  return add(lexer, closed ? kind : T.unknown, 0, start, closed ? match.index + 1 : start + 1);
}
