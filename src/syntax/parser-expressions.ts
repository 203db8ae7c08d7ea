import type { Expression, SubqueryExpression } from "./nodes.ts";
import { parseWordOperator } from "./parser-predicates.ts";
import { parsePrimary } from "./parser-primary.ts";
import { atIntervalUnit, parseIntervalQualifier } from "./parser-literals.ts";
import { finishQuery, parseQuery } from "./parser-queries.ts";
import {
  at, atName, choose, closeParenthesis, complete, enter, expect, failAt, kindAt, leave, next, openParenthesis, parseList, prefixLimit, refuse,
  refuseDepth, startOf, textOf, wordAhead, type Parser,
} from "./parser-state.ts";
import { atQuery, continueQuery, isQueryContinuation, queryOfExpression } from "./parser-subqueries.ts";
import { parseDataType } from "./parser-types.ts";
import { parseName } from "./parser-names.ts";
import { ADD, COMPARE, MULTIPLY, NOT, PREFIX_QUERY, PREFIX_SIGN } from "./precedences.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

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

/** A run of the same operator is no recursion of ours: Druid takes thousands of them, other than levels of parentheses. */
function parseUnary(p: Parser, operator: "+" | "-" | "NOT" | "EXISTS" | "UNIQUE", precedence: number): Expression {
  const kind = p.kinds[p.index];
  const word = p.words[p.index];
  const starts: number[] = [];
  do {
    starts.push(startOf(p));
    choose(p);
  } while (p.kinds[p.index] === kind && p.words[p.index] === word && starts.length <= prefixLimit);
  if (starts.length > prefixLimit) refuseDepth(p, prefixLimit);
  if (!enter(p)) return errorExpression(p);
  let operand = parseOperators(p, precedence);
  leave(p);
  for (const start of keptOf(starts).reverse()) operand = { kind: "UnaryExpression", start, end: p.lastEnd, operator, operand };
  return operand;
}

/** Two of the operators undo each other: of a run that no tree should be as deep as, so many are kept that it means the same. */
function keptOf(starts: readonly number[]): number[] {
  return starts.length <= 100 ? [...starts] : starts.slice(0, 2 - (starts.length % 2));
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
    if (word === W.ANY || word === W.ALL || word === W.SOME) return missQuantified(p, left);
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
  if (operands.right === "") p.violations[index] = { ...violation, message: "wildcard", data: { left: operands.left } };
  else p.violations[index] = { ...violation, data: { ...violation.data, ...operands, leftStart: left.start, rightEnd: right.end } };
}

/** ANY, ALL or SOME and no list: Calcite names what stands there instead. */
function missQuantified(p: Parser, left: Expression): Expression {
  next(p);
  failAt(p, p.index + 1, "a name, or a list in parentheses after it");
  return left;
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

/** `(query)` or `(a, b)` with the parentheses, as the right side of IN. */
export function parseQueryOrList(p: Parser): { values: Expression[]; query: boolean } {
  const start = startOf(p);
  if (!openParenthesis(p)) return { values: [], query: false };
  const first = parseQueryOrExpression(p);
  if (first.kind === "Query") {
    closeParenthesis(p);
    return { values: [{ kind: "SubqueryExpression", start, end: p.lastEnd, query: first, cursor: false }], query: true };
  }
  const values = parseList(p, first, parseExpression);
  closeParenthesis(p);
  return { values, query: false };
}

/** What may stand first in parentheses: a query with its clauses, or an expression. */
export function parseQueryOrExpression(p: Parser): ReturnType<typeof parseQuery> | Expression {
  if (atQuery(p)) return parseQuery(p);
  refuseValue(p);
  const expression = parseExpression(p);
  if (!isQueryContinuation(p)) return expression;
  const body = queryOfExpression(expression);
  return body === null ? parseLimited(p, expression) : continueQuery(p, body);
}

/** VALUE for VALUES, which Calcite knows from 28 on and refuses: it names the word, where it would name the parenthesis of another. */
export function refuseValue(p: Parser): void {
  if (p.words[p.index] === W.VALUE && p.major >= 28) failAt(p, p.index, "an expression");
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
  const items = parseList(p, head, parseExpression);
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
  if (!openParenthesis(p)) return [];
  const items = at(p, T.rightParenthesis) ? [] : parseCommaList(p);
  closeParenthesis(p);
  return items;
}

/** Expressions separated by commas, without parentheses. */
export function parseCommaList(p: Parser): Expression[] {
  return parseList(p, parseExpression(p), parseExpression);
}
