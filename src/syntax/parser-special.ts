import { keywordSet } from "../druid/keywords.ts";
import type { Release } from "../druid/releases.ts";
import type { Argument, DataType, Expression } from "./nodes.ts";
import { isTimeUnit, parseArguments, parseTimeUnit } from "./parser-arguments.ts";
import { parseExpression } from "./parser-expressions.ts";
import { parseCall, parseOver, specialCall } from "./parser-functions.ts";
import { parseJsonFunction } from "./parser-json.ts";
import { atIntervalUnit, parseIntervalQualifier } from "./parser-literals.ts";
import { nameOf, parseQualifiedName, takeWordAsName } from "./parser-names.ts";
import { parseMap } from "./parser-primary.ts";
import {
  accept, acceptWord, at, atName, atWord, choose, closeParenthesis, expect, expectWord, fail, failAt, kindAt, mark, next, openParenthesis, refuse, startOf, textOf, wordAhead,
  type Parser,
} from "./parser-state.ts";
import { parseCharsetName, parseOverlay, parsePosition, parseSubstring, parseTranslate, parseTrim } from "./parser-text-functions.ts";
import { atTypeOnly, parseDataType } from "./parser-types.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";
import { wordCode, wordList } from "./words.ts";

const reservedFunctions = new Map<number, Uint8Array>();

/** True when the reserved word names a function in the release. */
export function isReservedFunction(p: Parser, word: number): boolean {
  let codes = reservedFunctions.get(p.major);
  if (codes === undefined) {
    codes = reservedFunctionCodes(p.release);
    reservedFunctions.set(p.major, codes);
  }
  return codes[word] === 1;
}

function reservedFunctionCodes(release: Release): Uint8Array {
  const codes = new Uint8Array(wordList.length);
  for (const word of keywordSet("reservedFunctionNames", release)) codes[wordCode(word)] = 1;
  codes[0] = 0;
  return codes;
}

/** A function with a grammar of its own, null when the word begins none here. */
export function parseSpecialWord(p: Parser, word: number): Expression | null {
  const reserved = p.kinds[p.index] === T.reserved;
  const call = kindAt(p, 1) === T.leftParenthesis;
  if (!reserved && !call && !(word === W.FINAL || word === W.MAP)) return null;
  switch (word) {
    case W.CAST:
      return parseCast(p, "CAST");
    case W.SAFE_CAST:
    case W.TRY_CAST:
      return reserved ? parseCast(p, word === W.SAFE_CAST ? "SAFE_CAST" : "TRY_CAST") : null;
    case W.EXTRACT:
      return parseExtract(p);
    case W.POSITION:
      return parsePosition(p);
    case W.CONVERT:
      return parseConvert(p);
    case W.TRANSLATE:
      return parseTranslate(p);
    case W.OVERLAY:
      return parseOverlay(p);
    case W.FLOOR:
    case W.CEIL:
    case W.CEILING:
      return parseFloor(p);
    case W.SUBSTRING:
      return parseSubstring(p);
    case W.TRIM:
      return parseTrim(p);
    case W.TIMESTAMPADD:
    case W.TIMESTAMPDIFF:
      return parseTimestampArithmetic(p);
    case W.JSON_EXISTS:
    case W.JSON_VALUE:
    case W.JSON_QUERY:
    case W.JSON_OBJECT:
    case W.JSON_OBJECTAGG:
    case W.JSON_ARRAY:
    case W.JSON_ARRAYAGG:
      return parseJsonFunction(p, word);
    case W.CLASSIFIER:
    case W.MATCH_NUMBER:
      return parseNoArguments(p);
    case W.RUNNING:
    case W.FINAL:
      return parseSemantics(p, reserved);
    case W.PREV:
    case W.NEXT:
    case W.FIRST:
    case W.LAST:
      return parseNavigation(p);
    case W.TUMBLE:
    case W.HOP:
    case W.SESSION:
      return p.grammar.groupWindowCalls && call ? parseGroupWindow(p) : null;
    case W.DECIMAL:
      return p.grammar.typedNumberLiteral && kindAt(p, 1) === T.string ? parseDecimalLiteral(p) : null;
    case W.MAP:
      if (kindAt(p, 1) === T.leftBracket || (call && p.major < 31)) return parseMap(p);
      return null;
    case W.DATE_TRUNC:
    case W.DATETIME_TRUNC:
    case W.TIMESTAMP_TRUNC:
    case W.TIME_TRUNC:
    case W.DATE_DIFF:
    case W.DATETIME_DIFF:
    case W.TIMESTAMP_DIFF:
    case W.TIME_DIFF:
      return p.grammar.dateTruncGrammar ? parseUnitLast(p, word) : null;
    case W.CONTAINS_SUBSTR:
      return p.major >= 31 ? parseContains(p) : null;
    default:
      return null;
  }
}

