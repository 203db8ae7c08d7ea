import type { Expression, Identifier, Query } from "./nodes.ts";
import { errorExpression, parseExpression, parseParenthesized, parseQueryOrList } from "./parser-expressions.ts";
import { parseCall, parseJdbcCall } from "./parser-functions.ts";
import { parseDateTimeLiteral, parseInterval, parseJdbcDateTime, parseNumber, parseString } from "./parser-literals.ts";
import { nameOf, parseName, parseParts, parseQualifiedName, takeName, takeWordAsName } from "./parser-names.ts";
import { isReservedFunction, parseSpecialWord } from "./parser-special.ts";
import {
  acceptWord, at, atName, atWord, choiceToken, choose, closeParenthesis, complete, expect, expectWord, fail, failAt, kindAt, next, openParenthesis, refuse, startOf,
  textOf, wordAhead, type Parser,
} from "./parser-state.ts";
import { parseLeaf, parseQuery } from "./parser-queries.ts";
import { plainQuery } from "./parser-subqueries.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

/** An operand: a literal, column, call, CASE, or something in parentheses (Calcite's Expression3). */
export function parsePrimary(p: Parser): Expression {
  const kind = p.kinds[p.index] ?? 0;
  switch (kind) {
    case T.name:
      return parseNamed(p);
    case T.quotedName:
    case T.unicodeName:
    case T.backtickName:
    case T.curlyName:
      return parseReference(p);
    case T.reserved:
      return parseReserved(p);
    case T.integer:
    case T.decimal:
    case T.approximate:
      return parseNumber(p);
    case T.string:
    case T.escapedString:
    case T.unicodeString:
    case T.charsetString:
    case T.binaryString:
    case T.curlyString:
      return parseString(p);
    case T.leftParenthesis:
      return parseParenthesized(p);
    case T.question:
      return parseParameter(p);
    case T.braceDate:
    case T.braceTime:
    case T.braceTimestamp:
      return parseJdbcDateTime(p);
    case T.braceFunction:
      return parseJdbcCall(p);
    case T.leftBracket:
      return parseBracketName(p);
    default:
      fail(p, "an expression");
      return errorExpression(p);
  }
}

/** A word that is no reserved one: a column, a call, or a function with a grammar of its own. */
function parseNamed(p: Parser): Expression {
  const word = p.words[p.index] ?? 0;
  if (word !== 0) {
    const special = parseSpecialWord(p, word);
    if (special !== null) return special;
  }
  return parseReference(p);
}

/** `a`, `a.b`, `a.b.*`, `f(…)`, `a.f(…)`. */
function parseReference(p: Parser): Expression {
  const first = takeName(p);
  if (at(p, T.leftParenthesis)) return parseCall(p, first.start, nameOf(first));
  if (!at(p, T.dot)) return { kind: "ColumnReference", start: first.start, end: first.end, parts: [first] };
  const parts = parseParts(p, first);
  const column: Expression = { kind: "ColumnReference", start: first.start, end: p.lastEnd, parts };
  if (at(p, T.leftParenthesis)) {
    return parseCall(p, first.start, { kind: "QualifiedName", start: first.start, end: p.lastEnd, parts });
  }
  if (!at(p, T.dot) || kindAt(p, 1) !== T.star) return column;
  choose(p);
  next(p);
  return { kind: "OtherExpression", start: first.start, end: p.lastEnd, words: "STAR", operands: [column] };
}

function parseReserved(p: Parser): Expression {
  const start = startOf(p);
  const word = p.words[p.index] ?? 0;
  switch (word) {
    case W.TRUE:
    case W.FALSE:
      choose(p, 1);
      return { kind: "BooleanLiteral", start, end: p.lastEnd, value: word === W.TRUE };
    case W.UNKNOWN:
      choose(p, 1);
      return { kind: "BooleanLiteral", start, end: p.lastEnd, value: null };
    case W.NULL:
      choose(p, 1);
      return { kind: "NullLiteral", start, end: p.lastEnd };
    case W.CASE:
      return parseCase(p);
    case W.INTERVAL:
      return parseInterval(p);
    case W.ARRAY:
    case W.MULTISET:
      return parseCollection(p, word === W.ARRAY ? "ARRAY" : "MULTISET");
    case W.ROW:
      return parseExplicitRow(p);
    case W.CURSOR:
      return parseCursor(p);
    case W.PERIOD:
      return parsePeriod(p);
    case W.NEW:
      return parseNew(p);
    case W.SPECIFIC:
      choose(p);
      return parseCall(p, start, atName(p) ? parseQualifiedName(p, "the name of a function") : nameOf(takeFunctionWord(p)));
    case W.CURRENT:
      if (wordAhead(p, 1) === W.VALUE) return parseSequence(p, "CURRENT VALUE FOR");
      if (wordAhead(p, 1) === W.OF) failAt(p, p.index, "an expression");
      break;
    case W.NEXT:
      if (wordAhead(p, 1) === W.VALUE) return parseSequence(p, "NEXT VALUE FOR");
      break;
  }
  return parseDateTimeLiteral(p, word) ?? parseSpecialWord(p, word) ?? parseReservedCall(p, word);
}

