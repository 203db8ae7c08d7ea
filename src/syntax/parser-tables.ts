import type { DerivedTable, Expression, ExtendClause, FieldDeclaration, Identifier, Join, QualifiedName, Query, TableAlias, TableReference, TableSample } from "./nodes.ts";
import { parseExpression, parseQueryOrList, refuseValue } from "./parser-expressions.ts";
import { parseCall } from "./parser-functions.ts";
import { parsePrimary } from "./parser-primary.ts";
import { parseMatchRecognize } from "./parser-match.ts";
import { parseNameList, parseQualifiedName, takeName } from "./parser-names.ts";
import { parsePivot, parseUnpivot } from "./parser-pivot.ts";
import { parseChosenNames, parseHints, parseQuery, parseSetOperations } from "./parser-queries.ts";
import {
  accept, acceptWord, at, atName, atWord, choose, closeParenthesis, complete, enter, expectWord, fail, failAt, kindAt, leave, mark, next,
  openParenthesis, refuse, startOf, textOf, wordAhead, type Parser,
} from "./parser-state.ts";
import { atQuery, plainQuery } from "./parser-subqueries.ts";
import { expectInteger, parseField } from "./parser-types.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

/** The tables after FROM, joined from the left. */
export function parseFrom(p: Parser): TableReference {
  let table = parseTable(p);
  for (;;) {
    const join = parseJoin(p, table);
    if (join === null) return table;
    table = join;
  }
}

// Joins

function parseJoin(p: Parser, left: TableReference): Join | null {
  const operatorStart = startOf(p);
  if (at(p, T.comma)) {
    choose(p, p.major >= 28 ? 1 : 2);
    return finishJoin(p, left, "COMMA", false, operatorStart, p.index - 1);
  }
  const word = p.words[p.index];
  if ((word === W.CROSS || word === W.OUTER) && wordAhead(p, 1) === W.APPLY) return parseApply(p, left, word === W.CROSS);
  const natural = word === W.NATURAL;
  const type = joinType(p, natural ? 1 : 0);
  if (type === null && !natural) return null;
  const { index } = p;
  choose(p, 3);
  if (natural && type !== null && !atWord(p, W.JOIN)) next(p);
  if (!(type === "INNER" && p.words[p.index - 1] === W.JOIN)) {
    if (atWord(p, W.OUTER) && (type === "LEFT" || type === "RIGHT" || type === "FULL")) next(p);
    if (p.major >= 36 && atWord(p, W.ASOF)) next(p);
    expectWord(p, W.JOIN, "`JOIN`");
  }
  return finishJoin(p, left, type ?? "INNER", natural, operatorStart, index);
}

function joinType(p: Parser, ahead: number): Join["type"] | null {
  const asof = p.major >= 36;
  switch (wordAhead(p, ahead)) {
    case W.JOIN:
    case W.INNER:
      return "INNER";
    case W.LEFT:
      return asof && wordAhead(p, ahead + 1) === W.ASOF ? "LEFT ASOF" : "LEFT";
    case W.RIGHT:
      return "RIGHT";
    case W.FULL:
      return "FULL";
    case W.CROSS:
      return "CROSS";
    case W.ASOF:
      return asof && wordAhead(p, ahead + 1) === W.JOIN ? "ASOF" : null;
    default:
      return null;
  }
}

function finishJoin(p: Parser, left: TableReference, type: Join["type"], natural: boolean, operatorStart: number, index: number): Join {
  const right = parseTable(p);
  complete(p, index);
  let on: Expression | null = null;
  let using: Identifier[] | null = null;
  if (type !== "COMMA") {
    if (acceptWord(p, W.ON)) on = parseExpression(p);
    else if (acceptWord(p, W.USING)) using = parseNameList(p);
  }
  return { kind: "Join", start: left.start, end: p.lastEnd, left, right, type, natural, operatorStart, on, using };
}

function parseApply(p: Parser, left: TableReference, cross: boolean): Join {
  const operatorStart = startOf(p);
  choose(p);
  next(p);
  const end = p.lastEnd;
  const right = parseTable(p);
  const type = cross ? "CROSS APPLY" : "OUTER APPLY";
  refuse(p, "apply-operator", "apply", { operator: type }, operatorStart, end, p.starts[p.index - 1] ?? null);
  return { kind: "Join", start: left.start, end: p.lastEnd, left, right, type, natural: false, operatorStart, on: null, using: null };
}

// One table

