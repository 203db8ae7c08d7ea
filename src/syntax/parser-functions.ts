import type { Argument, Expression, FunctionCall, Identifier, OrderByClause, QualifiedName, WindowSpecification } from "./nodes.ts";
import { parseArguments } from "./parser-arguments.ts";
import { errorExpression, parseCommaList, parseExpression, parseQueryOrExpression } from "./parser-expressions.ts";
import { nameOf, takeName, takeWordAsName } from "./parser-names.ts";
import { parsePrimary } from "./parser-primary.ts";
import { parseOrderBy } from "./parser-clauses.ts";
import {
  accept, acceptWord, at, atName, atWord, choose, closeParenthesis, expect, expectWord, fail, failAt, next, openParenthesis, startOf,
  textOf, wordAhead, type Parser,
} from "./parser-state.ts";
import { isReservedFunction, parseSpecialWord } from "./parser-special.ts";
import { parseWindowSpecification } from "./parser-windows.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

/** The clauses that may follow a call. */
export interface CallTail {
  nullTreatment: FunctionCall["nullTreatment"];
  withinDistinct: readonly Expression[] | null;
  withinGroup: OrderByClause | null;
  filter: Expression | null;
  over: WindowSpecification | Identifier | null;
}

const noArguments: readonly Argument[] = [];

/** The call of a function whose name was read; `(` must follow. */
export function parseCall(p: Parser, start: number, name: QualifiedName, argumentsNeeded = false, callIsTable = false): Expression {
  const open = p.index;
  if (!expect(p, T.leftParenthesis, "`(`")) return errorExpression(p);
  p.open.push(open);
  p.lookahead[open] = p.grammar.intervalUnquoted || callIsTable ? 1 : 2;
  let quantifier: FunctionCall["quantifier"] = null;
  let items: readonly Argument[] = noArguments;
  let orderBy: OrderByClause | null = null;
  let nullTreatment: FunctionCall["nullTreatment"] = null;
  const aggregate = needsArguments(p, name);
  const special = argumentsNeeded || aggregate;
  if (callIsTable && (at(p, T.star) || atWord(p, W.DISTINCT) || atWord(p, W.ALL))) failAt(p, p.index, "an argument");
  if (!special && at(p, T.star)) {
    const star = startOf(p);
    next(p);
    items = [{ kind: "Star", start: star, end: p.lastEnd, qualifier: [] }];
  } else if (special || !at(p, T.rightParenthesis)) {
    ({ quantifier, items } = parseArguments(p));
    if (aggregate && p.index < p.limit && !at(p, T.rightParenthesis)) {
      nullTreatment = parseNullTreatment(p);
      if (atWord(p, W.ORDER)) orderBy = parseOrderBy(p);
      if (acceptWord(p, W.SEPARATOR)) parseSeparator(p);
    }
  }
  closeParenthesis(p);
  const word = p.words[p.index] ?? 0;
  if (word === 0) {
    return {
      kind: "FunctionCall", start, end: p.lastEnd, name, form: "plain", quantifier, arguments: items, orderBy, nullTreatment,
      withinDistinct: null, withinGroup: null, filter: null, over: null,
    };
  }
  const tail = parseTail(p);
  return {
    kind: "FunctionCall", start, end: p.lastEnd, name, form: "plain", quantifier, arguments: items, orderBy,
    nullTreatment: tail.nullTreatment ?? nullTreatment, withinDistinct: tail.withinDistinct, withinGroup: tail.withinGroup,
    filter: tail.filter, over: tail.over,
  };
}

function parseSeparator(p: Parser): void {
  const kind = p.kinds[p.index] ?? 0;
  if (kind >= T.string && kind <= T.curlyString) parsePrimary(p);
  else fail(p, "a string");
}

const withArguments = /^(?:array_agg|array_concat_agg|group_concat|string_agg|percentile_(?:cont|disc))$/i;

/** From 28 on ARRAY_AGG and its kin have a grammar of their own: arguments, then NULLS and ORDER BY. */
function needsArguments(p: Parser, name: QualifiedName): boolean {
  const first = name.parts[0];
  if (!p.grammar.aggregateOrderBy || name.parts.length > 1 || first === undefined || first.quoted) return false;
  return first.name.length >= 9 && withArguments.test(first.name);
}

function parseNullTreatment(p: Parser): FunctionCall["nullTreatment"] {
  const ignore = atWord(p, W.IGNORE);
  if ((!ignore && !atWord(p, W.RESPECT)) || wordAhead(p, 1) !== W.NULLS) return null;
  choose(p);
  next(p);
  return ignore ? "IGNORE NULLS" : "RESPECT NULLS";
}