/** CONTAINS_SUBSTR(a, b), from 31 on, perhaps with `JSON_SCOPE => '…'`. */
function parseContains(p: Parser): Expression {
  const start = startOf(p);
  const name = nameOf(takeWordAsName(p));
  openParenthesis(p);
  const args: Argument[] = [parseExpression(p)];
  expect(p, T.comma, "`,`");
  args.push(parseExpression(p));
  if (accept(p, T.comma)) {
    const scope = takeWordAsName(p);
    if (scope.name.toUpperCase() !== "JSON_SCOPE") fail(p, "`JSON_SCOPE`");
    expect(p, T.namedArgument, "`=>`");
    const value = parseExpression(p);
    args.push({ kind: "NamedArgument", start: scope.start, end: p.lastEnd, name: scope, value });
  }
  closeParenthesis(p);
  return specialCall(p, start, name, args, "plain");
}

function parseCast(p: Parser, name: "CAST" | "SAFE_CAST" | "TRY_CAST"): Expression {
  const start = startOf(p);
  choose(p);
  openParenthesis(p);
  const operand = parseExpression(p);
  expectWord(p, W.AS, "`AS`");
  const type = atWord(p, W.INTERVAL) ? parseIntervalType(p) : parseDataType(p);
  if (p.grammar.castFormat && acceptWord(p, W.FORMAT)) expect(p, T.string, "a string");
  closeParenthesis(p);
  return { kind: "CastExpression", start, end: p.lastEnd, function: name, operand, type };
}

function parseIntervalType(p: Parser): DataType {
  const start = startOf(p);
  choose(p);
  const { from, to } = parseIntervalQualifier(p);
  const name = `INTERVAL ${from}${to === null ? "" : ` TO ${to}`}`;
  return {
    kind: "DataType", start, end: p.lastEnd, name, precision: null, scale: null, collections: [], fields: [], modifier: null,
    userType: null, complexType: null,
  };
}

function parseExtract(p: Parser): Expression {
  const start = startOf(p);
  const name = nameOf(takeWordAsName(p));
  openParenthesis(p);
  const unit = parseTimeUnit(p);
  expectWord(p, W.FROM, "`FROM`");
  const operand = parseExpression(p);
  closeParenthesis(p);
  return specialCall(p, start, name, [unit, operand]);
}

function parseConvert(p: Parser): Expression {
  const start = startOf(p);
  const name = nameOf(takeWordAsName(p));
  openParenthesis(p);
  if (p.major >= 28) {
    if (atTypeOnly(p) || (atWord(p, W.INTERVAL) && atIntervalUnit(p, 1))) return parseTypeFirst(p, start);
    mark(p);
  }
  const args: Argument[] = [parseExpression(p)];
  if (p.major >= 28 && accept(p, T.comma)) {
    args.push(parseCharsetName(p));
    expect(p, T.comma, "`,`");
    args.push(parseCharsetName(p));
  } else {
    expectWord(p, W.USING, "`USING`");
    args.push(parseCharsetName(p));
  }
  closeParenthesis(p);
  return specialCall(p, start, name, args);
}