/** What a table reference begins as, before the clauses that any may have. */
export function parseTable(p: Parser): TableReference {
  if (!enter(p)) return errorTable(p);
  const table = finishTable(p, parsePlainTable(p));
  leave(p);
  return table;
}

function errorTable(p: Parser): TableReference {
  return { kind: "ErrorTable", start: p.lastEnd, end: p.lastEnd };
}

function parsePlainTable(p: Parser): TableReference {
  const start = startOf(p);
  const lateral = atWord(p, W.LATERAL);
  const ahead = lateral ? 1 : 0;
  if (atName(p) && !lateral) return parseNamedTable(p);
  if (lateral && kindAt(p, 1) !== T.leftParenthesis && wordAhead(p, 1) !== W.TABLE) {
    choose(p);
    fail(p, "a table");
    return errorTable(p);
  }
  if (kindAt(p, ahead) === T.leftParenthesis) {
    if (lateral) choose(p);
    return parseParenthesizedTable(p, start, lateral);
  }
  switch (wordAhead(p, ahead)) {
    case W.UNNEST:
      return parseUnnest(p, start);
    case W.TABLE:
      if (lateral) choose(p);
      return parseTableFunction(p, start, lateral);
  }
  fail(p, "a table");
  return errorTable(p);
}

function parseNamedTable(p: Parser): TableReference {
  const name = parseQualifiedName(p, "a table name");
  if (at(p, T.leftParenthesis)) return parseCallTable(p, name);
  const hints = at(p, T.hintBegin) ? parseHints(p) : [];
  let extend: ExtendClause | null = null;
  if (p.grammar.extendOnTable && atWord(p, W.EXTEND)) extend = parseExtend(p);
  const snapshot = atWord(p, W.FOR) ? parseSnapshot(p) : null;
  return { kind: "NamedTable", start: name.start, end: p.lastEnd, name, hints, extend, sample: null, snapshot, alias: null };
}

/** `t (…)` in FROM: a call from 31 on, a column list up to 25, and nothing that Druid takes between. */
function parseCallTable(p: Parser, name: QualifiedName): TableReference {
  const first = kindAt(p, 1);
  const second = kindAt(p, 2);
  const columns = first !== T.end && first <= T.curlyName && ((second !== T.end && second <= T.reserved) || second === T.dot);
  if (columns && p.grammar.extendOnTable) {
    const extend = parseExtend(p);
    return { kind: "NamedTable", start: name.start, end: p.lastEnd, name, hints: [], extend, sample: null, snapshot: null, alias: null };
  }
  const qualified = wordAhead(p, 1) === W.DISTINCT || wordAhead(p, 1) === W.ALL;
  const nested = atName(p, 1) && kindAt(p, 2) === T.leftParenthesis;
  const druidStart = p.grammar.extendClause ? null : startOf(p);
  const call = parseCall(p, name.start, name, p.grammar.externWithoutTable ? at(p, T.leftParenthesis) && kindAt(p, 1) === T.star : p.grammar.extendClause);
  if (p.grammar.externWithoutTable ? !nested : qualified && p.grammar.extendClause) {
    return { kind: "TableFunction", start: name.start, end: p.lastEnd, wrapped: false, lateral: false, call, extend: null, sample: null, alias: null };
  }
  const text = p.text.slice(name.start, name.end);
  const { start, end } = name;
  refuse(p, "extern-without-table", "table", { name: text, callStart: name.start, callEnd: p.lastEnd }, start, end, druidStart);
  const extend = parseOptionalExtend(p);
  return { kind: "TableFunction", start: name.start, end: p.lastEnd, wrapped: false, lateral: false, call, extend, sample: null, alias: null };
}

function parseSnapshot(p: Parser): Expression {
  choose(p);
  expectWord(p, W.SYSTEM_TIME, "`SYSTEM_TIME`");
  expectWord(p, W.AS, "`AS`");
  expectWord(p, W.OF, "`OF`");
  return parseExpression(p);
}

function parseUnnest(p: Parser, start: number): TableReference {
  choose(p);
  const { values } = parseQueryOrList(p);
  let ordinality = false;
  if (atWord(p, W.WITH)) {
    choose(p);
    ordinality = expectWord(p, W.ORDINALITY, "`ORDINALITY`");
  }
  return { kind: "UnnestTable", start, end: p.lastEnd, expressions: values, ordinality, lateral: false, sample: null, alias: null };
}

