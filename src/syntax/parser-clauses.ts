import type {
  FetchClause, GroupByClause, GroupingItem, LimitClause, OffsetClause, OrderByClause, OrderItem,
} from "./nodes.ts";
import { errorExpression, parseCommaList, parseExpression } from "./parser-expressions.ts";
import { parsePrimary } from "./parser-primary.ts";
import {
  acceptWord, at, atWord, choose, closeParenthesis, enter, expectWord, fail, kindAt, leave, next, openParenthesis, parseList, refuse,
  startOf, wordAhead, type Parser,
} from "./parser-state.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

// GROUP BY

export function parseGroupBy(p: Parser): GroupByClause {
  const start = startOf(p);
  choose(p);
  expectWord(p, W.BY, "`BY`");
  let quantifier: "ALL" | "DISTINCT" | null = null;
  if (p.grammar.groupByDistinct) quantifier = atWord(p, W.DISTINCT) ? "DISTINCT" : atWord(p, W.ALL) ? "ALL" : null;
  if (quantifier !== null) choose(p, 1);
  const items = parseList(p, parseGroupingItem(p), parseGroupingItem);
  return { kind: "GroupByClause", start, end: p.lastEnd, quantifier, items };
}

function parseGroupingItem(p: Parser): GroupingItem {
  const start = startOf(p);
  switch (p.words[p.index] ?? 0) {
    case W.ROLLUP:
      return { kind: "Rollup", start, items: parseGroupingList(p), end: p.lastEnd };
    case W.CUBE:
      return { kind: "Cube", start, items: parseGroupingList(p), end: p.lastEnd };
    case W.GROUPING:
      if (wordAhead(p, 1) === W.SETS) return parseGroupingSets(p, start);
      break;
  }
  if (at(p, T.leftParenthesis) && kindAt(p, 1) === T.rightParenthesis) {
    choose(p);
    next(p);
    return { kind: "EmptyGroup", start, end: p.lastEnd };
  }
  return parseExpression(p);
}

function parseGroupingList(p: Parser): ReturnType<typeof parseCommaList> {
  choose(p);
  if (!openParenthesis(p)) return [];
  const items = parseCommaList(p);
  closeParenthesis(p);
  return items;
}

function parseGroupingSets(p: Parser, start: number): GroupingItem {
  choose(p);
  next(p);
  let sets: GroupingItem[] = [];
  if (openParenthesis(p) && enter(p)) {
    sets = parseList(p, parseGroupingItem(p), parseGroupingItem);
    leave(p);
    closeParenthesis(p);
  }
  return { kind: "GroupingSets", start, end: p.lastEnd, sets };
}

// Outer clauses

export function parseOrderBy(p: Parser): OrderByClause {
  const start = startOf(p);
  choose(p);
  expectWord(p, W.BY, "`BY`");
  const items = parseList(p, parseOrderItem(p), parseOrderItem);
  return { kind: "OrderByClause", start, end: p.lastEnd, items };
}

export function parseOrderItem(p: Parser): OrderItem {
  const expression = parseExpression(p);
  const direction = acceptWord(p, W.ASC) ? "ASC" : acceptWord(p, W.DESC) ? "DESC" : null;
  let nulls: "FIRST" | "LAST" | null = null;
  if (atWord(p, W.NULLS)) {
    const word = wordAhead(p, 1);
    if (word === W.FIRST || word === W.LAST) {
      nulls = word === W.FIRST ? "FIRST" : "LAST";
      choose(p);
      next(p);
    }
  }
  return { kind: "OrderItem", start: expression.start, end: Math.max(p.lastEnd, expression.start), expression, direction, nulls };
}

export function parseLimit(p: Parser): LimitClause {
  const start = startOf(p);
  choose(p);
  if (acceptWord(p, W.ALL)) return { kind: "LimitClause", start, end: p.lastEnd, count: null, skip: null };
  let count = parseCount(p);
  let skip: LimitClause["skip"] = null;
  if (at(p, T.comma)) {
    const comma = startOf(p);
    choose(p);
    skip = count;
    count = parseCount(p);
    refuse(p, "limit-comma", "comma", { skip: p.text.slice(skip.start, skip.end), count: p.text.slice(count.start, count.end), skipStart: skip.start, countEnd: count.end }, comma, comma + 1, p.major >= 28 ? start : count.start);
  }
  return { kind: "LimitClause", start, end: p.lastEnd, count, skip };
}

/** A number without sign, or `?`. */
function parseCount(p: Parser): ReturnType<typeof parseExpression> {
  const kind = p.kinds[p.index] ?? 0;
  if ((kind >= T.integer && kind <= T.approximate) || kind === T.question) return parsePrimary(p);
  fail(p, "a number");
  return errorExpression(p);
}

export function parseOffset(p: Parser): OffsetClause {
  const start = startOf(p);
  choose(p);
  const count = parseCount(p);
  if (!acceptWord(p, W.ROW)) acceptWord(p, W.ROWS);
  return { kind: "OffsetClause", start, end: p.lastEnd, count };
}

export function parseFetch(p: Parser): FetchClause {
  const start = startOf(p);
  choose(p);
  if (atWord(p, W.FIRST) || atWord(p, W.NEXT)) next(p);
  else fail(p, "`FIRST` or `NEXT`");
  const count = parseCount(p);
  if (atWord(p, W.ROW) || atWord(p, W.ROWS)) next(p);
  else fail(p, "`ROW` or `ROWS`");
  expectWord(p, W.ONLY, "`ONLY`");
  return { kind: "FetchClause", start, end: p.lastEnd, count };
}
