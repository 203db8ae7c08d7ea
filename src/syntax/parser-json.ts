import type { DataType, Expression, JsonFunctionCall } from "./nodes.ts";
import { parseExpression } from "./parser-expressions.ts";
import { parseWithinGroup } from "./parser-functions.ts";
import { nameOf, parseName, takeWordAsName } from "./parser-names.ts";
import { parseOrderBy } from "./parser-clauses.ts";
import {
  accept, acceptWord, at, atName, atWord, choose, closeParenthesis, expect, expectWord, fail, failAt, kindAt, mark, openParenthesis, refuse, startOf,
  wordAhead, type Parser,
} from "./parser-state.ts";
import { isReservedFunction } from "./parser-special.ts";
import { parseDataType } from "./parser-types.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

/** What is found out about a JSON function while it is read. */
interface JsonParts {
  items: Expression[];
  returning: DataType | null;
  onEmpty: string | null;
  onEmptyDefault: Expression | null;
  onError: string | null;
  onErrorDefault: Expression | null;
  modifiers: string[];
}

/** JSON_VALUE(…) and the others; the word stands next. */
export function parseJsonFunction(p: Parser, word: number): Expression {
  const start = startOf(p);
  const identifier = takeWordAsName(p);
  const parts: JsonParts = {
    items: [], returning: null, onEmpty: null, onEmptyDefault: null, onError: null, onErrorDefault: null, modifiers: [],
  };
  openParenthesis(p);
  parseInside(p, word, parts);
  closeParenthesis(p);
  if (word === W.JSON_ARRAYAGG && atWord(p, W.WITHIN)) {
    parseWithinGroup(p);
    parts.modifiers.push("WITHIN GROUP");
  }
  const call: JsonFunctionCall = {
    kind: "JsonFunctionCall", start, end: p.lastEnd, function: identifier.name.toUpperCase(), name: nameOf(identifier),
    arguments: parts.items, returning: parts.returning, onEmpty: parts.onEmpty, onEmptyDefault: parts.onEmptyDefault,
    onError: parts.onError, onErrorDefault: parts.onErrorDefault, modifiers: parts.modifiers, filter: null, over: null,
  };
  return call;
}

function parseInside(p: Parser, word: number, parts: JsonParts): void {
  switch (word) {
    case W.JSON_VALUE:
      parseCommonSyntax(p, parts);
      if (acceptWord(p, W.RETURNING)) parts.returning = parseDataType(p);
      while (parseBehaviour(p, parts));
      return;
    case W.JSON_QUERY:
      parseCommonSyntax(p, parts);
      parseWrapper(p, parts);
      while (parseBehaviour(p, parts));
      return;
    case W.JSON_EXISTS:
      parseCommonSyntax(p, parts);
      parseExistsBehaviour(p, parts);
      return;
    case W.JSON_OBJECT:
      if (!at(p, T.rightParenthesis) && !atNullClause(p)) parseMembers(p, parts);
      parseNullClause(p, parts);
      return;
    case W.JSON_OBJECTAGG:
      parseMember(p, parts);
      parseNullClause(p, parts);
      return;
    case W.JSON_ARRAY:
      if (!at(p, T.rightParenthesis)) parseElements(p, parts);
      parseNullClause(p, parts);
      return;
    default:
      parts.items.push(parseNonQuery(p));
      if (atWord(p, W.ORDER)) parseOrderBy(p);
      parseNullClause(p, parts);
  }
}

/** Context item, path, and what is passed to it. */
function parseCommonSyntax(p: Parser, parts: JsonParts): void {
  parts.items.push(parseNonQuery(p));
  expect(p, T.comma, "`,`");
  parts.items.push(parseNonQuery(p));
  if (!acceptWord(p, W.PASSING)) return;
  do {
    parts.items.push(parseExpression(p));
    expectWord(p, W.AS, "`AS`");
    parseName(p, "a name");
  } while (accept(p, T.comma));
  parts.modifiers.push("PASSING");
}

