import { isKeyword } from "../druid/keywords.ts";
import type {
  Assignment, CallStatement, DeleteStatement, DescribeStatement, ExplainStatement, Expression, Identifier, MergeStatement,
  QualifiedName, ResetStatement, RowConstructor, SetStatement, Statement, UpdateStatement,
} from "./nodes.ts";
import { parseExpression } from "./parser-expressions.ts";
import { parseCall } from "./parser-functions.ts";
import { parseInsert, parseReplace } from "./parser-ingestion.ts";
import { nameOf, parseAlias, parseName, parseNameList, parseQualifiedName, takeName } from "./parser-names.ts";
import { parsePrimary } from "./parser-primary.ts";
import { nonQuery, parseQuery, parseRow } from "./parser-queries.ts";
import {
  accept, acceptWord, at, atName, atWord, choose, enter, expect, expectWord, fail, failAt, leave, next, startOf, textOf, wordAhead,
  type Parser,
} from "./parser-state.ts";
import { parseTable } from "./parser-tables.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

/** One statement, from its first token to its last; what is left over is a syntax error. */
export function parseWholeStatement(p: Parser): Statement {
  const statement = parseStatement(p);
  if (p.index < p.limit) failAt(p, p.index, "the end of the statement");
  return p.lastEnd > statement.end ? { ...statement, end: p.lastEnd } : statement;
}

function parseStatement(p: Parser): Statement {
  const start = startOf(p);
  switch (p.words[p.index] ?? 0) {
    case W.INSERT:
    case W.UPSERT:
      return parseInsert(p);
    case W.REPLACE:
      if (wordAhead(p, 1) === W.INTO) return parseReplace(p);
      break;
    case W.EXPLAIN:
      return parseExplain(p);
    case W.SET:
      return parseSet(p, start, null);
    case W.RESET:
      return parseReset(p, start, null);
    case W.ALTER:
      return parseAlter(p, start);
    case W.UPDATE:
      return parseUpdate(p);
    case W.DELETE:
      return parseDelete(p);
    case W.MERGE:
      return parseMerge(p);
    case W.CALL:
      return parseCallStatement(p);
    case W.DESCRIBE:
      return parseDescribe(p);
  }
  return parseQueryStatement(p);
}

function parseQueryStatement(p: Parser): Statement {
  const query = parseQuery(p);
  if (query.body.kind === "ErrorQuery" && query.with === null) return { kind: "ErrorStatement", start: query.start, end: p.lastEnd };
  return { kind: "QueryStatement", start: query.start, end: p.lastEnd, query };
}

// EXPLAIN, DESCRIBE

function parseExplain(p: Parser): ExplainStatement {
  const start = startOf(p);
  choose(p);
  expectWord(p, W.PLAN, "`PLAN FOR`");
  const options: string[] = [];
  if (atWord(p, W.EXCLUDING) || atWord(p, W.INCLUDING)) options.push(parseDetail(p));
  if (atWord(p, W.WITH) || atWord(p, W.WITHOUT)) options.push(parseDepth(p));
  if (atWord(p, W.AS)) options.push(parseExplainFormat(p));
  expectWord(p, W.FOR, "`FOR`");
  return { kind: "ExplainStatement", start, options, statement: parseExplained(p), end: p.lastEnd };
}

function parseDetail(p: Parser): string {
  if (acceptWord(p, W.EXCLUDING)) {
    expectWord(p, W.ATTRIBUTES, "`ATTRIBUTES`");
    return "EXCLUDING ATTRIBUTES";
  }
  choose(p);
  const all = acceptWord(p, W.ALL);
  expectWord(p, W.ATTRIBUTES, "`ATTRIBUTES`");
  return all ? "INCLUDING ALL ATTRIBUTES" : "INCLUDING ATTRIBUTES";
}

function parseDepth(p: Parser): string {
  if (acceptWord(p, W.WITHOUT)) {
    expectWord(p, W.IMPLEMENTATION, "`IMPLEMENTATION`");
    return "WITHOUT IMPLEMENTATION";
  }
  choose(p);
  if (acceptWord(p, W.TYPE)) return "WITH TYPE";
  expectWord(p, W.IMPLEMENTATION, "`TYPE` or `IMPLEMENTATION`");
  return "WITH IMPLEMENTATION";
}

function parseExplainFormat(p: Parser): string {
  choose(p);
  if (acceptWord(p, W.XML)) return "AS XML";
  if (acceptWord(p, W.JSON)) return "AS JSON";
  fail(p, "`XML` or `JSON`");
  return "AS";
}