/** A reserved word that names a function, or stands alone as CURRENT_DATE does. */
function parseReservedCall(p: Parser, word: number): Expression {
  const start = startOf(p);
  if (kindAt(p, 1) === T.leftParenthesis && isReservedFunction(p, word)) {
    return parseCall(p, start, nameOf(takeWordAsName(p)));
  }
  if (isContextVariable(word)) {
    const name = nameOf(takeWordAsName(p));
    complete(p, p.index - 1);
    return {
      kind: "FunctionCall", start, end: p.lastEnd, name, form: "bare", quantifier: null, arguments: [], orderBy: null,
      nullTreatment: null, withinDistinct: null, withinGroup: null, filter: null, over: null,
    };
  }
  if (isReservedFunction(p, word)) failAt(p, p.index, "an expression");
  fail(p, "an expression");
  return errorExpression(p);
}

function takeFunctionWord(p: Parser): Identifier {
  return isReservedFunction(p, p.words[p.index] ?? 0) ? takeWordAsName(p) : parseName(p, "the name of a function");
}

function isContextVariable(word: number): boolean {
  switch (word) {
    case W.CURRENT_CATALOG:
    case W.CURRENT_DATE:
    case W.CURRENT_DEFAULT_TRANSFORM_GROUP:
    case W.CURRENT_PATH:
    case W.CURRENT_ROLE:
    case W.CURRENT_SCHEMA:
    case W.CURRENT_TIME:
    case W.CURRENT_TIMESTAMP:
    case W.CURRENT_USER:
    case W.LOCALTIME:
    case W.LOCALTIMESTAMP:
    case W.SESSION_USER:
    case W.SYSTEM_USER:
    case W.USER:
      return true;
    default:
      return false;
  }
}

function parseParameter(p: Parser): Expression {
  const start = startOf(p);
  choose(p, 1);
  return { kind: "DynamicParameter", start, end: p.lastEnd, index: p.parameters++ };
}

function parseCase(p: Parser): Expression {
  const start = startOf(p);
  choose(p, p.major >= 28 ? 1 : 2);
  const operand = atWord(p, W.WHEN) ? null : parseExpression(p);
  const branches = [];
  do {
    const branchStart = startOf(p);
    if (!atWord(p, W.WHEN)) {
      fail(p, "`WHEN`");
      break;
    }
    choose(p, branches.length === 0 ? 1 : 2);
    const conditions = [parseExpression(p)];
    while (at(p, T.comma)) {
      choose(p);
      conditions.push(parseExpression(p));
    }
    expectWord(p, W.THEN, "`THEN`");
    const result = parseExpression(p);
    branches.push({ kind: "CaseBranch" as const, start: Math.min(branchStart, p.lastEnd), end: p.lastEnd, conditions, result });
  } while (atWord(p, W.WHEN));
  const otherwise = acceptWord(p, W.ELSE) ? parseExpression(p) : null;
  expectWord(p, W.END, "`WHEN`, `ELSE` or `END`");
  return { kind: "CaseExpression", start, end: p.lastEnd, operand, branches, otherwise };
}

function parseCollection(p: Parser, collection: "ARRAY" | "MULTISET"): Expression {
  const start = startOf(p);
  if (collection === "ARRAY" && kindAt(p, 1) === T.leftParenthesis && p.grammar.callableTypeNames && !queryAhead(p, 2)) {
    return parseCall(p, start, nameOf(takeWordAsName(p)));
  }
  choose(p);
  if (at(p, T.leftParenthesis)) {
    const query = parseInnerQuery(p, collection === "ARRAY" && p.major >= 28);
    return { kind: "CollectionConstructor", start, end: p.lastEnd, collection, elements: [], query };
  }
  const elements = parseBracketed(p, collection === "ARRAY");
  return { kind: "CollectionConstructor", start, end: p.lastEnd, collection, elements, query: null };
}

