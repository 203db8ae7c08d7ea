import { grammarOf, type Grammar } from "../druid/grammar.ts";
import type { Release } from "../druid/releases.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import type { Tokens } from "./tokens.ts";
import type { Violation } from "./violation.ts";
import { diagnose } from "./parser-diagnosis.ts";

/**
 * Where a parse of one statement stands. After a syntax error `index` is `limit`, so that every production sees the end and returns;
 * nothing is thrown and the tree keeps what was understood.
 */
export interface Parser {
  readonly text: string;
  readonly release: Release;
  readonly major: number;
  readonly grammar: Grammar;
  readonly tokens: Tokens;
  readonly kinds: Uint8Array;
  readonly words: Uint16Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  violations: Violation[];
  /** The statement's first token. */
  first: number;
  /** The next token. */
  index: number;
  /** The statement's end: its `;` or the end of the text. */
  limit: number;
  /** Offset of the end of the last token taken. */
  lastEnd: number;
  /**
   * By token, how many tokens Calcite's parser looks at before it takes what begins here; 0 where it does not choose, or the choice is
   * complete. A fault within the look-ahead makes it leave the choice, and it names the choice's first token.
   */
  readonly lookahead: Uint8Array;
  failed: boolean;
  /** Depth of nested expressions, queries and statements. */
  depth: number;
  /** True in DESCRIBE, where INSERT is Calcite's own: no PARTITIONED BY. */
  plainInsert: boolean;
  /** The depth at which an argument of a table function stands, where CURSOR may be. */
  cursorDepth: number;
  /** `?` seen so far. */
  parameters: number;
  /** True between BETWEEN and its AND. */
  stopAtAnd: boolean;
  /** Open parentheses: token indexes, for the message that names the one left open. */
  open: number[];
}

/** Makes the parser stand before the statement at the tokens `[from, limit)`. */
export function startStatement(p: Parser, from: number, limit: number): void {
  p.violations = [];
  p.open = [];
  p.first = from;
  p.index = from;
  p.limit = limit;
  p.lastEnd = p.starts[from] ?? 0;
  p.failed = false;
  p.depth = 0;
  p.parameters = 0;
  p.stopAtAnd = false;
  p.plainInsert = false;
  p.cursorDepth = -1;
}

/**
 * How deep expressions, queries and tables may nest before the parser gives up. With Java's default stack of 1 MB the parsers of 27.0.0
 * and 33.0.0 overflow it at 260 (scalar queries) to 580 levels (CASE), with a larger one they go on.
 */
export const nestingLimit = 600;

/** How many NOTs or signs may stand in a row; those parsers overflow the same stack at 3,910. */
export const prefixLimit = 4000;

/** Used by one parse at a time: parsing calls nothing that could parse. */
let lookaheads = new Uint8Array(1024);

function clearedLookaheads(count: number): Uint8Array {
  if (lookaheads.length < count) lookaheads = new Uint8Array(count * 2);
  else lookaheads.fill(0, 0, count);
  return lookaheads;
}

export function createParser(text: string, release: Release, tokens: Tokens): Parser {
  return {
    text,
    release,
    major: release.major,
    grammar: grammarOf(release),
    tokens,
    kinds: tokens.kinds,
    words: tokens.words,
    starts: tokens.starts,
    ends: tokens.ends,
    violations: [],
    first: 0,
    index: 0,
    limit: tokens.count,
    lastEnd: 0,
    lookahead: clearedLookaheads(tokens.count + 4),
    failed: false,
    depth: 0,
    plainInsert: false,
    cursorDepth: -1,
    parameters: 0,
    stopAtAnd: false,
    open: [],
  };
}

// Looking

export function kindAt(p: Parser, ahead: number): number {
  return p.kinds[p.index + ahead] ?? 0;
}

export function at(p: Parser, kind: number): boolean {
  return p.kinds[p.index] === kind;
}

export function atWord(p: Parser, word: number): boolean {
  return p.words[p.index] === word;
}

export function wordAhead(p: Parser, ahead: number): number {
  return p.words[p.index + ahead] ?? 0;
}

/** True when the token may be a name in this release. */
export function atName(p: Parser, ahead = 0): boolean {
  const kind = p.kinds[p.index + ahead] ?? 0;
  return kind !== T.end && kind <= T.curlyName;
}

/** Offset of the next token; at the statement's end, the end of the last one. */
export function startOf(p: Parser): number {
  return p.index < p.limit ? (p.starts[p.index] ?? p.lastEnd) : p.lastEnd;
}

// Taking

/** Takes a token that must follow the one before, or was looked at. */
export function next(p: Parser): void {
  p.lastEnd = p.ends[p.index] ?? p.lastEnd;
  p.index++;
}

/** Takes a token that Calcite's parser would reach by a choice with a look-ahead of `tokens`. */
export function choose(p: Parser, tokens = 2): void {
  if ((p.lookahead[p.index] ?? 0) < tokens) p.lookahead[p.index] = tokens;
  p.lastEnd = p.ends[p.index] ?? p.lastEnd;
  p.index++;
}

/** Takes the word, where it stands, as a choice. */
export function acceptWord(p: Parser, word: number): boolean {
  if (p.words[p.index] !== word) return false;
  choose(p);
  return true;
}

