import type {
  CommonTable, FetchClause, GroupByClause, Hint, Identifier, LimitClause, NamedWindow, OffsetClause,
  Query, QueryBody, RowConstructor, Select, SelectItem, SetOperation, TableReference, Values, WithClause,
} from "./nodes.ts";
import { parseFetch, parseGroupBy, parseLimit, parseOffset, parseOrderBy } from "./parser-clauses.ts";
import { diagnoseNonQuery } from "./parser-diagnosis.ts";
import { parseDefaultOrExpression } from "./parser-arguments.ts";
import { parseExpression, parseQueryOrExpression, refuseValue, wrapQuery, errorExpression } from "./parser-expressions.ts";
import { atStringAlias, parseAlias, parseName, parseNameList, parseQualifiedName } from "./parser-names.ts";
import { parseFrom } from "./parser-tables.ts";
import {
  accept, acceptWord, at, atName, atWord, choose, closeParenthesis, complete, enter, expect, expectWord, fail, failAt, isLexical, kindAt, leave, mark, next,
  openParenthesis, parseList, refuse, startOf, stop, textOf, wordAhead, type Parser,
} from "./parser-state.ts";
import { parsePrimary } from "./parser-primary.ts";
import { parseWindowSpecification } from "./parser-windows.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

/** A query where only a query may stand, with WITH before and ORDER BY, LIMIT, OFFSET, FETCH after it. */
export function parseQuery(p: Parser): Query {
  const start = startOf(p);
  if (!enter(p)) return finishQuery(p, start, null, { kind: "ErrorQuery", start: p.lastEnd, end: p.lastEnd });
  const withClause = atWord(p, W.WITH) ? parseWith(p) : null;
  const body = parseSetOperations(p, parseLeaf(p), 0);
  const query = finishQuery(p, start, withClause, body);
  leave(p);
  return query;
}

export function finishQuery(p: Parser, start: number, withClause: WithClause | null, body: QueryBody): Query {
  const orderBy = atWord(p, W.ORDER) ? parseOrderBy(p) : null;
  let limit: LimitClause | null = null;
  let offset: OffsetClause | null = null;
  let fetch: FetchClause | null = null;
  if (p.grammar.limitThenFetch) {
    if (atWord(p, W.LIMIT)) limit = parseLimit(p);
    if (atWord(p, W.OFFSET)) offset = parseOffset(p);
    if (atWord(p, W.FETCH)) fetch = parseFetch(p);
  } else if (atWord(p, W.LIMIT)) {
    limit = parseLimit(p);
    if (atWord(p, W.OFFSET)) offset = parseOffset(p);
  } else if (atWord(p, W.OFFSET)) {
    offset = parseOffset(p);
    if (atWord(p, W.FETCH)) fetch = parseFetch(p);
    else if (atWord(p, W.LIMIT)) {
      limit = parseLimit(p);
      refuse(p, "offset-before-limit", "order", {}, limit.start, limit.end, offset.start);
    }
  } else if (atWord(p, W.FETCH)) fetch = parseFetch(p);
  return { kind: "Query", start: Math.min(start, body.start), end: Math.max(p.lastEnd, start), with: withClause, body, orderBy, limit, offset, fetch };
}

// WITH

function parseWith(p: Parser): WithClause {
  const start = startOf(p);
  choose(p);
  const recursive = p.grammar.withRecursive && atWord(p, W.RECURSIVE);
  if (recursive) choose(p, 1);
  const tables = parseList(p, parseCommonTable(p), parseCommonTable);
  return { kind: "WithClause", start, end: p.lastEnd, recursive, tables };
}

function parseCommonTable(p: Parser): CommonTable {
  const name = parseName(p, "the name of a common table");
  const columns = at(p, T.leftParenthesis) ? parseChosenNames(p) : [];
  expectWord(p, W.AS, "`AS`");
  openParenthesis(p);
  const query = parseQuery(p);
  closeParenthesis(p);
  return { kind: "CommonTable", start: name.start, end: p.lastEnd, name, columns, query };
}

