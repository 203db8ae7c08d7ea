import type { MatchRecognize, SelectItem, TableReference } from "./nodes.ts";
import { parseCommaList, parseExpression } from "./parser-expressions.ts";
import { parseInterval } from "./parser-literals.ts";
import { parseName } from "./parser-names.ts";
import { parseOrderBy } from "./parser-clauses.ts";
import {
  accept, acceptWord, at, atName, atWord, choose, closeParenthesis, enter, expect, expectWord, fail, kindAt, leave, next,
  openParenthesis, type Parser,
} from "./parser-state.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

/** `t MATCH_RECOGNIZE (…)`, which Druid parses and never plans. */
export function parseMatchRecognize(p: Parser, table: TableReference): MatchRecognize {
  choose(p);
  openParenthesis(p);
  let partitionBy: MatchRecognize["partitionBy"] = [];
  if (acceptWord(p, W.PARTITION)) {
    expectWord(p, W.BY, "`BY`");
    partitionBy = parseCommaList(p);
  }
  const orderBy = atWord(p, W.ORDER) ? parseOrderBy(p) : null;
  const measures = acceptWord(p, W.MEASURES) ? parseMeasures(p) : [];
  parseRowsPerMatch(p);
  if (acceptWord(p, W.AFTER)) parseAfter(p);
  expectWord(p, W.PATTERN, "`PATTERN`");
  openParenthesis(p);
  if (at(p, T.caret)) choose(p, 1);
  parsePattern(p);
  accept(p, T.dollar);
  closeParenthesis(p);
  if (acceptWord(p, W.WITHIN)) {
    if (atWord(p, W.INTERVAL)) parseInterval(p);
    else fail(p, "an interval");
  }
  if (acceptWord(p, W.SUBSET)) parseSubsets(p);
  expectWord(p, W.DEFINE, "`DEFINE`");
  const defines = parseDefinitions(p);
  closeParenthesis(p);
  return { kind: "MatchRecognize", start: table.start, end: p.lastEnd, table, partitionBy, orderBy, measures, defines, alias: null };
}

function parseMeasures(p: Parser): SelectItem[] {
  const items: SelectItem[] = [];
  do {
    const expression = parseExpression(p);
    expectWord(p, W.AS, "`AS`");
    const alias = parseName(p, "a name");
    items.push({ kind: "SelectItem", start: expression.start, end: Math.max(p.lastEnd, expression.start), expression, alias });
  } while (accept(p, T.comma));
  return items;
}

function parseRowsPerMatch(p: Parser): void {
  const one = atWord(p, W.ONE);
  if (!one && !atWord(p, W.ALL)) return;
  choose(p);
  if (one) expectWord(p, W.ROW, "`ROW`");
  else expectWord(p, W.ROWS, "`ROWS`");
  expectWord(p, W.PER, "`PER`");
  expectWord(p, W.MATCH, "`MATCH`");
}

function parseAfter(p: Parser): void {
  expectWord(p, W.MATCH, "`MATCH`");
  expectWord(p, W.SKIP, "`SKIP`");
  if (acceptWord(p, W.PAST)) {
    expectWord(p, W.LAST, "`LAST`");
    expectWord(p, W.ROW, "`ROW`");
    return;
  }
  expectWord(p, W.TO, "`TO` or `PAST`");
  if (acceptWord(p, W.NEXT)) {
    expectWord(p, W.ROW, "`ROW`");
    return;
  }
  if ((atWord(p, W.FIRST) || atWord(p, W.LAST)) && atName(p, 1)) choose(p);
  parseName(p, "a pattern variable");
}

/** Alternatives of sequences of factors; only their shape is checked. */
function parsePattern(p: Parser): void {
  if (!enter(p)) return;
  do {
    do parseFactor(p);
    while (atName(p) || at(p, T.leftParenthesis) || at(p, T.leftBrace) || atWord(p, W.PERMUTE));
  } while (accept(p, T.verticalBar));
  leave(p);
}

function parseFactor(p: Parser): void {
  if (acceptWord(p, W.PERMUTE)) {
    openParenthesis(p);
    do parsePattern(p);
    while (accept(p, T.comma));
    closeParenthesis(p);
  } else if (at(p, T.leftParenthesis)) {
    choose(p);
    p.open.push(p.index - 1);
    parsePattern(p);
    closeParenthesis(p);
  } else if (at(p, T.leftBrace)) {
    choose(p);
    expect(p, T.minus, "`-`");
    parsePattern(p);
    expect(p, T.minus, "`-`");
    expect(p, T.rightBrace, "`}`");
  } else {
    parseName(p, "a pattern variable");
  }
  parseQuantifier(p);
}

function parseQuantifier(p: Parser): void {
  if (at(p, T.star) || at(p, T.plus) || at(p, T.question)) choose(p, 1);
  else if (at(p, T.leftBrace) && (kindAt(p, 1) === T.integer || kindAt(p, 1) === T.comma)) {
    choose(p);
    const least = at(p, T.integer);
    if (least) next(p);
    if (at(p, T.comma)) {
      choose(p);
      if (at(p, T.integer)) next(p);
      else if (!least) fail(p, "a number");
    }
    expect(p, T.rightBrace, "`}`");
  } else return;
  accept(p, T.question);
}

function parseSubsets(p: Parser): void {
  do {
    parseName(p, "a name");
    expect(p, T.equal, "`=`");
    openParenthesis(p);
    do parseName(p, "a pattern variable");
    while (accept(p, T.comma));
    closeParenthesis(p);
  } while (accept(p, T.comma));
}

function parseDefinitions(p: Parser): SelectItem[] {
  const items: SelectItem[] = [];
  do {
    const alias = parseName(p, "a pattern variable");
    expectWord(p, W.AS, "`AS`");
    const expression = parseExpression(p);
    items.push({ kind: "SelectItem", start: alias.start, end: Math.max(p.lastEnd, alias.start), expression, alias });
  } while (accept(p, T.comma));
  return items;
}

