import type { Expression } from "./nodes.ts";
import { errorExpression, parseOperators, parseQueryOrList } from "./parser-expressions.ts";
import { parsePrimary } from "./parser-primary.ts";
import {
  acceptWord, atWord, choose, complete, enter, expectWord, fail, leave, next, refuse, startOf, textOf, wordAhead, type Parser,
} from "./parser-state.ts";
import { AND, COMPARE, IN, IS, MULTISET_INTERSECT, MULTISET_UNION, OR } from "./precedences.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

/** Operators that are words; null when the word is none or binds too loosely. */
export function parseWordOperator(p: Parser, left: Expression, minimum: number): Expression | null {
  switch (p.words[p.index]) {
    case W.AND:
      return minimum > AND || p.stopAtAnd ? null : parseWordInfix(p, left, "AND", 1, AND);
    case W.OR:
      return minimum > OR ? null : parseWordInfix(p, left, "OR", 1, OR);
    case W.IS:
      return parseIs(p, left, minimum);
    case W.IN:
      return minimum > IN ? null : parseIn(p, left, false);
    case W.BETWEEN:
      return minimum > IN ? null : parseBetween(p, left, false);
    case W.LIKE:
    case W.SIMILAR:
    case W.ILIKE:
    case W.RLIKE:
    case W.REGEXP:
    case W.GLOB:
      return minimum > IN ? null : parseLike(p, left, false);
    case W.NOT:
      return parseNegated(p, left, minimum);
    case W.MEMBER:
      return wordPair(p, left, minimum, W.OF, "MEMBER OF");
    case W.SUBMULTISET:
      return wordPair(p, left, minimum, W.OF, "SUBMULTISET OF");
    case W.CONTAINS:
      return minimum > COMPARE ? null : parseWordInfix(p, left, "CONTAINS", 1, COMPARE);
    case W.OVERLAPS:
      return minimum > COMPARE ? null : parseWordInfix(p, left, "OVERLAPS", 1, COMPARE);
    case W.EQUALS:
      return minimum > COMPARE ? null : parseWordInfix(p, left, "EQUALS", 1, COMPARE);
    case W.PRECEDES:
      return minimum > COMPARE ? null : parseWordInfix(p, left, "PRECEDES", 1, COMPARE);
    case W.SUCCEEDS:
      return minimum > COMPARE ? null : parseWordInfix(p, left, "SUCCEEDS", 1, COMPARE);
    case W.IMMEDIATELY:
      return (
        wordPair(p, left, minimum, W.PRECEDES, "IMMEDIATELY PRECEDES") ??
        wordPair(p, left, minimum, W.SUCCEEDS, "IMMEDIATELY SUCCEEDS")
      );
    case W.MULTISET:
      return parseMultiset(p, left, minimum);
    case W.FORMAT:
      return minimum > IS || wordAhead(p, 1) !== W.JSON ? null : parseFormatJson(p, left);
    default:
      return null;
  }
}

function parseWordInfix(p: Parser, left: Expression, operator: string, count: number, precedence: number): Expression {
  const operatorStart = startOf(p);
  const { index } = p;
  choose(p, 3);
  for (let taken = 1; taken < count; taken++) next(p);
  const right = parseOperators(p, precedence + 1);
  complete(p, index);
  return { kind: "BinaryExpression", start: left.start, end: p.lastEnd, operator, operatorStart, left, right };
}

function wordPair(p: Parser, left: Expression, minimum: number, second: number, operator: string): Expression | null {
  if (minimum > COMPARE || wordAhead(p, 1) !== second) return null;
  return parseWordInfix(p, left, operator, 2, COMPARE);
}

function parseMultiset(p: Parser, left: Expression, minimum: number): Expression | null {
  const word = wordAhead(p, 1);
  const operator = word === W.UNION ? "UNION" : word === W.INTERSECT ? "INTERSECT" : word === W.EXCEPT ? "EXCEPT" : null;
  if (operator === null) return null;
  const precedence = operator === "INTERSECT" ? MULTISET_INTERSECT : MULTISET_UNION;
  if (minimum > precedence) return null;
  const operatorStart = startOf(p);
  choose(p);
  next(p);
  const quantifier = acceptWord(p, W.ALL) ? " ALL" : acceptWord(p, W.DISTINCT) ? " DISTINCT" : "";
  const right = parseOperators(p, precedence + 1);
  const full = `MULTISET ${operator}${quantifier}`;
  return { kind: "BinaryExpression", start: left.start, end: p.lastEnd, operator: full, operatorStart, left, right };
}

