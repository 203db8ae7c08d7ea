import type { Expression, SubqueryExpression } from "./nodes.ts";
import { parsePrimary } from "./parser-primary.ts";
import { atIntervalUnit, parseIntervalQualifier } from "./parser-literals.ts";
import { finishQuery, parseQuery } from "./parser-queries.ts";
import {
  accept, acceptWord, at, atName, atWord, choose, closeParenthesis, complete, enter, expect, expectWord, fail, kindAt, leave, next,
  openParenthesis, refuse, startOf, textOf, wordAhead, type Parser,
} from "./parser-state.ts";
import { atQuery, continueQuery, isQueryContinuation, queryOfExpression } from "./parser-subqueries.ts";
import { parseDataType } from "./parser-types.ts";
import { parseName } from "./parser-names.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

// Precedences of Calcite's SqlStdOperatorTable; all infix operators associate to the left.
const MULTIPLY = 60;
const ADD = 40;
const PREFIX_SIGN = 80;
const PREFIX_QUERY = 40;
const IN = 32;
const COMPARE = 30;
const IS = 28;
const NOT = 26;
const AND = 24;
const OR = 22;
const MULTISET_INTERSECT = 18;
const MULTISET_UNION = 14;

/** Precedence of infix operators that are one token of punctuation, by kind. */
const infix = new Uint8Array(64);
const infixTexts: string[] = [];
defineInfix(T.equal, "=", COMPARE);
defineInfix(T.notEqual, "<>", COMPARE);
defineInfix(T.less, "<", COMPARE);
defineInfix(T.lessEqual, "<=", COMPARE);
defineInfix(T.greater, ">", COMPARE);
defineInfix(T.greaterEqual, ">=", COMPARE);
defineInfix(T.doubleEqual, "=", COMPARE);
defineInfix(T.plus, "+", ADD);
defineInfix(T.minus, "-", ADD);
defineInfix(T.star, "*", MULTIPLY);
defineInfix(T.slash, "/", MULTIPLY);
defineInfix(T.percent, "%", MULTIPLY);
defineInfix(T.concat, "||", MULTIPLY);

function defineInfix(kind: number, text: string, precedence: number): void {
  infix[kind] = precedence;
  infixTexts[kind] = text;
}

/** An expression in full, up to a token that cannot go on. */
export function parseExpression(p: Parser): Expression {
  if (!enter(p)) return errorExpression(p);
  const stopAtAnd = p.stopAtAnd;
  p.stopAtAnd = false;
  const expression = parseOperators(p, 0);
  p.stopAtAnd = stopAtAnd;
  leave(p);
  return expression;
}

export function errorExpression(p: Parser): Expression {
  return { kind: "ErrorExpression", start: Math.min(startOf(p), p.lastEnd), end: p.lastEnd };
}

/** An operand and the operators after it that bind at least as tightly as `minimum`. */
export function parseOperators(p: Parser, minimum: number): Expression {
  let left = parsePrefix(p);
  for (;;) {
    const kind = p.kinds[p.index] ?? 0;
    const precedence = infix[kind] ?? 0;
    if (precedence > 0) {
      if (precedence < minimum) return left;
      left = parseInfix(p, left, kind, precedence);
    } else if (kind === T.leftBracket) {
      left = parseItem(p, left);
    } else if (kind === T.doubleColon) {
      left = parseDoubleColon(p, left);
    } else {
      if ((p.words[p.index] ?? 0) === 0) return left;
      const extended = parseWordOperator(p, left, minimum);
      if (extended === null) return left;
      left = extended;
    }
  }
}

function parsePrefix(p: Parser): Expression {
  const kind = p.kinds[p.index] ?? 0;
  if (kind === T.plus) return parseUnary(p, "+", PREFIX_SIGN);
  if (kind === T.minus) return parseUnary(p, "-", PREFIX_SIGN);
  if (kind === T.reserved) {
    const word = p.words[p.index];
    if (word === W.NOT) return parseUnary(p, "NOT", NOT);
    if (word === W.EXISTS) return parseUnary(p, "EXISTS", PREFIX_QUERY);
    if (word === W.UNIQUE && p.grammar.uniqueSubquery) return parseUnary(p, "UNIQUE", PREFIX_QUERY);
  }
  let operand = parsePrimary(p);
  while (at(p, T.dot) && atName(p, 1)) operand = parseFieldAccess(p, operand);
  return operand;
}

function parseUnary(p: Parser, operator: "+" | "-" | "NOT" | "EXISTS" | "UNIQUE", precedence: number): Expression {
  const start = startOf(p);
  choose(p);
  if (!enter(p)) return errorExpression(p);
  const operand = parseOperators(p, precedence);
  leave(p);
  return { kind: "UnaryExpression", start, end: p.lastEnd, operator, operand };
}

