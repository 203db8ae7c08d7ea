import { granularityFault } from "./granularity-check.ts";
import type {
  Argument, ClusteredByClause, ExportFormat, FieldDeclaration, Granularity, IngestTarget, InsertStatement, OverwriteClause,
  PartitionedByClause, Query, ReplaceStatement, TargetColumns,
} from "./nodes.ts";
import { errorExpression, parseExpression } from "./parser-expressions.ts";
import { parseString } from "./parser-literals.ts";
import { specialCall } from "./parser-functions.ts";
import { nameOf, parseName, parseQualifiedName, takeWordAsName } from "./parser-names.ts";
import { parseOrderItem } from "./parser-clauses.ts";
import { parseHints, parseQuery } from "./parser-queries.ts";
import {
  accept, acceptWord, at, atName, atWord, choose, closeParenthesis, expect, expectWord, failAt, kindAt, openParenthesis, parseList, refuse, startOf,
  textOf, wordAhead, type Parser,
} from "./parser-state.ts";
import { parseExtend } from "./parser-tables.ts";
import { parseField } from "./parser-types.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

/** What INSERT and REPLACE share. */
interface Ingestion {
  target: IngestTarget | null;
  columns: TargetColumns | null;
  exportFormat: ExportFormat | null;
  overwrite: OverwriteClause | null;
  source: Query;
  partitionedBy: PartitionedByClause | null;
  clusteredBy: ClusteredByClause | null;
}

/** INSERT or UPSERT INTO … */
export function parseInsert(p: Parser): InsertStatement {
  const start = startOf(p);
  const upsert = atWord(p, W.UPSERT);
  choose(p, 1);
  const ingestion = parseIngestion(p, "INSERT");
  const { target, columns, overwrite, exportFormat, source, partitionedBy, clusteredBy } = ingestion;
  return {
    kind: "InsertStatement", start, end: p.lastEnd, upsert, target, columns, overwrite, exportFormat, source, partitionedBy,
    clusteredBy,
  };
}

/** REPLACE INTO … OVERWRITE …; REPLACE and INTO stand next. */
export function parseReplace(p: Parser): ReplaceStatement {
  const start = startOf(p);
  choose(p);
  const ingestion = parseIngestion(p, "REPLACE");
  const { target, columns, overwrite, exportFormat, source, partitionedBy, clusteredBy } = ingestion;
  return {
    kind: "ReplaceStatement", start, end: p.lastEnd, target, columns, overwrite, exportFormat, source, partitionedBy, clusteredBy,
  };
}

function parseIngestion(p: Parser, verb: "INSERT" | "REPLACE"): Ingestion {
  expectWord(p, W.INTO, "`INTO`");
  const target = parseTarget(p);
  if (p.grammar.hints && at(p, T.hintBegin)) parseHints(p);
  const columns = parseTargetColumns(p, verb);
  const exportFormat = p.grammar.targetAs && atWord(p, W.AS) ? parseFormat(p) : null;
  const overwrite = parseOverwrite(p, verb);
  const misplaced = parseMisplaced(p);
  const source = parseQuery(p);
  if (p.plainInsert) return { target, columns, exportFormat, overwrite, source, partitionedBy: null, clusteredBy: null };
  let partitionedBy: PartitionedByClause | null = misplaced.partitionedBy;
  let clusteredBy: ClusteredByClause | null = misplaced.clusteredBy;
  if (partitionedBy === null && atWord(p, W.PARTITIONED)) partitionedBy = parsePartitionedBy(p);
  const clusteredStart = clusteredBy?.start ?? startOf(p);
  if (clusteredBy === null && atWord(p, W.CLUSTERED)) clusteredBy = parseClusteredBy(p);
  if (partitionedBy === null && clusteredBy !== null) partitionedBy = parseLatePartitionedBy(p, clusteredBy, clusteredStart);
  // A CLUSTERED BY alone is already refused for what it lacks.
  refuseMissing(p, verb, overwrite, partitionedBy !== null || clusteredBy !== null);
  return { target, columns, exportFormat, overwrite, source, partitionedBy, clusteredBy };
}