/** SQL Server's CONVERT(type, x) and CONVERT(type, x, style), from 28 on; the style is a number or NULL and is ignored. */
function parseTypeFirst(p: Parser, start: number): Expression {
  const first = p.index;
  const type = atWord(p, W.INTERVAL) ? parseIntervalType(p) : parseDataType(p);
  if (!at(p, T.comma)) failAt(p, first, "`,`");
  next(p);
  const operand = parseExpression(p);
  const style = kindAt(p, 1);
  if (at(p, T.comma) && ((style >= T.integer && style <= T.approximate) || wordAhead(p, 1) === W.NULL)) {
    next(p);
    next(p);
  }
  closeParenthesis(p);
  return { kind: "CastExpression", start, end: p.lastEnd, function: "CONVERT", operand, type };
}

/** FLOOR(x), FLOOR(x TO unit), CEIL and CEILING alike; OVER may follow. */
function parseFloor(p: Parser): Expression {
  const start = startOf(p);
  const name = nameOf(takeWordAsName(p));
  openParenthesis(p);
  const args: Argument[] = [parseExpression(p)];
  let form: "plain" | "special" = "plain";
  if (acceptWord(p, W.TO)) {
    args.push(parseTimeUnit(p, false));
    form = "special";
  }
  closeParenthesis(p);
  const call = specialCall(p, start, name, args, form);
  if (!atWord(p, W.OVER)) return call;
  const over = parseOver(p);
  return { ...call, end: p.lastEnd, over };
}

function parseTimestampArithmetic(p: Parser): Expression {
  const start = startOf(p);
  const name = nameOf(takeWordAsName(p));
  openParenthesis(p);
  const args: Argument[] = [parseTimestampUnit(p)];
  expect(p, T.comma, "`,`");
  args.push(parseExpression(p));
  expect(p, T.comma, "`,`");
  args.push(parseExpression(p));
  closeParenthesis(p);
  return specialCall(p, start, name, args);
}

/** Before 28 the units of JDBC, with or without SQL_TSI_; any name afterwards. */
function parseTimestampUnit(p: Parser): Argument {
  if (p.grammar.extractAnyUnit) return parseTimeUnit(p);
  const start = startOf(p);
  const unit = textOf(p, p.index).toUpperCase();
  const units = /^(?:SQL_TSI_)?(?:FRAC_SECOND|MICROSECOND|SECOND|MINUTE|HOUR|DAY|WEEK|MONTH|QUARTER|YEAR)$|^NANOSECOND$/;
  if (p.words[p.index] !== 0 && units.test(unit)) next(p);
  else fail(p, "a unit such as `DAY`");
  return { kind: "TimeUnit", start: Math.min(start, p.lastEnd), end: p.lastEnd, unit };
}

function parseNoArguments(p: Parser): Expression {
  const start = startOf(p);
  const name = nameOf(takeWordAsName(p));
  openParenthesis(p);
  closeParenthesis(p);
  return specialCall(p, start, name, []);
}

/** The same number in digits and a point: `15e-1` is `1.5`. */
function withoutExponent(text: string): string {
  const [, sign = "", whole = "", part = "", exponent] = /^([-+]?)(\d*)(?:\.(\d*))?(?:e([-+]?\d+))?$/i.exec(text) ?? [];
  if (exponent === undefined) return text;
  const point = whole.length + Number(exponent);
  const digits = (whole + part).padEnd(point, "0").padStart(whole.length + part.length - Math.min(point, 0), "0");
  const place = Math.max(point, 0);
  return `${sign}${digits.slice(0, place) || "0"}.${digits.slice(place)}`;
}

/** DECIMAL '1.5', from 31 on. */
function parseDecimalLiteral(p: Parser): Expression {
  const start = startOf(p);
  choose(p);
  const literalStart = startOf(p);
  const text = textOf(p, p.index).slice(1, -1);
  next(p);
  if (!/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?$/i.test(text)) {
    refuse(p, "decimal-literal-invalid", "decimal", { literal: text }, literalStart, p.lastEnd);
    return { kind: "ErrorExpression", start, end: p.lastEnd };
  }
  return { kind: "NumericLiteral", start, end: p.lastEnd, text: withoutExponent(text), form: "decimal" };
}