/** `(query)`; where it is not `whole`, without WITH, set operations and ORDER BY. */
function parseInnerQuery(p: Parser, whole: boolean): Query {
  openParenthesis(p);
  const query = whole ? parseQuery(p) : plainQuery(parseLeaf(p));
  closeParenthesis(p);
  return query;
}

function queryAhead(p: Parser, ahead: number): boolean {
  const word = wordAhead(p, ahead);
  return word === W.SELECT || word === W.WITH || word === W.VALUES || word === W.TABLE;
}

function parseBracketed(p: Parser, emptyAllowed: boolean): Expression[] {
  const elements: Expression[] = [];
  if (!expect(p, T.leftBracket, "`[`")) return elements;
  if (!(emptyAllowed && at(p, T.rightBracket))) {
    elements.push(parseExpression(p));
    while (at(p, T.comma)) {
      choose(p);
      elements.push(parseExpression(p));
    }
  }
  expect(p, T.rightBracket, "`,` or `]`");
  return elements;
}

/** MAP[k, v, …], and before 31 MAP(query); called where `MAP [` or `MAP (` stands. */
export function parseMap(p: Parser): Expression {
  const start = startOf(p);
  choose(p);
  const query = at(p, T.leftParenthesis) ? parseInnerQuery(p, false) : null;
  const elements = query === null ? parseBracketed(p, true) : [];
  return { kind: "CollectionConstructor", start, end: p.lastEnd, collection: "MAP", elements, query };
}

function parseExplicitRow(p: Parser): Expression {
  const start = startOf(p);
  choose(p);
  if (!at(p, T.leftParenthesis)) {
    fail(p, "`(`");
    return errorExpression(p);
  }
  const { values } = parseQueryOrList(p);
  return { kind: "RowConstructor", start, end: p.lastEnd, explicit: true, items: values };
}

/** CURSOR(query), which only a table function may be given. */
function parseCursor(p: Parser): Expression {
  const start = startOf(p);
  choose(p);
  if (p.depth !== p.cursorDepth) refuse(p, "cursor-expression", "cursor", {}, start, p.lastEnd);
  openParenthesis(p);
  const query = parseQuery(p);
  closeParenthesis(p);
  return { kind: "SubqueryExpression", start, end: p.lastEnd, query, cursor: true };
}

function parsePeriod(p: Parser): Expression {
  const start = startOf(p);
  choose(p);
  openParenthesis(p);
  const from = parseExpression(p);
  expect(p, T.comma, "`,`");
  const to = parseExpression(p);
  closeParenthesis(p);
  return { kind: "PeriodConstructor", start, end: p.lastEnd, from, to };
}

function parseNew(p: Parser): Expression {
  const start = startOf(p);
  choose(p);
  const callStart = startOf(p);
  const call = parseCall(p, callStart, parseQualifiedName(p, "a type"));
  return { kind: "OtherExpression", start, end: p.lastEnd, words: "NEW", operands: [call] };
}

function parseSequence(p: Parser, wordsOfIt: string): Expression {
  const start = startOf(p);
  choose(p);
  next(p);
  expectWord(p, W.FOR, "`FOR`");
  const { parts, start: from, end } = parseQualifiedName(p, "the name of a sequence");
  const operands: Expression[] = [{ kind: "ColumnReference", start: from, end, parts }];
  return { kind: "OtherExpression", start, end: p.lastEnd, words: wordsOfIt, operands };
}

/** SQL Server's `[name]`. */
function parseBracketName(p: Parser): Expression {
  if (!(atName(p, 1) || kindAt(p, 1) === T.reserved) || kindAt(p, 2) !== T.rightBracket) {
    fail(p, "an expression");
    return errorExpression(p);
  }
  const start = startOf(p);
  const name = textOf(p, p.index + 1);
  const druidStart = p.starts[choiceToken(p)] ?? start;
  choose(p, 1);
  next(p);
  next(p);
  refuse(p, "bracket-identifier", "bracket", { name }, start, p.lastEnd, druidStart);
  const part: Identifier = { kind: "Identifier", start, end: p.lastEnd, name, quoted: true };
  return { kind: "ColumnReference", start, end: p.lastEnd, parts: [part] };
}