/** What EXPLAIN or DESCRIBE is about; DESCRIBE knows no REPLACE. */
function parseExplained(p: Parser, describing = false): Statement {
  if (!enter(p)) return { kind: "ErrorStatement", start: p.lastEnd, end: p.lastEnd };
  const word = p.words[p.index];
  const first = p.first;
  p.first = p.index;
  const statement =
    word === W.INSERT || word === W.UPSERT || word === W.UPDATE || word === W.DELETE || word === W.MERGE ||
    (word === W.REPLACE && wordAhead(p, 1) === W.INTO && !describing)
      ? parseStatement(p)
      : parseQueryStatement(p);
  p.first = first;
  leave(p);
  return statement;
}

function parseDescribe(p: Parser): ExplainStatement | DescribeStatement {
  const start = startOf(p);
  choose(p);
  const word = p.words[p.index];
  if (word === W.DATABASE || word === W.CATALOG || word === W.SCHEMA) {
    if (atName(p, 1)) {
      choose(p);
      const name = parseQualifiedName(p);
      const what = word === W.DATABASE ? "DATABASE" : word === W.CATALOG ? "CATALOG" : "SCHEMA";
      return { kind: "DescribeStatement", start, end: p.lastEnd, what, name, column: null };
    }
  }
  const bare = (word === W.DATABASE || word === W.CATALOG || word === W.SCHEMA) && p.index + 1 === p.limit;
  if (bare) {
    next(p);
    nonQuery(p);
  } else if (word === W.STATEMENT && p.index + 1 === p.limit) failAt(p, p.index, "a statement");
  if (!atTableName(p)) {
    const options = acceptWord(p, W.STATEMENT) ? ["DESCRIBE STATEMENT"] : ["DESCRIBE"];
    p.plainInsert = p.major < 31;
    const statement = parseExplained(p, true);
    p.plainInsert = false;
    return { kind: "ExplainStatement", start, options, statement, end: p.lastEnd };
  }
  if (atWord(p, W.TABLE)) next(p);
  const name = parseQualifiedName(p, "a table name");
  const column = atName(p) ? takeName(p) : null;
  return { kind: "DescribeStatement", start, end: p.lastEnd, what: "TABLE", name, column };
}

/** TABLE, or a name that is no keyword at all: `DESCRIBE a` is an expression to Calcite, since A is one of its words. */
function atTableName(p: Parser): boolean {
  const kind = p.kinds[p.index];
  if (kind === T.name) return !isKeyword(textOf(p, p.index), p.release);
  return kind === T.quotedName || kind === T.backtickName || kind === T.curlyName || atWord(p, W.TABLE);
}

// SET, RESET, ALTER

function parseAlter(p: Parser, start: number): Statement {
  choose(p);
  const scope = textOf(p, p.index).toUpperCase();
  if (atWord(p, W.SYSTEM) || atWord(p, W.SESSION)) next(p);
  else fail(p, "`SYSTEM` or `SESSION`");
  if (atWord(p, W.RESET)) return parseReset(p, start, scope);
  if (!atWord(p, W.SET)) {
    fail(p, "`SET` or `RESET`");
    return { kind: "ErrorStatement", start, end: p.lastEnd };
  }
  return parseSet(p, start, scope);
}

function parseSet(p: Parser, start: number, scope: string | null): SetStatement {
  choose(p);
  const name = parseQualifiedName(p, "the name of a context parameter");
  expect(p, T.equal, "`=`");
  const value = parseSetValue(p);
  return { kind: "SetStatement", start, end: p.lastEnd, scope, name, value };
}

/** A literal, a word, or ON; from 34 on any expression parses and is refused later. */
function parseSetValue(p: Parser): Expression | null {
  if (acceptWord(p, W.ON)) return null;
  if (p.grammar.statementList) return parseExpression(p);
  const start = startOf(p);
  if (at(p, T.minus) || at(p, T.plus)) {
    const operator = at(p, T.minus) ? "-" : "+";
    choose(p);
    const kind = p.kinds[p.index] ?? 0;
    if (kind < T.integer || kind > T.approximate) fail(p, "a number");
    return { kind: "UnaryExpression", start, operator, operand: parsePrimary(p), end: p.lastEnd };
  }
  if (atName(p)) {
    const name = takeName(p);
    return { kind: "ColumnReference", start, end: p.lastEnd, parts: [name] };
  }
  const kind = p.kinds[p.index] ?? 0;
  const word = p.words[p.index] ?? 0;
  const literal = (kind >= T.integer && kind <= T.curlyString) || (kind >= T.braceDate && kind <= T.braceTimestamp) || isLiteralWord(word);
  if (!literal) fail(p, "a literal");
  return parsePrimary(p);
}