/** RUNNING or FINAL before a call, in MATCH_RECOGNIZE; nothing but a plain call may follow. */
function parseSemantics(p: Parser, reserved: boolean): Expression | null {
  if (!reserved && !callFollows(p)) return null;
  const start = startOf(p);
  const words = textOf(p, p.index).toUpperCase();
  choose(p);
  const operand = parseSemanticCall(p);
  return { kind: "OtherExpression", start, end: p.lastEnd, words, operands: operand === null ? [] : [operand] };
}

/** True when `f(`, `a.f(` or a reserved function's call follows the next token. */
function callFollows(p: Parser): boolean {
  if (isReservedFunction(p, wordAhead(p, 1))) return kindAt(p, 2) === T.leftParenthesis;
  let ahead = 1;
  while (atName(p, ahead) && kindAt(p, ahead + 1) === T.dot) ahead += 2;
  return atName(p, ahead) && kindAt(p, ahead + 1) === T.leftParenthesis;
}

function parseSemanticCall(p: Parser): Expression | null {
  const start = startOf(p);
  if (atWord(p, W.FIRST) || atWord(p, W.LAST)) return parseNavigation(p);
  if (isReservedFunction(p, p.words[p.index] ?? 0)) return parseCall(p, start, nameOf(takeWordAsName(p)));
  if (atName(p)) return parseCall(p, start, parseQualifiedName(p));
  fail(p, "a call");
  return null;
}

/** PREV, NEXT, FIRST, LAST: an expression, and perhaps a number of rows. */
function parseNavigation(p: Parser): Expression {
  const start = startOf(p);
  const name = nameOf(takeWordAsName(p));
  openParenthesis(p);
  const args: Argument[] = [parseExpression(p)];
  if (accept(p, T.comma)) {
    const kind = kindAt(p, at(p, T.plus) || at(p, T.minus) ? 1 : 0);
    if (kind >= T.integer && kind <= T.approximate) args.push(parseExpression(p));
    else fail(p, "a number");
  }
  closeParenthesis(p);
  return specialCall(p, start, name, args, "plain");
}

/** TUMBLE, HOP and SESSION as in GROUP BY, from 28 on: arguments, and no clause after them. */
function parseGroupWindow(p: Parser): Expression {
  const start = startOf(p);
  const name = nameOf(takeWordAsName(p));
  openParenthesis(p);
  const { quantifier, items } = parseArguments(p);
  closeParenthesis(p);
  return { ...specialCall(p, start, name, items, "plain"), quantifier };
}

/** DATE_TRUNC(x, unit), DATE_DIFF(x, y, unit): the last argument is a unit. DATE_TRUNC takes an expression there too. */
function parseUnitLast(p: Parser, word: number): Expression {
  const start = startOf(p);
  const name = nameOf(takeWordAsName(p));
  openParenthesis(p);
  const args: Argument[] = [parseExpression(p)];
  expect(p, T.comma, "`,`");
  if (word === W.DATE_DIFF || word === W.DATETIME_DIFF || word === W.TIMESTAMP_DIFF || word === W.TIME_DIFF) {
    args.push(parseExpression(p));
    expect(p, T.comma, "`,`");
  }
  const simple = kindAt(p, 1) === T.rightParenthesis && (wordAhead(p, 0) !== 0 || atName(p));
  const unit = simple ? !at(p, T.quotedName) : atWord(p, W.WEEK) && kindAt(p, 1) === T.leftParenthesis;
  // A name that is no unit is a column to Druid's DATE_TRUNC.
  const column = word === W.DATE_TRUNC && !(unit && isTimeUnit(wordAhead(p, 0)));
  args.push(column ? parseExpression(p) : parseTimeUnit(p));
  closeParenthesis(p);
  return specialCall(p, start, name, args, word === W.DATE_TRUNC ? "plain" : "special");
}
