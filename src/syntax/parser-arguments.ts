import type { Argument, Expression, NamedArgument } from "./nodes.ts";
import { parseExpression, parseQueryOrExpression } from "./parser-expressions.ts";
import { parseQualifiedName, takeName } from "./parser-names.ts";
import {
  acceptWord, at, atName, atWord, choose, closeParenthesis, expectWord, fail, kindAt, next, startOf, textOf,
  openParenthesis, parseList, type Parser,
} from "./parser-state.ts";
import { parseOrderBy } from "./parser-clauses.ts";
import { parseCommaList } from "./parser-expressions.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

/** What a call holds between its parentheses. */
export interface CallArguments {
  readonly quantifier: "DISTINCT" | "ALL" | null;
  readonly items: Argument[];
}

/** Arguments after `(`, up to `)`. */
export function parseArguments(p: Parser): CallArguments {
  const quantifier = atWord(p, W.DISTINCT) ? "DISTINCT" : atWord(p, W.ALL) ? "ALL" : null;
  if (quantifier !== null) choose(p, 1);
  return { quantifier, items: parseList(p, parseArgument(p, true), parseFurtherArgument) };
}

function parseFurtherArgument(p: Parser): Argument {
  return parseArgument(p, false);
}

/** One argument; only the first may be a query without parentheses. */
export function parseArgument(p: Parser, first: boolean): Argument {
  if (atName(p) && kindAt(p, 1) === T.namedArgument) return parseNamedArgument(p, first);
  return parseArgumentValue(p, first);
}

function parseNamedArgument(p: Parser, first: boolean): NamedArgument {
  const name = takeName(p);
  next(p);
  const value = parseArgumentValue(p, first);
  const expression: Expression = isExpression(value)
    ? value
    : { kind: "OtherExpression", start: value.start, end: value.end, words: "DEFAULT", operands: [] };
  return { kind: "NamedArgument", start: name.start, end: p.lastEnd, name, value: expression };
}

function isExpression(argument: Argument): argument is Expression {
  switch (argument.kind) {
    case "Star":
    case "NamedArgument":
    case "TimeUnit":
    case "ArgumentKeyword":
    case "Query":
    case "DefaultArgument":
    case "TableArgument":
      return false;
    default:
      return true;
  }
}

function parseArgumentValue(p: Parser, first: boolean): Argument {
  if (atWord(p, W.DEFAULT)) {
    const start = startOf(p);
    choose(p, 1);
    return { kind: "DefaultArgument", start, end: p.lastEnd };
  }
  if (p.grammar.lambda && atLambda(p)) return parseLambda(p);
  if (p.major >= 28 && atWord(p, W.TABLE) && kindAt(p, 1) !== T.leftParenthesis) return parseTableArgument(p);
  if (!first) return starOr(parseExpression(p));
  const value = parseQueryOrExpression(p);
  if (value.kind === "Query" && p.major >= 28) takePartition(p);
  return value.kind === "Query" ? value : starOr(value);
}

/** Calcite reads `t.*` as an expression; as an argument it is a star. */
function starOr(expression: Expression): Argument {
  if (expression.kind !== "OtherExpression" || expression.words !== "STAR") return expression;
  const [qualifier] = expression.operands;
  const parts = qualifier?.kind === "ColumnReference" ? qualifier.parts : [];
  return { kind: "Star", start: expression.start, end: expression.end, qualifier: parts };
}

/** `x ->`, `() ->`, `(x, y) ->`, seen without taking anything. */
function atLambda(p: Parser): boolean {
  if (atName(p)) return kindAt(p, 1) === T.arrow;
  if (!at(p, T.leftParenthesis)) return false;
  let ahead = 1;
  while (atName(p, ahead) && kindAt(p, ahead + 1) === T.comma) ahead += 2;
  if (atName(p, ahead)) ahead++;
  return kindAt(p, ahead) === T.rightParenthesis && kindAt(p, ahead + 1) === T.arrow;
}

function parseLambda(p: Parser): Expression {
  const start = startOf(p);
  while (!at(p, T.arrow)) next(p);
  next(p);
  const body = parseExpression(p);
  return { kind: "OtherExpression", start, end: p.lastEnd, words: "LAMBDA", operands: [body] };
}

/** `TABLE t [PARTITION BY …] [ORDER BY …]`, from 28 on. */
function parseTableArgument(p: Parser): Argument {
  const start = startOf(p);
  choose(p);
  const table = parseQualifiedName(p, "a table name");
  takePartition(p);
  return { kind: "TableArgument", start, end: p.lastEnd, table };
}

/** The clauses after a table argument, which Druid plans nowhere: read, and left out of the tree. */
function takePartition(p: Parser): void {
  if (acceptWord(p, W.PARTITION)) {
    expectWord(p, W.BY, "`BY`");
    if (at(p, T.leftParenthesis)) {
      openParenthesis(p);
      parseCommaList(p);
      closeParenthesis(p);
    } else parseExpression(p);
  }
  if (atWord(p, W.ORDER)) parseOrderBy(p);
}

/** DEFAULT in a row of VALUES, or an expression. */
export function parseDefaultOrExpression(p: Parser): Expression {
  if (!atWord(p, W.DEFAULT)) return parseExpression(p);
  const start = startOf(p);
  choose(p, 1);
  return { kind: "OtherExpression", start, end: p.lastEnd, words: "DEFAULT", operands: [] };
}

/** The unit of EXTRACT, FLOOR … TO, TIMESTAMPADD: a keyword, or from 28 any name. Before 28 only EXTRACT takes the finest two. */
export function parseTimeUnit(p: Parser, finest = true): Argument {
  const start = startOf(p);
  const unit = textOf(p, p.index).toUpperCase();
  const word = p.words[p.index] ?? 0;
  const tooFine = !finest && !p.grammar.extractAnyUnit && (word === W.NANOSECOND || word === W.MICROSECOND);
  if (word === 0 && p.grammar.extractAnyUnit && atName(p)) {
    takeName(p);
  } else if ((isTimeUnit(word) && !tooFine) || (p.grammar.extractAnyUnit && atName(p))) {
    next(p);
    if (word === W.WEEK && p.grammar.extractAnyUnit && at(p, T.leftParenthesis)) return parseWeekOf(p, start);
  } else fail(p, "a unit such as `DAY`");
  return { kind: "TimeUnit", start: Math.min(start, p.lastEnd), end: p.lastEnd, unit };
}

/** WEEK(MONDAY), from 28 on. */
function parseWeekOf(p: Parser, start: number): Argument {
  openParenthesis(p);
  const day = textOf(p, p.index).toUpperCase();
  if (/^(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY$/.test(day)) next(p);
  else fail(p, "a day of the week");
  closeParenthesis(p);
  return { kind: "TimeUnit", start, end: p.lastEnd, unit: `WEEK(${day})` };
}

export function isTimeUnit(word: number): boolean {
  switch (word) {
    case W.NANOSECOND: case W.MICROSECOND: case W.MILLISECOND: case W.SECOND: case W.MINUTE: case W.HOUR: case W.DAY: case W.DOW:
    case W.DOY: case W.ISODOW: case W.ISOYEAR: case W.WEEK: case W.MONTH: case W.QUARTER: case W.YEAR: case W.EPOCH: case W.DECADE:
    case W.CENTURY: case W.MILLENNIUM:
      return true;
    default:
      return false;
  }
}