function isLiteralWord(word: number): boolean {
  switch (word) {
    case W.TRUE:
    case W.FALSE:
    case W.UNKNOWN:
    case W.NULL:
    case W.DATE:
    case W.TIME:
    case W.TIMESTAMP:
    case W.INTERVAL:
    case W.DECIMAL:
      return true;
    default:
      return false;
  }
}

function parseReset(p: Parser, start: number, scope: string | null): ResetStatement {
  choose(p);
  const name = acceptWord(p, W.ALL) ? null : parseQualifiedName(p, "a name");
  return { kind: "ResetStatement", start, end: p.lastEnd, scope, name };
}

// UPDATE, DELETE, MERGE, CALL: parsed by Druid only to be refused

function parseUpdate(p: Parser): UpdateStatement {
  const start = startOf(p);
  choose(p);
  const table = parseQualifiedName(p, "a table name");
  const alias = parseAlias(p);
  expectWord(p, W.SET, "`SET`");
  const assignments = parseAssignments(p);
  const where = acceptWord(p, W.WHERE) ? parseExpression(p) : null;
  return { kind: "UpdateStatement", start, end: p.lastEnd, table, alias, assignments, where };
}

function parseAssignments(p: Parser): Assignment[] {
  const assignments: Assignment[] = [];
  do {
    const column = nameOf(parseName(p, "a column name"));
    expect(p, T.equal, "`=`");
    const value = parseExpression(p);
    assignments.push({ kind: "Assignment", start: column.start, end: p.lastEnd, column, value });
  } while (accept(p, T.comma));
  return assignments;
}

function parseDelete(p: Parser): DeleteStatement {
  const start = startOf(p);
  choose(p);
  expectWord(p, W.FROM, "`FROM`");
  const table = parseQualifiedName(p, "a table name");
  const alias = parseAlias(p);
  const where = acceptWord(p, W.WHERE) ? parseExpression(p) : null;
  return { kind: "DeleteStatement", start, end: p.lastEnd, table, alias, where };
}

function parseMerge(p: Parser): MergeStatement {
  const start = startOf(p);
  choose(p);
  expectWord(p, W.INTO, "`INTO`");
  const table: QualifiedName = parseQualifiedName(p, "a table name");
  const alias = parseAlias(p);
  expectWord(p, W.USING, "`USING`");
  const source = parseTable(p);
  expectWord(p, W.ON, "`ON`");
  const on = parseExpression(p);
  let assignments: Assignment[] = [];
  let insertColumns: Identifier[] = [];
  let insertRows: RowConstructor[] = [];
  if (!atWord(p, W.WHEN)) fail(p, "`WHEN`");
  if (atWord(p, W.WHEN) && wordAhead(p, 1) === W.MATCHED) {
    choose(p);
    next(p);
    expectWord(p, W.THEN, "`THEN`");
    expectWord(p, W.UPDATE, "`UPDATE`");
    expectWord(p, W.SET, "`SET`");
    assignments = parseAssignments(p);
  }
  if (acceptWord(p, W.WHEN)) {
    expectWord(p, W.NOT, "`NOT`");
    expectWord(p, W.MATCHED, "`MATCHED`");
    expectWord(p, W.THEN, "`THEN`");
    expectWord(p, W.INSERT, "`INSERT`");
    if (at(p, T.leftParenthesis) && wordAhead(p, 1) !== W.VALUES) insertColumns = parseNameList(p);
    const wrapped = accept(p, T.leftParenthesis);
    expectWord(p, W.VALUES, "`VALUES`");
    insertRows = [parseRow(p)];
    if (wrapped) expect(p, T.rightParenthesis, "`)`");
  }
  return { kind: "MergeStatement", start, end: p.lastEnd, table, alias, source, on, assignments, insertColumns, insertRows };
}

function parseCallStatement(p: Parser): CallStatement {
  const start = startOf(p);
  choose(p);
  const name = parseQualifiedName(p, "the name of a procedure");
  const call = parseCall(p, name.start, name, false, true);
  return { kind: "CallStatement", start, end: p.lastEnd, call };
}