function parseFormatJson(p: Parser, left: Expression): Expression {
  choose(p);
  next(p);
  let words = "FORMAT JSON";
  if (atWord(p, W.ENCODING)) {
    choose(p);
    words += ` ENCODING ${textOf(p, p.index).toUpperCase()}`;
    const word = p.words[p.index];
    if (word === W.UTF8 || word === W.UTF16 || word === W.UTF32) next(p);
    else fail(p, "`UTF8`, `UTF16` or `UTF32`");
  }
  return { kind: "OtherExpression", start: left.start, end: p.lastEnd, words, operands: [left] };
}

function parseNegated(p: Parser, left: Expression, minimum: number): Expression | null {
  switch (wordAhead(p, 1)) {
    case W.IN:
      return minimum > IN ? null : parseIn(p, left, true);
    case W.BETWEEN:
      return minimum > IN ? null : parseBetween(p, left, true);
    case W.LIKE:
    case W.SIMILAR:
    case W.ILIKE:
    case W.RLIKE:
    case W.REGEXP:
    case W.GLOB:
      return minimum > IN ? null : parseLike(p, left, true);
    case W.SUBMULTISET:
      if (wordAhead(p, 2) !== W.OF || minimum > COMPARE) return null;
      return parseWordInfix(p, left, "NOT SUBMULTISET OF", 3, COMPARE);
    default:
      return null;
  }
}

function parseIs(p: Parser, operand: Expression, minimum: number): Expression | null {
  const negated = wordAhead(p, 1) === W.NOT;
  const offset = negated ? 2 : 1;
  const word = wordAhead(p, offset);
  if (word === W.DISTINCT && wordAhead(p, offset + 1) === W.FROM) {
    if (minimum > COMPARE) return null;
    return parseWordInfix(p, operand, negated ? "IS NOT DISTINCT FROM" : "IS DISTINCT FROM", offset + 2, COMPARE);
  }
  if (minimum > IS) return null;
  const operatorStart = startOf(p);
  const test = isTest(p, word, offset);
  if (test === null) {
    // Calcite chooses at `IS` by two tokens, and again at `NOT`.
    choose(p, 2);
    if (negated) choose(p);
    fail(p, "`NULL`, `TRUE`, `FALSE` or `DISTINCT FROM`");
    return errorExpression(p);
  }
  choose(p);
  for (let taken = 1; taken < offset + test.length; taken++) next(p);
  const name = test.join(" ");
  return { kind: "IsExpression", start: operand.start, end: p.lastEnd, operand, negated, test: name, operatorStart };
}

/** The words of the test after IS or IS NOT, null when they are none. */
function isTest(p: Parser, word: number, offset: number): readonly string[] | null {
  switch (word) {
    case W.NULL:
      return ["NULL"];
    case W.TRUE:
      return ["TRUE"];
    case W.FALSE:
      return ["FALSE"];
    case W.UNKNOWN:
      return ["UNKNOWN"];
    case W.EMPTY:
      return ["EMPTY"];
    case W.A:
      return wordAhead(p, offset + 1) === W.SET ? ["A", "SET"] : null;
    case W.JSON:
      return isJsonTest(wordAhead(p, offset + 1));
    default:
      return null;
  }
}

function isJsonTest(word: number): readonly string[] {
  switch (word) {
    case W.VALUE:
      return ["JSON", "VALUE"];
    case W.OBJECT:
      return ["JSON", "OBJECT"];
    case W.ARRAY:
      return ["JSON", "ARRAY"];
    case W.SCALAR:
      return ["JSON", "SCALAR"];
    default:
      return ["JSON"];
  }
}