/** A list of names in parentheses that Calcite takes by choice. */
export function parseChosenNames(p: Parser): Identifier[] {
  mark(p);
  return parseNameList(p);
}

// Set operations

type SetOperator = SetOperation["operator"];

/** UNION, EXCEPT and MINUS bind at 14, INTERSECT at 18, from the left. */
export function parseSetOperations(p: Parser, first: QueryBody, minimum: number): QueryBody {
  let left = first;
  for (;;) {
    const operator = setOperatorAt(p);
    if (operator === null) return left;
    const precedence = operator === "INTERSECT" ? 18 : 14;
    if (precedence < minimum) return left;
    const operatorStart = startOf(p);
    choose(p, 1);
    if (operator === "MINUS") refuse(p, "minus-set-operator", "minus", {}, operatorStart, p.lastEnd);
    const quantifier = parseQuantifier(p);
    const right = parseSetOperations(p, parseLeaf(p), precedence + 1);
    const { start } = left;
    left = { kind: "SetOperation", start, end: p.lastEnd, operator, operatorStart, quantifier, left, right };
  }
}

/** ALL or DISTINCT, each a choice of its own. */
function parseQuantifier(p: Parser): "ALL" | "DISTINCT" | null {
  const quantifier = atWord(p, W.ALL) ? "ALL" : atWord(p, W.DISTINCT) ? "DISTINCT" : null;
  if (quantifier !== null) choose(p, 1);
  return quantifier;
}

function setOperatorAt(p: Parser): SetOperator | null {
  switch (p.words[p.index] ?? 0) {
    case W.UNION:
      return "UNION";
    case W.INTERSECT:
      return "INTERSECT";
    case W.EXCEPT:
      return "EXCEPT";
    case W.MINUS:
      return "MINUS";
    default:
      return null;
  }
}

/** One query of a set operation: SELECT, VALUES, TABLE t, or a query in parentheses. */
export function parseLeaf(p: Parser): QueryBody {
  const start = startOf(p);
  switch (p.words[p.index] ?? 0) {
    case W.SELECT:
      if (p.kinds[p.index] === T.reserved) return parseSelect(p);
      break;
    case W.VALUES:
      return parseValues(p);
    case W.TABLE:
      choose(p);
      return { kind: "ExplicitTable", start, name: parseQualifiedName(p, "a table name"), end: p.lastEnd };
  }
  if (at(p, T.leftParenthesis)) return parseParenthesizedQuery(p);
  return parseNonQuery(p, start);
}

function parseParenthesizedQuery(p: Parser): QueryBody {
  const start = startOf(p);
  choose(p);
  p.open.push(p.index - 1);
  const query = parseQuery(p);
  if (at(p, T.comma)) {
    choose(p, 1);
    nonQuery(p);
  }
  closeParenthesis(p);
  return { kind: "ParenthesizedQuery", start, end: p.lastEnd, query };
}

/** An expression where a query must stand: Calcite reads one operand, then refuses it at its last token. */
function parseNonQuery(p: Parser, start: number): QueryBody {
  const kind = p.kinds[p.index];
  const word = p.words[p.index];
  if (kind === T.plus || kind === T.minus || (kind === T.reserved && (word === W.NOT || word === W.EXISTS))) choose(p, 1);
  else if (kind === T.end || kind === T.semicolon || p.index >= p.limit) fail(p, "a query");
  else {
    refuseValue(p);
    parsePrimary(p);
  }
  if (!p.failed) nonQuery(p);
  return { kind: "ErrorQuery", start: Math.min(start, p.lastEnd), end: p.lastEnd };
}

/** Calcite has read something that is no query: it names the last token. */
export function nonQuery(p: Parser): void {
  if (p.failed) return;
  // Before it decides, Calcite looks at the next token, and its lexer may stop there.
  const ahead = p.index < p.limit && isLexical(p.kinds[p.index] ?? 0);
  const violation = diagnoseNonQuery(p, p.index - 1, ahead ? p.index : null);
  if (p.violations.length === 0) p.violations.push(violation);
  stop(p);
}