// Target

function parseTarget(p: Parser): IngestTarget | null {
  const start = startOf(p);
  if (p.grammar.export && atWord(p, W.EXTERN) && kindAt(p, 1) === T.leftParenthesis) return parseExternTarget(p, start);
  if (atQuotedTarget(p)) {
    const druidStart = p.starts[p.index] ?? 0;
    const quoted = textOf(p, p.index);
    const value = quoted.slice(1, -1).replaceAll("''", "'");
    choose(p);
    refuse(p, "quoted-target", "quotes", { quoted, name: `"${value.replaceAll('"', '""')}"` }, start, p.lastEnd, druidStart);
    const part = { kind: "Identifier", start, end: p.lastEnd, name: value, quoted: true } as const;
    return { kind: "TargetTable", start, end: p.lastEnd, name: nameOf(part) };
  }
  const name = parseQualifiedName(p, "the name of the table to write to");
  if (at(p, T.minus) && !p.failed) refuseHyphen(p, start);
  return { kind: "TargetTable", start: name.start, end: Math.max(name.end, p.lastEnd), name };
}

function atQuotedTarget(p: Parser): boolean {
  return at(p, T.string);
}

/** `my-table` without quotes: the parts up to a gap are one name. */
function refuseHyphen(p: Parser, start: number): void {
  if (startOf(p) !== p.lastEnd) return;
  const druidStart = startOf(p);
  let index = p.index;
  while (p.starts[index] === p.ends[index - 1] && index < p.limit && isNamePart(p.kinds[index] ?? 0)) index++;
  if (index - p.index < 2) return;
  const end = p.ends[index - 1] ?? start;
  const name = p.text.slice(start, end);
  p.index = index;
  p.lastEnd = end;
  refuse(p, "quoted-target", "hyphen", { quoted: name, name: `"${name}"` }, start, end, druidStart);
}

function isNamePart(kind: number): boolean {
  return kind === T.minus || kind === T.name || kind === T.reserved || kind === T.integer || kind === T.decimal;
}

/** EXTERN(destination(property => 'value')) of an export. */
function parseExternTarget(p: Parser, start: number): IngestTarget {
  choose(p);
  openParenthesis(p);
  const callStart = startOf(p);
  const items: Argument[] = [];
  const name = nameOf(atWord(p, W.LOCAL) ? takeWordAsName(p) : parseName(p, "the name of a destination"));
  if (at(p, T.leftParenthesis)) parseProperties(p, items);
  const destination = specialCall(p, callStart, name, items, "plain");
  closeParenthesis(p);
  return { kind: "TargetExtern", start, end: p.lastEnd, destination };
}

/** `(property => 'value', …)` of a destination. */
function parseProperties(p: Parser, items: Argument[]): void {
  choose(p);
  p.open.push(p.index - 1);
  while (!at(p, T.rightParenthesis) && !p.failed) {
    if (items.length > 0) expect(p, T.comma, "`,`");
    const name = parseName(p, "a property");
    p.lookahead[p.index - 1] = 2;
    expect(p, T.namedArgument, "`=>`");
    if (!at(p, T.string)) failAt(p, p.index, "a string");
    const value = at(p, T.string) ? parseString(p) : errorExpression(p);
    items.push({ kind: "NamedArgument", start: name.start, end: p.lastEnd, name, value });
  }
  closeParenthesis(p);
}

/**
 * `(a, b)`, or `[EXTEND] (a VARCHAR, b BIGINT)`, or both, after the target; a parenthesis that opens a query is left alone. REPLACE
 * has no EXTEND before 29.
 */
