import type { Identifier, Pivot, SelectItem, TableReference, Unpivot } from "./nodes.ts";
import { parseAlias, parseName, parseNameList } from "./parser-names.ts";
import { parsePrimary } from "./parser-primary.ts";
import { parseRow } from "./parser-queries.ts";
import {
  accept, acceptWord, at, atWord, choose, closeParenthesis, expectWord, next, openParenthesis, startOf, type Parser,
} from "./parser-state.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

/** `t PIVOT (SUM(a) FOR b IN ('x', 'y'))`, from 28 on. */
export function parsePivot(p: Parser, table: TableReference): Pivot {
  choose(p);
  openParenthesis(p);
  const aggregates: SelectItem[] = [];
  do aggregates.push(parseAggregate(p));
  while (accept(p, T.comma));
  expectWord(p, W.FOR, "`FOR`");
  const axes = parseNames(p);
  expectWord(p, W.IN, "`IN`");
  openParenthesis(p);
  const values: SelectItem[] = [];
  if (!at(p, T.rightParenthesis)) {
    do values.push(parsePivotValue(p));
    while (accept(p, T.comma));
  }
  closeParenthesis(p);
  closeParenthesis(p);
  return { kind: "Pivot", start: table.start, end: p.lastEnd, table, aggregates, axes, values, alias: null };
}

function parseAggregate(p: Parser): SelectItem {
  const expression = parsePrimary(p);
  const alias = parseAlias(p);
  return { kind: "SelectItem", start: expression.start, end: p.lastEnd, expression, alias };
}

function parsePivotValue(p: Parser): SelectItem {
  const expression = parseRow(p);
  const alias = parseAlias(p);
  return { kind: "SelectItem", start: expression.start, end: p.lastEnd, expression, alias };
}

function parseNames(p: Parser): Identifier[] {
  return at(p, T.leftParenthesis) ? parseNameList(p) : [parseName(p, "a column name")];
}

/** `t UNPIVOT (a FOR b IN (c AS 'x', d))`, from 28 on. */
export function parseUnpivot(p: Parser, table: TableReference): Unpivot {
  choose(p);
  let includeNulls: boolean | null = null;
  if (atWord(p, W.INCLUDE) || atWord(p, W.EXCLUDE)) {
    includeNulls = atWord(p, W.INCLUDE);
    next(p);
    expectWord(p, W.NULLS, "`NULLS`");
  }
  openParenthesis(p);
  const measures = parseNames(p);
  expectWord(p, W.FOR, "`FOR`");
  const axes = parseNames(p);
  expectWord(p, W.IN, "`IN`");
  openParenthesis(p);
  const values: SelectItem[] = [];
  do values.push(parseUnpivotValue(p));
  while (accept(p, T.comma));
  closeParenthesis(p);
  closeParenthesis(p);
  return { kind: "Unpivot", start: table.start, end: p.lastEnd, table, includeNulls, measures, axes, values, alias: null };
}

/** Columns, and the values that stand for them: a row whose items are the columns, then the values. */
function parseUnpivotValue(p: Parser): SelectItem {
  const start = startOf(p);
  const columns = parseNames(p).map((name) => ({ kind: "ColumnReference" as const, start: name.start, end: name.end, parts: [name] }));
  const items = acceptWord(p, W.AS) ? [...columns, ...parseRow(p).items] : columns;
  const expression = { kind: "RowConstructor" as const, start, end: Math.max(start, p.lastEnd), explicit: false, items };
  return { kind: "SelectItem", start, end: expression.end, expression, alias: null };
}