// SELECT

function parseSelect(p: Parser): Select {
  const start = startOf(p);
  choose(p, 1);
  const hints = at(p, T.hintBegin) ? parseHints(p) : noHints;
  const stream = acceptWord(p, W.STREAM);
  const quantifier = parseQuantifier(p);
  if (atWord(p, W.TOP) && kindAt(p, 1) === T.integer) refuseTop(p);
  const items = parseList(p, parseSelectItem(p), parseSelectItem);
  let from: TableReference | null = null;
  let where: Select["where"] = null;
  let groupBy: GroupByClause | null = null;
  let having: Select["having"] = null;
  let windows: readonly NamedWindow[] = noWindows;
  let qualify: Select["qualify"] = null;
  if (acceptWord(p, W.FROM)) {
    from = parseFrom(p);
    if (acceptWord(p, W.WHERE)) where = parseExpression(p);
    if (atWord(p, W.GROUP)) groupBy = parseGroupBy(p);
    if (acceptWord(p, W.HAVING)) having = parseExpression(p);
    if (atWord(p, W.WINDOW)) windows = parseWindows(p);
    if (p.grammar.qualify && acceptWord(p, W.QUALIFY)) qualify = parseExpression(p);
  }
  return {
    kind: "Select", start, end: p.lastEnd, hints, stream, quantifier, items, from, where, groupBy, having, windows, qualify,
  };
}

const noHints: readonly Hint[] = [];
const noWindows: readonly NamedWindow[] = [];

/** SQL Server's SELECT TOP n: the number is read and left out of the tree. */
function refuseTop(p: Parser): void {
  const index = p.index;
  const start = startOf(p);
  const count = textOf(p, index + 1);
  const druidStart = p.starts[index + 1] ?? start;
  p.index += 2;
  p.lastEnd = p.ends[index + 1] ?? p.lastEnd;
  refuse(p, "foreign-clause", "top", { count, clause: `TOP ${count}` }, start, p.lastEnd, druidStart);
}

export function parseSelectItem(p: Parser): SelectItem {
  const start = startOf(p);
  let expression: SelectItem["expression"];
  if (at(p, T.star)) {
    choose(p, 1);
    expression = { kind: "Star", start, end: p.lastEnd, qualifier: [] };
  } else {
    expression = starOrExpression(p);
  }
  const alias = parseSelectAlias(p);
  return { kind: "SelectItem", start: Math.min(start, expression.start), end: p.lastEnd, expression, alias };
}

/** `t.*` parses as an expression anywhere; as an item it is a star. */
function starOrExpression(p: Parser): SelectItem["expression"] {
  const expression = parseExpression(p);
  if (expression.kind !== "OtherExpression" || expression.words !== "STAR") return expression;
  const [qualifier] = expression.operands;
  const parts = qualifier?.kind === "ColumnReference" ? qualifier.parts : [];
  return { kind: "Star", start: expression.start, end: expression.end, qualifier: parts };
}

/** From 28 the grammar takes a string as an alias, only to refuse it. */
export function parseSelectAlias(p: Parser): Identifier | null {
  const alias = parseAlias(p);
  if (alias !== null || !atStringAlias(p)) return alias;
  const druidStart = startOf(p);
  if (atWord(p, W.AS)) next(p);
  else if (!p.grammar.qualify) return null;
  const start = startOf(p);
  next(p);
  const name = textOf(p, p.index - 1).slice(1, -1);
  refuse(p, "quoted-alias", "string", { alias: name }, start, p.lastEnd, p.grammar.qualify ? start : druidStart);
  return { kind: "Identifier", start, end: p.lastEnd, name, quoted: true };
}