function parseTargetColumns(p: Parser, verb: "INSERT" | "REPLACE"): TargetColumns | null {
  const extendAllowed = verb === "INSERT" || p.major >= 29;
  const typed = at(p, T.leftParenthesis) && atName(p, 1) && startsType(p, 2);
  if (extendAllowed && (typed || atWord(p, W.EXTEND))) {
    const { start, columns } = parseExtend(p);
    const plain = at(p, T.leftParenthesis) && atName(p, 1) ? parsePlainColumns(p) : null;
    return { kind: "TargetColumns", start, end: p.lastEnd, columns: plain === null ? columns : plain.columns };
  }
  return at(p, T.leftParenthesis) && atName(p, 1) ? parsePlainColumns(p) : null;
}

/** True when a type may begin at the token: a word that is no end of a list. */
function startsType(p: Parser, ahead: number): boolean {
  const kind = kindAt(p, ahead);
  return kind === T.name || kind === T.quotedName || (kind === T.reserved && wordAhead(p, ahead) !== W.NOT);
}

function parsePlainColumns(p: Parser): TargetColumns {
  const start = startOf(p);
  const columns: FieldDeclaration[] = [];
  choose(p);
  p.open.push(p.index - 1);
  do columns.push(parseTargetColumn(p));
  while (accept(p, T.comma));
  closeParenthesis(p);
  return { kind: "TargetColumns", start, end: p.lastEnd, columns };
}

function parseTargetColumn(p: Parser): FieldDeclaration {
  const { parts, start, end } = parseQualifiedName(p, "a column name");
  const only = parts.length === 1 ? parts[0] : undefined;
  const name = only ?? ({ kind: "Identifier", start, end, name: parts.map((part) => part.name).join("."), quoted: false } as const);
  if (at(p, T.comma) || at(p, T.rightParenthesis)) {
    return { kind: "FieldDeclaration", start, end: p.lastEnd, name, type: null, nullable: null };
  }
  const field = parseField(p, name, false);
  refuse(p, "extended-columns", "type", {}, field.type?.start ?? start, field.end);
  return field;
}

function parseFormat(p: Parser): ExportFormat {
  const start = startOf(p);
  choose(p);
  const format = parseName(p, "a format such as `CSV`");
  return { kind: "ExportFormat", start, end: p.lastEnd, format };
}

// OVERWRITE

function parseOverwrite(p: Parser, verb: "INSERT" | "REPLACE"): OverwriteClause | null {
  if (!atWord(p, W.OVERWRITE)) {
    return null;
  }
  const start = startOf(p);
  if (verb === "INSERT" && wordAhead(p, 1) !== W.ALL && wordAhead(p, 1) !== W.WHERE && !p.grammar.targetAs) return null;
  const clause = parseOverwriteClause(p, start);
  if (verb === "INSERT") refuse(p, "insert-with-overwrite", "overwrite", { end: clause.end }, start, start + 9);
  return clause;
}

function parseOverwriteClause(p: Parser, start: number): OverwriteClause {
  choose(p, 1);
  const all = atWord(p, W.ALL);
  if (all) choose(p, 1);
  const where = !all && acceptWord(p, W.WHERE) ? parseExpression(p) : null;
  return { kind: "OverwriteClause", start, end: p.lastEnd, all, where };
}

/** Druid 24 asks for both clauses while it parses, after the last token. */
function refuseMissing(p: Parser, verb: "INSERT" | "REPLACE", overwrite: OverwriteClause | null, partitioned: boolean): void {
  if (p.index < p.limit) return;
  const start = p.starts[p.first] ?? 0;
  const end = p.ends[p.first] ?? start;
  if (!partitioned && !p.grammar.partitionedByOptional) refuse(p, "partitioned-by-missing", "missing", { verb }, start, end);
  const complete = overwrite !== null && (overwrite.all || overwrite.where !== null);
  if (verb === "REPLACE" && !complete && !p.grammar.overwriteOptional) {
    refuse(p, "replace-missing-overwrite", "missing", {}, overwrite?.start ?? start, overwrite?.end ?? end);
  }
}

// PARTITIONED BY, CLUSTERED BY