/** TABLE(f(…)) [EXTEND] (columns) */
function parseTableFunction(p: Parser, start: number, lateral: boolean): TableReference {
  choose(p);
  openParenthesis(p);
  if (atWord(p, W.SPECIFIC)) choose(p);
  const callStart = startOf(p);
  const { cursorDepth } = p;
  p.cursorDepth = p.depth + 1;
  const call = parseCall(p, callStart, parseQualifiedName(p, "the name of a table function"), false, true);
  p.cursorDepth = cursorDepth;
  closeParenthesis(p);
  const extend = parseOptionalExtend(p);
  return { kind: "TableFunction", start, end: p.lastEnd, wrapped: true, lateral, call, extend, sample: null, alias: null };
}

/** The column list after a table function, from 26 on; before, it is read and refused. */
function parseOptionalExtend(p: Parser): ExtendClause | null {
  if (!atWord(p, W.EXTEND) && !at(p, T.leftParenthesis)) return null;
  if (p.grammar.extendClause) return parseExtend(p);
  const start = startOf(p);
  const index = p.violations.length;
  refuse(p, "extend-clause-version", "extend", {}, start, p.ends[p.index] ?? start);
  const extend = parseExtend(p);
  const violation = p.violations[index];
  if (violation !== undefined) p.violations[index] = { ...violation, end: extend.end };
  return extend;
}

export function parseExtend(p: Parser): ExtendClause {
  const start = startOf(p);
  const keyword = atWord(p, W.EXTEND);
  if (keyword) choose(p);
  else {
    mark(p);
  }
  const columns: FieldDeclaration[] = [];
  openParenthesis(p);
  do columns.push(parseExtendColumn(p));
  while (accept(p, T.comma));
  closeParenthesis(p);
  return { kind: "ExtendClause", start, end: p.lastEnd, keyword, columns };
}

function parseExtendColumn(p: Parser): FieldDeclaration {
  const { parts, start, end } = parseQualifiedName(p, "a column name");
  const last = parts.at(-1);
  const name: Identifier = last !== undefined && parts.length === 1 ? last : { kind: "Identifier", start, end, name: parts.map((part) => part.name).join("."), quoted: false };
  return parseField(p, name, false);
}

/** `( … )` in FROM: a query, and from 28 a join. */
function parseParenthesizedTable(p: Parser, start: number, lateral: boolean): TableReference {
  choose(p);
  p.open.push(p.index - 1);
  refuseValue(p);
  if (!p.grammar.parenthesizedJoin || lateral || atQuery(p)) return finishDerived(p, start, lateral, parseQuery(p));
  const firstStart = startOf(p);
  const first = at(p, T.leftParenthesis) ? parseNestedTable(p, firstStart) : parseTable(p);
  if (isBareDerived(first) && !atJoin(p)) {
    const { query, start: from, end } = first;
    const body = { kind: "ParenthesizedQuery", start: from, end, query } as const;
    return finishDerived(p, start, lateral, plainQuery(parseSetOperations(p, body, 0)));
  }
  let table: TableReference = first;
  while (!at(p, T.comma)) {
    const join = parseJoin(p, table);
    if (join === null) break;
    table = join;
  }
  closeParenthesis(p);
  if (table === first && first.kind !== "ParenthesizedTable") {
    refuse(p, "non-query-expression", "table", { found: p.text.slice(first.start, first.end) }, first.start, first.end);
  }
  return { kind: "ParenthesizedTable", start, end: p.lastEnd, table, alias: null };
}

function parseNestedTable(p: Parser, start: number): TableReference {
  if (!enter(p)) return errorTable(p);
  const inner = parseParenthesizedTable(p, start, false);
  const table = isBareDerived(inner) && (at(p, T.rightParenthesis) || setOperationFollows(p)) ? inner : finishTable(p, inner);
  leave(p);
  return table;
}

/** From 28 on a query in double parentheses takes set operations, and no ORDER BY or LIMIT, before the outer one. */
function setOperationFollows(p: Parser): boolean {
  const word = p.words[p.index];
  return word === W.UNION || word === W.INTERSECT || word === W.EXCEPT || word === W.MINUS;
}

function atJoin(p: Parser): boolean {
  const word = p.words[p.index];
  return word === W.NATURAL || ((word === W.OUTER || word === W.CROSS) && wordAhead(p, 1) === W.APPLY) || joinType(p, 0) !== null;
}

function isBareDerived(table: TableReference): table is DerivedTable {
  return table.kind === "DerivedTable" && table.alias === null && table.sample === null && !table.lateral;
}