export function accept(p: Parser, kind: number): boolean {
  if (p.kinds[p.index] !== kind) return false;
  choose(p);
  return true;
}

/** Longer lists waste little of the room that they keep to grow. */
const longestTrimmed = 16;

/** A list of what was parsed first and what follows it after commas. */
export function parseList<Item>(p: Parser, first: Item, parseNext: (p: Parser) => Item): Item[] {
  const items = [first];
  if (p.kinds[p.index] !== T.comma) return items;
  while (accept(p, T.comma)) items.push(parseNext(p));
  // Most of a list's own room would be for items that never come: an array grows to 17 places at once.
  return items.length > longestTrimmed ? items : items.slice();
}

export function expectWord(p: Parser, word: number, expected: string): boolean {
  if (p.words[p.index] !== word) {
    fail(p, expected);
    return false;
  }
  next(p);
  return true;
}

export function expect(p: Parser, kind: number, expected: string): boolean {
  if (p.kinds[p.index] !== kind) {
    fail(p, expected);
    return false;
  }
  next(p);
  return true;
}

export function openParenthesis(p: Parser): boolean {
  const index = p.index;
  if (!expect(p, T.leftParenthesis, "`(`")) return false;
  p.open.push(index);
  return true;
}

export function closeParenthesis(p: Parser): void {
  if (p.kinds[p.index] === T.rightParenthesis) {
    next(p);
    p.open.pop();
  } else if (!p.failed) failAt(p, p.index, "`)`");
}

// Failing

/** A token that no production takes: what must stand here is `expected`. */
export function fail(p: Parser, expected: string): void {
  failAt(p, choiceToken(p), expected);
}

const longestLookahead = 4;

/** The token that Calcite's parser names when the next one does not fit. */
export function choiceToken(p: Parser): number {
  for (let index = Math.max(p.first, p.index - longestLookahead); index < p.index; index++) {
    if ((p.lookahead[index] ?? 0) > p.index - index) return index;
  }
  return p.index;
}

/** Marks the next token as a choice that is taken by something else. */
export function mark(p: Parser, tokens = 2): void {
  p.lookahead[p.index] = tokens;
}

/** The choice at a token is complete: what fails after it is another matter. */
export function complete(p: Parser, index: number): void {
  p.lookahead[index] = 0;
}

/** As `fail`, where Calcite had finished its last choice: the token itself is the one it names. */
export function failAt(p: Parser, druidToken: number, expected: string): void {
  if (p.failed) return;
  // Of a `.` Calcite's parser has read the token after it.
  const index = p.kinds[p.index] === T.dot && isLexical(kindAt(p, 1)) ? p.index + 1 : p.index;
  stop(p);
  if (p.violations.length > 0) return;
  p.violations.push(diagnose(p, index, isLexical(p.kinds[index] ?? 0) ? index : druidToken, expected));
}

/** Gives the rest of the statement up. */
export function stop(p: Parser): void {
  p.failed = true;
  if (p.limit > p.index) p.lastEnd = p.ends[p.limit - 1] ?? p.lastEnd;
  p.index = p.limit;
}

/** True for what Calcite's lexer stops at: it names the place itself, whatever the parser was about to choose. */
export function isLexical(kind: number): boolean {
  return kind === T.unknown || kind === T.backtickName || kind === T.curlyName || kind === T.curlyString || kind === T.unterminatedComment;
}

/** What a violation says beside its rule and message. */
export type ViolationData = Readonly<Record<string, string | number | boolean | null>>;

/**
 * A construct that is understood and that Druid's parser refuses. `druidStart` is the offset Druid names, where it differs. Nothing
 * is said after a syntax error, whose place came first.
 */
export function refuse(
  p: Parser,
  rule: string,
  message: string,
  data: ViolationData,
  start: number,
  end: number,
  druidStart: number | null = null,
): void {
  if (p.failed) return;
  p.violations.push({ rule, message, data, stage: "parse", start, end, druidStart });
}

/** As `refuse`, for what ends the parse: the tree is not to be relied on. */
export function refuseAndStop(
  p: Parser,
  rule: string,
  message: string,
  data: ViolationData,
  start: number,
  end: number,
  druidStart: number | null = null,
): void {
  if (p.violations.length === 0) refuse(p, rule, message, data, start, end, druidStart);
  if (!p.failed) stop(p);
}

/** Goes one level deeper; false, and the parse ends, when that is too deep. */
export function enter(p: Parser): boolean {
  p.depth++;
  if (p.depth <= nestingLimit) return true;
  refuseDepth(p, nestingLimit);
  return false;
}

/** Gives the statement up at a token that is nested too deep. */
export function refuseDepth(p: Parser, limit: number): void {
  const start = startOf(p);
  refuseAndStop(p, "nesting-too-deep", "deep", { limit }, start, p.ends[p.index] ?? start);
}

export function leave(p: Parser): void {
  p.depth--;
}

/** The text of a token. */
export function textOf(p: Parser, index: number): string {
  return p.text.slice(p.starts[index] ?? 0, p.ends[index] ?? 0);
}