export function parseTail(p: Parser): CallTail {
  const tail: CallTail = { nullTreatment: null, withinDistinct: null, withinGroup: null, filter: null, over: null };
  tail.nullTreatment = parseNullTreatment(p);
  if (atWord(p, W.WITHIN) && wordAhead(p, 1) === W.DISTINCT && p.major >= 28) {
    choose(p);
    next(p);
    openParenthesis(p);
    tail.withinDistinct = parseCommaList(p);
    closeParenthesis(p);
  }
  if (atWord(p, W.WITHIN)) tail.withinGroup = parseWithinGroup(p);
  if (atWord(p, W.FILTER)) tail.filter = parseFilter(p);
  if (atWord(p, W.OVER)) tail.over = parseOver(p);
  return tail;
}

export function parseWithinGroup(p: Parser): OrderByClause | null {
  choose(p);
  expectWord(p, W.GROUP, "`GROUP`");
  openParenthesis(p);
  const orderBy = atWord(p, W.ORDER) ? parseOrderBy(p) : null;
  if (orderBy === null) fail(p, "`ORDER BY`");
  closeParenthesis(p);
  return orderBy;
}

function parseFilter(p: Parser): Expression {
  choose(p);
  openParenthesis(p);
  expectWord(p, W.WHERE, "`WHERE`");
  const condition = parseExpression(p);
  closeParenthesis(p);
  return condition;
}

export function parseOver(p: Parser): WindowSpecification | Identifier {
  choose(p);
  return atName(p) ? takeName(p) : parseWindowSpecification(p);
}

/** {fn f(a)} */
export function parseJdbcCall(p: Parser): Expression {
  const start = startOf(p);
  choose(p);
  if (atWord(p, W.TIMESTAMPADD) || atWord(p, W.TIMESTAMPDIFF)) {
    const call = parseSpecialWord(p, p.words[p.index] ?? 0);
    expect(p, T.rightBrace, "`}`");
    return call?.kind === "FunctionCall" ? { ...call, start, end: p.lastEnd, form: "jdbc" } : errorExpression(p);
  }
  if (!isJdbcName(p) || at(p, T.backtickName) || at(p, T.curlyName)) {
    fail(p, "the name of a function");
    return errorExpression(p);
  }
  const convert = atWord(p, W.CONVERT);
  const name = nameOf(takeWordAsName(p));
  const open = p.index;
  openParenthesis(p);
  let items: Argument[] = [];
  if (convert) items = parseJdbcConvert(p);
  else if (at(p, T.star)) {
    next(p);
    items.push({ kind: "Star", start: p.lastEnd - 1, end: p.lastEnd, qualifier: [] });
  } else if (!at(p, T.rightParenthesis)) {
    p.lookahead[open] = 2;
    const first = parseQueryOrExpression(p);
    items.push(first);
    while (first.kind !== "Query" && accept(p, T.comma)) items.push(parseExpression(p));
  }
  closeParenthesis(p);
  expect(p, T.rightBrace, "`}`");
  return specialCall(p, start, name, items, "jdbc");
}

/** Names that a JDBC call may have: any that is not reserved, a reserved function's, and a few words of JDBC. */
function isJdbcName(p: Parser): boolean {
  const word = p.words[p.index] ?? 0;
  if (atName(p) || isReservedFunction(p, word)) return true;
  return word === W.INSERT || word === W.LEFT || word === W.RIGHT || word === W.TRUNCATE || word === W.SUBSTRING || word === W.CONVERT;
}

const jdbcTypes =
  /^(?:SQL_)?(?:(?:VAR)?CHAR|DATE|TIME(?:STAMP)?|DECIMAL|NUMERIC|BOOLEAN|(?:VAR)?BINARY|(?:TINY|SMALL|BIG)INT|INTEGER|REAL|DOUBLE|FLOAT)$|^SQL_INTERVAL_(?:YEAR(?:_TO_MONTH)?|MONTH|DAY(?:_TO_(?:HOUR|MINUTE|SECOND))?|HOUR(?:_TO_(?:MINUTE|SECOND))?|MINUTE(?:_TO_SECOND)?|SECOND)$/i;

/** The arguments of {fn CONVERT(x, SQL_VARCHAR)}. */
function parseJdbcConvert(p: Parser): Argument[] {
  const items: Argument[] = [parseExpression(p)];
  if (!expect(p, T.comma, "`,`")) return items;
  const kind = p.kinds[p.index];
  const type = textOf(p, p.index);
  if ((kind !== T.name && kind !== T.reserved) || !jdbcTypes.test(type)) failAt(p, p.index, "the name of a JDBC type");
  else {
    items.push({ kind: "ArgumentKeyword", start: startOf(p), end: p.ends[p.index] ?? 0, word: type.toUpperCase() });
    next(p);
  }
  return items;
}

/** A call without clauses after it. */
export function specialCall(
  p: Parser, start: number, name: QualifiedName, items: readonly Argument[], form: FunctionCall["form"] = "special",
): FunctionCall {
  return {
    kind: "FunctionCall", start, end: p.lastEnd, name, form, quantifier: null, arguments: items, orderBy: null, nullTreatment: null,
    withinDistinct: null, withinGroup: null, filter: null, over: null,
  };
}
