/**
 * Codes of `Tokens.kinds`. Names come first so that one comparison tells whether a token can name something:
 * `kind <= tokenKinds.backtickName` and not `end`.
 */
export const tokenKinds = {
  /** Sentinel after the last token. */
  end: 0,
  /** A word that needs no quotes in this release, keyword or not. */
  name: 1,
  /** "x" */
  quotedName: 2,
  /** U&"x" */
  unicodeName: 3,
  /** `x`, which Druid's lexer refuses. */
  backtickName: 4,
  /** “x”, from a word processor. */
  curlyName: 5,
  /** A word that is reserved in this release. */
  reserved: 6,

  integer: 7,
  decimal: 8,
  approximate: 9,
  /** '…' */
  string: 10,
  /** E'…' */
  escapedString: 11,
  /** U&'…' */
  unicodeString: 12,
  /** N'…', _latin1'…' */
  charsetString: 13,
  /** X'…' */
  binaryString: 14,
  /** ‘x’, from a word processor. */
  curlyString: 15,

  leftParenthesis: 16,
  rightParenthesis: 17,
  comma: 18,
  dot: 19,
  semicolon: 20,
  leftBracket: 21,
  rightBracket: 22,
  leftBrace: 23,
  rightBrace: 24,
  /** {d, {t, {ts, {fn of JDBC, each one token with its brace. */
  braceDate: 25,
  braceTime: 26,
  braceTimestamp: 27,
  braceFunction: 28,
  equal: 29,
  notEqual: 30,
  less: 31,
  lessEqual: 32,
  greater: 33,
  greaterEqual: 34,
  plus: 35,
  minus: 36,
  star: 37,
  slash: 38,
  percent: 39,
  concat: 40,
  question: 41,
  colon: 42,
  /** => */
  namedArgument: 43,
  /** -> */
  arrow: 44,
  doublePeriod: 45,
  verticalBar: 46,
  caret: 47,
  dollar: 48,
  hintBegin: 49,
  hintEnd: 50,

  /** Two of Calcite's tokens in a row that other databases read as one operator. */
  doubleEqual: 51,
  doubleColon: 52,

  // From here on Calcite's lexer stops, or has no token but the quote.
  /** A single quote that no other closes; runs to the end of the text. */
  unterminatedString: 53,
  /** A double quote that no other closes; runs to the end of the line. */
  unterminatedName: 54,
  /** "" */
  emptyName: 55,
  /** A quoted name with a line break in it. */
  brokenName: 56,
  unterminatedComment: 57,
  /** A character, or an operator of other databases such as `&&` or `@>`, that Calcite's lexer does not know. */
  unknown: 58,

  /** `latin1$en_US` before 28, and `a.b$c` always: no production takes it. */
  collation: 59,
} as const;