function parseIn(p: Parser, operand: Expression, negated: boolean): Expression {
  const operatorStart = startOf(p);
  choose(p);
  if (negated) next(p);
  const { values, query } = parseQueryOrList(p);
  return { kind: "InExpression", start: operand.start, end: p.lastEnd, operand, negated, values, query, operatorStart };
}

function parseBetween(p: Parser, operand: Expression, negated: boolean): Expression {
  const operatorStart = startOf(p);
  choose(p);
  if (negated) next(p);
  const end = p.lastEnd;
  const mode = acceptWord(p, W.SYMMETRIC) ? "SYMMETRIC" : acceptWord(p, W.ASYMMETRIC) ? "ASYMMETRIC" : null;
  if (!enter(p)) return errorExpression(p);
  const stopAtAnd = p.stopAtAnd;
  p.stopAtAnd = true;
  const low = parseOperators(p, 0);
  p.stopAtAnd = stopAtAnd;
  let high: Expression;
  if (stopAtAnd || !atWord(p, W.AND)) {
    refuse(p, "between-without-and", "missing", {}, operatorStart, end, p.lastEnd);
    // A bound behind a comma is meant, and what goes on behind it is no mistake of its own.
    const bound = p.kinds[p.index] === T.comma && isBound(p.kinds[p.index + 1]);
    if (bound) next(p);
    high = bound ? parseOperators(p, IN + 1) : { kind: "ErrorExpression", start: p.lastEnd, end: p.lastEnd };
  } else {
    const { index } = p;
    choose(p, 3);
    if (atWord(p, W.NOT)) fail(p, "an operand that binds tighter than `NOT`");
    high = parseOperators(p, IN + 1);
    complete(p, index);
  }
  leave(p);
  return { kind: "BetweenExpression", start: operand.start, end: p.lastEnd, operand, negated, mode, low, high, operatorStart };
}

function isBound(kind: number | undefined): boolean {
  return kind === T.integer || kind === T.decimal || kind === T.string;
}

/** LIKE, SIMILAR TO, from 28 ILIKE and RLIKE; before, and REGEXP and GLOB always, they are other databases'. */
function parseLike(p: Parser, operand: Expression, negated: boolean): Expression | null {
  const index = p.index + (negated ? 1 : 0);
  const word = p.words[index];
  const known = word === W.LIKE || word === W.SIMILAR || ((word === W.ILIKE || word === W.RLIKE) && p.grammar.ilike);
  if (!known && !startsPattern(p, index + 1)) return null;
  if (word !== W.LIKE && word !== W.SIMILAR && !startsOperand(p, index + 1)) return null;
  const operatorStart = startOf(p);
  choose(p);
  if (negated) next(p);
  if (word === W.SIMILAR) expectWord(p, W.TO, "`TO`");
  if (!known) {
    const name = textOf(p, index).toUpperCase();
    refuse(p, "foreign-operator", "like", { operator: name }, p.starts[index] ?? 0, p.ends[index] ?? 0, operatorStart);
  }
  const pattern = parseOperators(p, IN + 1);
  let escape: Expression | null = null;
  if (acceptWord(p, W.ESCAPE)) escape = parsePrimary(p);
  const operator = word === W.SIMILAR ? "SIMILAR TO" : word === W.ILIKE ? "ILIKE" : word === W.LIKE ? "LIKE" : "RLIKE";
  return { kind: "LikeExpression", start: operand.start, end: p.lastEnd, operator, negated, operand, pattern, escape, operatorStart };
}

function startsPattern(p: Parser, index: number): boolean {
  const kind = p.kinds[index] ?? 0;
  return kind >= T.string && kind <= T.curlyString;
}

function startsOperand(p: Parser, index: number): boolean {
  const kind = p.kinds[index] ?? 0;
  return (kind !== T.end && kind !== T.reserved && kind <= T.leftParenthesis) || kind === T.question || isValueWord(p.words[index] ?? 0, kind);
}

function isValueWord(word: number, kind: number): boolean {
  return kind === T.reserved && word !== W.FROM && word !== W.AS && word !== W.WHERE && word !== W.GROUP && word !== W.ORDER;
}