function finishDerived(p: Parser, start: number, lateral: boolean, query: Query): DerivedTable {
  closeParenthesis(p);
  return { kind: "DerivedTable", start, end: p.lastEnd, lateral, query, sample: null, alias: null };
}

// What may follow any table

function finishTable(p: Parser, plain: TableReference): TableReference {
  const word = p.words[p.index] ?? 0;
  const named = plain.kind === "NamedTable";
  if (word === 0 && !atName(p) && !named) return plain;
  let table = plain;
  if (word === W.MATCH_RECOGNIZE) table = parseMatchRecognize(p, table);
  if (p.grammar.pivot) {
    if (atWord(p, W.PIVOT) && kindAt(p, 1) === T.leftParenthesis) table = parsePivot(p, table);
    if (atWord(p, W.UNPIVOT) && (kindAt(p, 1) === T.leftParenthesis || wordAhead(p, 1) === W.INCLUDE || wordAhead(p, 1) === W.EXCLUDE)) {
      table = parseUnpivot(p, table);
    }
  }
  const alias = parseTableAlias(p);
  const sample = atWord(p, W.TABLESAMPLE) ? parseSample(p) : null;
  if (alias === null && sample === null) return table;
  return withAlias(p, table, alias, sample);
}

function parseTableAlias(p: Parser): TableAlias | null {
  const start = startOf(p);
  if (atWord(p, W.AS)) {
    if (!atName(p, 1)) return null;
    choose(p);
  } else if (!atName(p) || isAsofJoin(p)) return null;
  const name = takeName(p);
  const columns = at(p, T.leftParenthesis) ? parseChosenNames(p) : [];
  return { kind: "TableAlias", start, end: p.lastEnd, name, columns };
}

function isAsofJoin(p: Parser): boolean {
  return p.major >= 36 && atWord(p, W.ASOF) && wordAhead(p, 1) === W.JOIN;
}

function parseSample(p: Parser): TableSample {
  const start = startOf(p);
  choose(p);
  const method = textOf(p, p.index).toUpperCase();
  const args: Expression[] = [];
  if (acceptWord(p, W.SUBSTITUTE)) {
    openParenthesis(p);
    const kind = p.kinds[p.index] ?? 0;
    if (kind >= T.string && kind <= T.curlyString) args.push(parsePrimary(p));
    else failAt(p, p.index, "a string");
    closeParenthesis(p);
  }
  else if (acceptWord(p, W.BERNOULLI) || acceptWord(p, W.SYSTEM)) {
    openParenthesis(p);
    const kind = p.kinds[p.index] ?? 0;
    const typed = atWord(p, W.DECIMAL) && kindAt(p, 1) === T.string && p.grammar.typedNumberLiteral;
    if ((kind >= T.integer && kind <= T.approximate) || typed) args.push(parsePrimary(p));
    else fail(p, "a number");
    const percentage = args[0];
    closeParenthesis(p);
    let end = p.lastEnd - 1;
    if (acceptWord(p, W.REPEATABLE)) {
      openParenthesis(p);
      if (at(p, T.minus)) next(p);
      expectInteger(p);
      closeParenthesis(p);
      end = p.lastEnd - 1;
    }
    if (percentage?.kind === "NumericLiteral" && p.grammar.samplePercentage && Number(percentage.text) > 100) {
      refuse(p, "table-sample-unsupported", "percentage", { percentage: percentage.text }, percentage.start, percentage.end, end);
    }
  } else fail(p, "`BERNOULLI`, `SYSTEM` or `SUBSTITUTE`");
  return { kind: "TableSample", start, end: p.lastEnd, method, arguments: args };
}

/** Calcite names the join, not the alias that it has no place for. */
function refuseJoinAlias(p: Parser, join: TableReference, alias: TableAlias | null): void {
  if (join.kind !== "Join" || alias === null) return;
  const { start, end, name } = alias;
  refuse(p, "parenthesized-join-alias", "alias", { alias: name.name }, start, end, join.operatorStart);
}

function withAlias(p: Parser, table: TableReference, alias: TableAlias | null, sample: TableSample | null): TableReference {
  const end = p.lastEnd;
  switch (table.kind) {
    case "NamedTable":
    case "TableFunction":
    case "DerivedTable":
    case "UnnestTable":
      return { ...table, end, sample, alias };
    case "ParenthesizedTable":
      refuseJoinAlias(p, table.table, alias);
      return { ...table, end, alias };
    case "Pivot":
    case "Unpivot":
    case "MatchRecognize":
      return { ...table, end, alias };
    default:
      return table;
  }
}