/** `/*+ a, b(c) *‍/`, from 28 on. */
export function parseHints(p: Parser): readonly Hint[] {
  choose(p);
  const hints: Hint[] = [];
  do {
    const name = parseName(p, "the name of a hint");
    if (at(p, T.leftParenthesis)) parseHintOptions(p);
    hints.push({ kind: "Hint", start: name.start, end: p.lastEnd, name: name.name });
  } while (accept(p, T.comma));
  expect(p, T.hintEnd, "`*/`");
  return hints;
}

/** `()`, `a, b`, `1, 'x'` or `a = 'x', 'b' = 'y'`: all names, all literals, or all pairs whose value is a string. */
function parseHintOptions(p: Parser): void {
  const open = p.index;
  choose(p);
  const kind = p.kinds[p.index] ?? 0;
  if (kind === T.rightParenthesis) {
    next(p);
    return;
  }
  const pairs = kindAt(p, 1) === T.equal;
  const takeOption = pairs ? takeHintPair : atName(p) ? takeHintName : takeHintLiteral;
  if (pairs && !isStringKind(kindAt(p, 2))) failAt(p, open, "a string");
  do takeOption(p);
  while (accept(p, T.comma));
  expect(p, T.rightParenthesis, "`)`");
}

function isStringKind(kind: number): boolean {
  return kind >= T.string && kind <= T.curlyString;
}

function takeHintName(p: Parser): void {
  parseName(p, "a name");
}

function takeHintPair(p: Parser): void {
  if (at(p, T.string)) next(p);
  else parseName(p, "the name of an option");
  if (expect(p, T.equal, "`=`")) takeHintString(p);
}

function takeHintLiteral(p: Parser): void {
  if (at(p, T.minus) || at(p, T.plus)) next(p);
  const kind = p.kinds[p.index] ?? 0;
  if (kind >= T.integer && kind <= T.approximate) next(p);
  else takeHintString(p);
}

function takeHintString(p: Parser): void {
  const kind = p.kinds[p.index] ?? 0;
  if (isStringKind(kind)) parsePrimary(p);
  else fail(p, "a string");
}

function parseWindows(p: Parser): NamedWindow[] {
  choose(p);
  const windows: NamedWindow[] = [];
  do {
    const name = parseName(p, "the name of a window");
    expectWord(p, W.AS, "`AS`");
    const specification = parseWindowSpecification(p);
    windows.push({ kind: "NamedWindow", start: name.start, end: p.lastEnd, name, specification });
  } while (accept(p, T.comma));
  return windows;
}

// VALUES

function parseValues(p: Parser): Values {
  const start = startOf(p);
  choose(p);
  const rows = parseList(p, parseRow(p), parseRow);
  return { kind: "Values", start, end: p.lastEnd, rows };
}

export function parseRow(p: Parser): RowConstructor {
  const start = startOf(p);
  if (at(p, T.leftParenthesis) && wordAhead(p, 1) === W.ROW && kindAt(p, 2) === T.leftParenthesis) {
    choose(p);
    const row = parseRow(p);
    expect(p, T.rightParenthesis, "`)`");
    return { kind: "RowConstructor", start, end: p.lastEnd, explicit: true, items: row.items };
  }
  const explicit = atWord(p, W.ROW);
  if (explicit) choose(p, 3);
  if (!at(p, T.leftParenthesis)) {
    if (explicit) fail(p, "`(`");
    const value = explicit ? errorExpression(p) : parseExpression(p);
    return { kind: "RowConstructor", start, end: Math.max(p.lastEnd, start), explicit, items: [value] };
  }
  if (explicit) complete(p, p.index - 1);
  choose(p, explicit ? 1 : 2);
  p.open.push(p.index - 1);
  const first = atWord(p, W.DEFAULT) ? parseDefaultOrExpression(p) : parseQueryOrExpression(p);
  const items = parseList(p, first.kind === "Query" ? wrapQuery(first) : first, parseDefaultOrExpression);
  closeParenthesis(p);
  return { kind: "RowConstructor", start, end: p.lastEnd, explicit, items };
}