/** `(a).b`, `f(a).b` and Calcite's `(a).b(c)`. */
function parseFieldAccess(p: Parser, operand: Expression): Expression {
  choose(p);
  const field = parseName(p, "a field name");
  const access: Expression = { kind: "FieldAccess", start: operand.start, end: p.lastEnd, operand, field };
  if (!at(p, T.leftParenthesis)) return access;
  const operands = [access, ...parseExpressionList(p)];
  return { kind: "OtherExpression", start: operand.start, end: p.lastEnd, words: "METHOD", operands };
}

function parseInfix(p: Parser, left: Expression, kind: number, precedence: number): Expression {
  const operatorStart = startOf(p);
  if (precedence === COMPARE) {
    const word = wordAhead(p, 1);
    if ((word === W.ANY || word === W.ALL || word === W.SOME) && kindAt(p, 2) === T.leftParenthesis) {
      return parseQuantified(p, left, kind, operatorStart);
    }
  }
  const operator = kind === T.notEqual ? textOf(p, p.index) : (infixTexts[kind] ?? "");
  const index = p.index;
  choose(p, 3);
  const fault = p.violations.length;
  if (kind === T.percent) refuse(p, "foreign-operator", "percent", { operator: "%" }, operatorStart, p.lastEnd);
  else if (kind === T.doubleEqual) refuse(p, "foreign-operator", "doubleEqual", { operator: "==" }, operatorStart, p.lastEnd);
  const right = parseOperators(p, precedence + 1);
  complete(p, index);
  if (kind === T.percent) addOperands(p, fault, left, right);
  return { kind: "BinaryExpression", start: left.start, end: p.lastEnd, operator, operatorStart, left, right };
}

/** What the fix of an operator needs, known only after its right operand; without one Calcite names the operator as unexpected. */
function addOperands(p: Parser, index: number, left: Expression, right: Expression): void {
  const violation = p.violations[index];
  if (violation === undefined) return;
  const operands = { left: p.text.slice(left.start, left.end), right: p.text.slice(right.start, right.end) };
  p.violations[index] = { ...violation, data: { ...violation.data, ...operands, leftStart: left.start, rightEnd: right.end } };
}

function parseQuantified(p: Parser, left: Expression, kind: number, operatorStart: number): Expression {
  const operator = kind === T.notEqual ? textOf(p, p.index) : (infixTexts[kind] ?? "");
  choose(p);
  const word = p.words[p.index];
  const quantifier = word === W.ALL ? "ALL" : word === W.ANY ? "ANY" : "SOME";
  next(p);
  const { values, query } = parseQueryOrList(p);
  return {
    kind: "QuantifiedComparison", start: left.start, end: p.lastEnd, operator, operatorStart, quantifier, left, values, query,
  };
}

/** `a[1]`, and from 28 `a[OFFSET(1)]`. */
function parseItem(p: Parser, operand: Expression): Expression {
  choose(p);
  const word = p.words[p.index];
  const accessor = word === W.OFFSET || word === W.ORDINAL || word === W.SAFE_OFFSET || word === W.SAFE_ORDINAL;
  let index: Expression;
  if (accessor && p.major >= 28) {
    const start = startOf(p);
    const words = textOf(p, p.index).toUpperCase();
    choose(p);
    openParenthesis(p);
    const inner = parseExpression(p);
    closeParenthesis(p);
    index = { kind: "OtherExpression", start, end: p.lastEnd, words, operands: [inner] };
  } else {
    index = parseExpression(p);
  }
  expect(p, T.rightBracket, "`]`");
  let access: Expression = { kind: "ItemAccess", start: operand.start, end: p.lastEnd, operand, index };
  while (at(p, T.dot) && atName(p, 1)) access = parseFieldAccess(p, access);
  return access;
}

/** PostgreSQL's `x::type`. */
function parseDoubleColon(p: Parser, operand: Expression): Expression {
  const start = startOf(p);
  choose(p, 1);
  const end = p.lastEnd;
  const type = parseDataType(p);
  const operandText = p.text.slice(operand.start, operand.end);
  refuse(p, "double-colon-cast", "cast", { operand: operandText, type: p.text.slice(type.start, type.end), operandStart: operand.start, typeEnd: type.end }, start, end);
  return { kind: "CastExpression", start: operand.start, end: p.lastEnd, function: "::", operand, type };
}