/** `NULL ON EMPTY`, `DEFAULT x ON ERROR`, `EMPTY ARRAY ON ERROR`; false when none stands here. */
function parseBehaviour(p: Parser, parts: JsonParts): boolean {
  const word = p.words[p.index] ?? 0;
  let text: string;
  let fallback: Expression | null = null;
  if (word === W.ERROR || word === W.NULL) {
    choose(p);
    text = word === W.ERROR ? "ERROR" : "NULL";
  } else if (word === W.DEFAULT) {
    choose(p);
    text = "DEFAULT";
    fallback = parseExpression(p);
  } else if (word === W.EMPTY) {
    choose(p);
    const array = atWord(p, W.ARRAY);
    if (!array && !atWord(p, W.OBJECT)) fail(p, "`ARRAY` or `OBJECT`");
    else choose(p, 1);
    text = array ? "EMPTY ARRAY" : "EMPTY OBJECT";
  } else return false;
  expectWord(p, W.ON, "`ON`");
  if (acceptWord(p, W.EMPTY)) {
    parts.onEmpty = text;
    parts.onEmptyDefault = fallback;
  } else if (acceptWord(p, W.ERROR)) {
    parts.onError = text;
    parts.onErrorDefault = fallback;
  } else fail(p, "`EMPTY` or `ERROR`");
  return !p.failed;
}

function parseExistsBehaviour(p: Parser, parts: JsonParts): void {
  const word = p.words[p.index];
  if (word !== W.TRUE && word !== W.FALSE && word !== W.UNKNOWN && word !== W.ERROR) return;
  parts.onError = word === W.TRUE ? "TRUE" : word === W.FALSE ? "FALSE" : word === W.UNKNOWN ? "UNKNOWN" : "ERROR";
  choose(p);
  expectWord(p, W.ON, "`ON`");
  expectWord(p, W.ERROR, "`ERROR`");
}

function parseWrapper(p: Parser, parts: JsonParts): void {
  const without = atWord(p, W.WITHOUT);
  if (!without && !atWord(p, W.WITH)) return;
  choose(p);
  let text = without ? "WITHOUT" : "WITH";
  if (!without && acceptWord(p, W.CONDITIONAL)) text += " CONDITIONAL";
  else if (!without && acceptWord(p, W.UNCONDITIONAL)) text += " UNCONDITIONAL";
  if (acceptWord(p, W.ARRAY)) text += " ARRAY";
  expectWord(p, W.WRAPPER, "`WRAPPER`");
  parts.modifiers.push(`${text} WRAPPER`);
}

function parseMembers(p: Parser, parts: JsonParts): void {
  // Calcite's look-ahead of two tokens takes no call for the first name.
  const plainCall = kindAt(p, 1) === T.leftParenthesis && (atName(p) || isReservedFunction(p, p.words[p.index] ?? 0));
  if (plainCall || (atWord(p, W.CASE) && p.major >= 28)) failAt(p, p.index, "a name that is no call");
  do parseMember(p, parts);
  while (accept(p, T.comma));
}

/** `KEY name VALUE value`, `name VALUE value`, `name : value`, from 31 also `name, value`. */
function parseMember(p: Parser, parts: JsonParts): void {
  mark(p);
  if (atWord(p, W.KEY)) choose(p);
  parts.items.push(parseExpression(p));
  if (atWord(p, W.VALUE) || at(p, T.colon) || (p.grammar.jsonObjectCommas && at(p, T.comma))) choose(p);
  else fail(p, "`VALUE` or `:`");
  parts.items.push(parseNonQuery(p));
}

/** An expression that is no query in parentheses: Calcite refuses one here, at its parenthesis. */
function parseNonQuery(p: Parser): Expression {
  let index = p.index;
  while (p.kinds[index] === T.leftParenthesis) index++;
  const word = p.words[index];
  if (index > p.index && (word === W.SELECT || word === W.WITH || word === W.VALUES || word === W.TABLE)) {
    const start = p.starts[index - 1] ?? 0;
    refuse(p, "subquery-not-allowed", "json", {}, start, p.ends[index] ?? start);
  }
  return parseExpression(p);
}

function parseElements(p: Parser, parts: JsonParts): void {
  do parts.items.push(parseNonQuery(p));
  while (accept(p, T.comma));
}

function atNullClause(p: Parser): boolean {
  return (atWord(p, W.NULL) || atWord(p, W.ABSENT)) && wordAhead(p, 1) === W.ON;
}

function parseNullClause(p: Parser, parts: JsonParts): void {
  if (!atWord(p, W.NULL) && !(atWord(p, W.ABSENT) && wordAhead(p, 1) === W.ON)) return;
  parts.modifiers.push(atWord(p, W.NULL) ? "NULL ON NULL" : "ABSENT ON NULL");
  choose(p);
  expectWord(p, W.ON, "`ON`");
  expectWord(p, W.NULL, "`NULL`");
}