export function parsePartitionedBy(p: Parser): PartitionedByClause {
  const start = startOf(p);
  choose(p);
  expectWord(p, W.BY, "`BY`");
  const granularity = parseGranularity(p);
  const fault = granularityFault(p, granularity);
  if (fault !== null) refuse(p, fault.rule, fault.message, fault.data, fault.start, fault.end);
  return { kind: "PartitionedByClause", start, end: p.lastEnd, granularity };
}

function parseGranularity(p: Parser): Granularity {
  const start = startOf(p);
  const word = p.words[p.index] ?? 0;
  switch (word) {
    case W.HOUR:
    case W.DAY:
    case W.MONTH:
    case W.YEAR: {
      const unit = textOf(p, p.index).toUpperCase();
      choose(p, 1);
      return { kind: "UnitGranularity", start, end: p.lastEnd, unit };
    }
    case W.ALL: {
      choose(p, 1);
      const time = atWord(p, W.TIME);
      if (time) choose(p, 1);
      return { kind: "AllGranularity", start, end: p.lastEnd, time };
    }
    case W.SECOND:
    case W.MINUTE:
    case W.NONE:
      if (kindAt(p, 1) !== T.leftParenthesis) return refuseUnit(p, start);
      break;
  }
  return parseExpression(p);
}

/** SECOND, MINUTE and NONE are reserved words that Calcite's grammar has no place for here. */
function refuseUnit(p: Parser, start: number): Granularity {
  const unit = textOf(p, p.index).toUpperCase();
  choose(p, 1);
  refuse(p, "partitioned-by-reserved-unit", unit === "NONE" ? "none" : "reserved", { granularity: unit, standard: unit }, start, p.lastEnd);
  return { kind: "UnitGranularity", start, end: p.lastEnd, unit };
}

export function parseClusteredBy(p: Parser): ClusteredByClause {
  const start = startOf(p);
  choose(p);
  expectWord(p, W.BY, "`BY`");
  const items = parseList(p, parseOrderItem(p), parseOrderItem);
  return { kind: "ClusteredByClause", start, end: p.lastEnd, items };
}

/** CLUSTERED BY first, or alone: up to 30 the parser refuses both, from 31 only what follows it. */
function parseLatePartitionedBy(p: Parser, clustered: ClusteredByClause, start: number): PartitionedByClause | null {
  const follows = atWord(p, W.PARTITIONED);
  const data = { clusteredStart: clustered.start, clusteredEnd: clustered.end, alone: !follows };
  if (!p.grammar.clusteredByAlone) {
    refuse(p, "clustered-by-before-partitioned-by", follows ? "order" : "alone", data, start, clustered.end);
  } else if (follows) {
    refuse(p, "clustered-by-before-partitioned-by", "order", data, start, clustered.end, startOf(p));
  }
  return follows ? parsePartitionedBy(p) : null;
}

/** PARTITIONED BY or CLUSTERED BY before the SELECT. */
function parseMisplaced(p: Parser): Pick<Ingestion, "partitionedBy" | "clusteredBy"> {
  let partitionedBy: PartitionedByClause | null = null;
  let clusteredBy: ClusteredByClause | null = null;
  while (!p.failed && wordAhead(p, 1) === W.BY && (atWord(p, W.PARTITIONED) || atWord(p, W.CLUSTERED))) {
    const start = startOf(p);
    const partitioned = atWord(p, W.PARTITIONED);
    if (partitioned ? partitionedBy !== null : clusteredBy !== null) {
      failAt(p, p.index, "a query");
      break;
    }
    if (partitionedBy === null && clusteredBy === null) {
      // One finding for both: Druid names the first.
      refuse(p, "clause-out-of-order", "ingestion", { clause: partitioned ? "PARTITIONED BY" : "CLUSTERED BY", after: "the query" }, start, p.ends[p.index + 1] ?? start);
    }
    if (partitioned) partitionedBy = parsePartitionedBy(p);
    else clusteredBy = parseClusteredBy(p);
  }
  return { partitionedBy, clusteredBy };
}