/** Operators that are words; null when the word is none or binds too loosely. */
function parseWordOperator(p: Parser, left: Expression, minimum: number): Expression | null {
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
    // `IS` and `IS NOT` are one choice of Calcite's with a look-ahead of two or three tokens.
    choose(p, offset + 1);
    if (negated) next(p);
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
    high = { kind: "ErrorExpression", start: p.lastEnd, end: p.lastEnd };
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
  return (kind !== T.end && kind !== T.reserved && kind <= T.leftParenthesis) || isValueWord(p.words[index] ?? 0, kind);
}

function isValueWord(word: number, kind: number): boolean {
  return kind === T.reserved && word !== W.FROM && word !== W.AS && word !== W.WHERE && word !== W.GROUP && word !== W.ORDER;
}

/** `(query)` or `(a, b)` with the parentheses, as the right side of IN. */
export function parseQueryOrList(p: Parser): { values: Expression[]; query: boolean } {
  const start = startOf(p);
  if (!openParenthesis(p)) return { values: [], query: false };
  const first = parseQueryOrExpression(p);
  if (first.kind === "Query") {
    closeParenthesis(p);
    return { values: [{ kind: "SubqueryExpression", start, end: p.lastEnd, query: first, cursor: false }], query: true };
  }
  const values = [first];
  while (accept(p, T.comma)) values.push(parseExpression(p));
  closeParenthesis(p);
  return { values, query: false };
}

/** What may stand first in parentheses: a query with its clauses, or an expression. */
export function parseQueryOrExpression(p: Parser): ReturnType<typeof parseQuery> | Expression {
  if (atQuery(p)) return parseQuery(p);
  const expression = parseExpression(p);
  if (!isQueryContinuation(p)) return expression;
  const body = queryOfExpression(expression);
  return body === null ? parseLimited(p, expression) : continueQuery(p, body);
}

/** Calcite reads `(a LIMIT 1)` and refuses it only later; of ORDER BY it says at once that it is unexpected. */
function parseLimited(p: Parser, expression: Expression): Expression {
  const word = p.words[p.index];
  if (word !== W.LIMIT && word !== W.OFFSET && word !== W.FETCH) return expression;
  const { start, end } = expression;
  const query = finishQuery(p, start, null, { kind: "ErrorQuery", start, end });
  return { kind: "OtherExpression", start, end: query.end, words: "LIMIT", operands: [expression] };
}

/** `(…)`: a subquery, an expression, or a row. */
export function parseParenthesized(p: Parser): Expression {
  const start = startOf(p);
  choose(p);
  p.open.push(p.index - 1);
  const first = parseQueryOrExpression(p);
  if (first.kind === "Query" && !at(p, T.comma)) {
    closeParenthesis(p);
    return { kind: "SubqueryExpression", start, end: p.lastEnd, query: first, cursor: false };
  }
  const head: Expression = first.kind === "Query" ? wrapQuery(first) : first;
  if (!at(p, T.comma)) {
    closeParenthesis(p);
    const expression: Expression = { kind: "ParenthesizedExpression", start, end: p.lastEnd, expression: head };
    return p.words[p.index] !== 0 && atIntervalUnit(p) ? parseMinusDate(p, expression, head) : expression;
  }
  const items = [head];
  while (accept(p, T.comma)) items.push(parseExpression(p));
  closeParenthesis(p);
  return { kind: "RowConstructor", start, end: p.lastEnd, explicit: false, items };
}

/** `(a - b) DAY`, the difference of two dates. */
function parseMinusDate(p: Parser, operand: Expression, inner: Expression): Expression {
  const { start } = operand;
  parseIntervalQualifier(p);
  if (inner.kind !== "BinaryExpression" || inner.operator !== "-") {
    refuse(p, "minus-date-invalid", "shape", { found: p.text.slice(start, p.lastEnd) }, start, p.lastEnd);
  }
  return { kind: "OtherExpression", start, end: p.lastEnd, words: "MINUS DATE", operands: [operand] };
}

/** A query without parentheses of its own, as Calcite takes it at the head of a list. */
export function wrapQuery(query: SubqueryExpression["query"]): SubqueryExpression {
  return { kind: "SubqueryExpression", start: query.start, end: query.end, query, cursor: false };
}

/** `(a, b)` with the parentheses; empty where `()` stands. */
export function parseExpressionList(p: Parser): Expression[] {
  const items: Expression[] = [];
  if (!openParenthesis(p)) return items;
  if (!at(p, T.rightParenthesis)) {
    do items.push(parseExpression(p));
    while (accept(p, T.comma));
  }
  closeParenthesis(p);
  return items;
}

/** Expressions separated by commas, without parentheses. */
export function parseCommaList(p: Parser): Expression[] {
  const items = [parseExpression(p)];
  while (accept(p, T.comma)) items.push(parseExpression(p));
  return items;
}
