import { datetimeFault } from "./datetime-literals.ts";
import type { DateTimeLiteral, Expression, IntervalQualifier } from "./nodes.ts";
import { errorExpression, parseExpression } from "./parser-expressions.ts";
import { parseCall } from "./parser-functions.ts";
import { nameOf, parseQualifiedName, takeWordAsName } from "./parser-names.ts";
import {
  accept, at, atName, atWord, choiceToken, choose, closeParenthesis, expect, fail, kindAt, mark, next, openParenthesis, refuse, startOf,
  textOf, wordAhead, type Parser,
} from "./parser-state.ts";
import { decodeEscapes, decodeUnicode, isEscapeFaulty, parseEscapeMark } from "./parser-strings.ts";
import { parsePrimary } from "./parser-primary.ts";
import { expectInteger } from "./parser-types.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

export function parseNumber(p: Parser): Expression {
  const kind = p.kinds[p.index];
  const start = startOf(p);
  const text = textOf(p, p.index);
  choose(p, 1);
  const form = kind === T.integer ? "integer" : kind === T.decimal ? "decimal" : "approximate";
  return { kind: "NumericLiteral", start, end: p.lastEnd, text, form };
}

type StringForm = Extract<Expression, { kind: "StringLiteral" }>["form"];

/** One string literal, or several in a row that SQL joins. */
export function parseString(p: Parser): Expression {
  const start = startOf(p);
  const kind = p.kinds[p.index] ?? 0;
  if (kind === T.curlyString) return parseCurlyString(p, start);
  if (kind === T.binaryString) return parseBinary(p, start);
  let value = stringValue(p, kind);
  let form: StringForm =
    kind === T.string ? "plain" : kind === T.escapedString ? "escaped" : kind === T.unicodeString ? "unicode" : "charset";
  const prefixed = kind === T.charsetString ? textOf(p, p.index) : "";
  choose(p, 1);
  if (prefixed !== "") checkCharset(p, prefixed, start);
  while (at(p, T.string) && kind !== T.escapedString) {
    value += stringValue(p, T.string);
    form = "adjacent";
    choose(p, 1);
  }
  if (kind === T.unicodeString) value = decodeUnicode(p, value, start, parseEscapeMark(p));
  else if (kind === T.escapedString) checkEscapes(p, start);
  else if (atWord(p, W.UESCAPE) && kindAt(p, 1) === T.string) refuseEscapeMark(p);
  return { kind: "StringLiteral", start, end: p.lastEnd, value, form };
}

/** Names that Java or Calcite know as a character set; what looks like one is taken for one. */
const charsets =
  /^_(?:latin\d|us-ascii|ascii|utf[-_]?(?:8|16|32)(?:[-_]?[bl]e)?|iso[-_]?8859[-_]?\d+|iso[-_]?646.*|big5.*|gb2312|gbk|gb18030|euc.*|s(?:hift)?[-_]?jis.*|koi8.*|(?:cp|ibm|windows|x|tis|jis|cs|ms)[-_:]?.*)$/i;

function checkCharset(p: Parser, text: string, start: number): void {
  const prefix = text.slice(0, text.indexOf("'"));
  if (prefix.length < 2 || charsets.test(prefix)) return;
  refuse(p, "charset-unknown", "charset", { charset: prefix.slice(1) }, start, start + prefix.length);
}

function checkEscapes(p: Parser, start: number): void {
  const text = p.text.slice(start + 2, p.lastEnd - 1);
  if (isEscapeFaulty(text)) refuse(p, "unicode-escape-invalid", "escaped", { text }, start, p.lastEnd);
}

/** UESCAPE after a literal that is no Unicode one; Calcite names its string. */
function refuseEscapeMark(p: Parser): void {
  const start = startOf(p);
  choose(p);
  next(p);
  refuse(p, "unicode-escape-invalid", "introducer", {}, start, p.lastEnd, p.starts[p.index - 1] ?? start);
}

function stringValue(p: Parser, kind: number): string {
  const text = textOf(p, p.index);
  if (kind === T.escapedString) return decodeEscapes(text.slice(2, -1));
  const inner = text.slice(text.indexOf("'") + 1, -1);
  return inner.includes("'") ? inner.replaceAll("''", "'") : inner;
}

function parseCurlyString(p: Parser, start: number): Expression {
  const quoted = textOf(p, p.index);
  const value = quoted.slice(1, -1);
  choose(p, 1);
  refuse(p, "curly-quote", "single", { quoted, straight: `'${value.replaceAll("'", "''")}'` }, start, p.lastEnd);
  return { kind: "StringLiteral", start, end: p.lastEnd, value, form: "plain" };
}

function parseBinary(p: Parser, start: number): Expression {
  let value = textOf(p, p.index).slice(2, -1);
  choose(p, 1);
  let valid = checkBinary(p, value, start);
  while (at(p, T.string)) {
    const next = textOf(p, p.index).slice(1, -1);
    const from = startOf(p);
    choose(p, 1);
    valid = checkBinary(p, next, from) && valid;
    value += next;
  }
  return valid ? { kind: "BinaryLiteral", start, end: p.lastEnd, value } : { kind: "ErrorExpression", start, end: p.lastEnd };
}

function checkBinary(p: Parser, digits: string, start: number): boolean {
  const valid = /^[0-9A-Fa-f]*$/.test(digits);
  if (!valid) refuse(p, "binary-literal-invalid", "digits", { digits }, start, p.lastEnd);
  return valid;
}

// Dates and times

/** DATE '…', TIME '…', TIMESTAMP '…' or, from 28, a call such as DATE(x); null when the word begins none of them. */
export function parseDateTimeLiteral(p: Parser, word: number): Expression | null {
  if (word !== W.DATE && word !== W.TIME && word !== W.TIMESTAMP && word !== W.DATETIME) return null;
  const start = startOf(p);
  const ahead = kindAt(p, 1);
  if (ahead === T.leftParenthesis && p.grammar.callableTypeNames) return parseCall(p, start, nameOf(takeWordAsName(p)), true);
  const type = word === W.DATE ? "DATE" : word === W.TIME ? "TIME" : word === W.TIMESTAMP ? "TIMESTAMP" : "DATETIME";
  choose(p);
  if ((word === W.TIMESTAMP || (word === W.TIME && p.grammar.timestampWithTimeZone)) && atWord(p, W.WITH)) takeZone(p);
  return finishDateTime(p, start, type);
}

/** WITH LOCAL TIME ZONE and the like between TIMESTAMP and its text. */
function takeZone(p: Parser): void {
  const local = wordAhead(p, 1) === W.LOCAL;
  if (!(local ? p.grammar.timestampWithLocalTimeZoneLiteral : p.grammar.timestampWithTimeZone)) return;
  next(p);
  if (local) next(p);
  if (atWord(p, W.TIME)) next(p);
  else fail(p, "`TIME`");
  if (atWord(p, W.ZONE)) next(p);
  else fail(p, "`ZONE`");
}

function finishDateTime(p: Parser, start: number, type: DateTimeLiteral["type"], checked: boolean | "jdbc" = p.grammar.datetimeLiteralCheckedAtParse): Expression {
  if (!at(p, T.string)) {
    fail(p, "a string");
    return errorExpression(p);
  }
  const literal = textOf(p, p.index);
  const value = literal.slice(1, -1).replaceAll("''", "'");
  const literalStart = startOf(p);
  next(p);
  if (checked !== false && datetimeFault(type, value)) {
    // Of a JDBC literal Calcite names the brace that closes it.
    const druidStart = checked === "jdbc" ? startOf(p) : null;
    refuse(p, "datetime-literal-format", type.toLowerCase(), { type, literal: value, literalStart }, start, p.lastEnd, druidStart);
  }
  return { kind: "DateTimeLiteral", start, end: p.lastEnd, type, value };
}

/** {d '…'}, {t '…'}, {ts '…'} */
export function parseJdbcDateTime(p: Parser): Expression {
  const start = startOf(p);
  const kind = p.kinds[p.index];
  choose(p);
  const type = kind === T.braceDate ? "DATE" : kind === T.braceTime ? "TIME" : "TIMESTAMP";
  const literal = finishDateTime(p, start, type, "jdbc");
  expect(p, T.rightBrace, "`}`");
  return literal.kind === "DateTimeLiteral" ? { ...literal, end: p.lastEnd } : literal;
}

// Intervals

/** INTERVAL '1' DAY, and from 28 INTERVAL 1 DAY, INTERVAL (x) DAY. */
export function parseInterval(p: Parser): Expression {
  const start = startOf(p);
  choose(p);
  const negative = at(p, T.minus);
  if (negative || at(p, T.plus)) choose(p, 1);
  let value: Expression;
  const kind = p.kinds[p.index] ?? 0;
  if (kind === T.string) {
    const text = textOf(p, p.index);
    const valueStart = startOf(p);
    choose(p, p.grammar.intervalUnquoted ? 2 : 1);
    value = { kind: "StringLiteral", start: valueStart, end: p.lastEnd, value: text.slice(1, -1).replaceAll("''", "'"), form: "plain" };
  } else if (p.grammar.intervalUnquoted) {
    mark(p);
    value = parseIntervalValue(p, kind);
  } else {
    refuseUnquoted(p, kind);
    value = kind === T.integer || kind === T.decimal ? parseNumber(p) : errorExpression(p);
    if (value.kind === "ErrorExpression") fail(p, "a string");
  }
  const qualifier = parseIntervalQualifier(p, value.kind === "StringLiteral" || !p.grammar.intervalUnquoted);
  if (value.kind === "StringLiteral" && value.value === "") {
    refuse(p, "interval-literal-invalid", "empty", { unit: qualifier.from }, start, p.lastEnd);
  }
  return { kind: "IntervalLiteral", start, end: p.lastEnd, negative, value, qualifier };
}

function refuseUnquoted(p: Parser, kind: number): void {
  if (kind !== T.integer && kind !== T.decimal) return;
  const start = startOf(p);
  const text = textOf(p, p.index);
  refuse(p, "interval-unquoted", "number", { number: text }, start, p.ends[p.index] ?? start, p.starts[choiceToken(p)] ?? start);
}

function parseIntervalValue(p: Parser, kind: number): Expression {
  if (kind >= T.integer && kind <= T.approximate) return parseNumber(p);
  if (kind === T.leftParenthesis) {
    const start = startOf(p);
    choose(p);
    p.open.push(p.index - 1);
    const expression = parseExpression(p);
    closeParenthesis(p);
    return { kind: "ParenthesizedExpression", start, end: p.lastEnd, expression };
  }
  if (atWord(p, W.DECIMAL) && kindAt(p, 1) === T.string && p.grammar.typedNumberLiteral) return parsePrimary(p);
  if (!atName(p)) {
    fail(p, "a string, a number, a name or an expression in parentheses");
    return errorExpression(p);
  }
  const { start, end, parts } = parseQualifiedName(p);
  return { kind: "ColumnReference", start, end, parts };
}

const plurals = new Map<number, number>([
  [W.YEARS, W.YEAR], [W.QUARTERS, W.QUARTER], [W.MONTHS, W.MONTH], [W.WEEKS, W.WEEK], [W.DAYS, W.DAY], [W.HOURS, W.HOUR],
  [W.MINUTES, W.MINUTE], [W.SECONDS, W.SECOND],
]);

/** Units after TO by the unit before it. */
const finerUnits = new Map<number, readonly number[]>([
  [W.YEAR, [W.MONTH]],
  [W.DAY, [W.HOUR, W.MINUTE, W.SECOND]],
  [W.HOUR, [W.MINUTE, W.SECOND]],
  [W.MINUTE, [W.SECOND]],
]);

/** True when a unit of an interval stands next. */
export function atIntervalUnit(p: Parser, ahead = 0): boolean {
  return intervalUnit(p, ahead) !== 0;
}

/** The singular unit, 0 when the word is none in this release. */
function intervalUnit(p: Parser, ahead = 0): number {
  const word = wordAhead(p, ahead);
  const plural = plurals.get(word);
  const unit = plural ?? word;
  if (plural !== undefined && !p.grammar.intervalPluralUnits) return 0;
  switch (unit) {
    case W.YEAR:
    case W.MONTH:
    case W.DAY:
    case W.HOUR:
    case W.MINUTE:
    case W.SECOND:
      return unit;
    case W.WEEK:
    case W.QUARTER:
      return p.grammar.intervalWeekQuarter ? unit : 0;
    default:
      return 0;
  }
}

/** `DAY`, `DAY(3) TO SECOND`; the second unit only where it is `allowed`. */
export function parseIntervalQualifier(p: Parser, toAllowed = true): IntervalQualifier {
  const start = startOf(p);
  const unit = intervalUnit(p);
  const from = textOf(p, p.index).toUpperCase();
  let precision: number | null = null;
  let fraction: number | null = null;
  let to: string | null = null;
  if (unit === 0) {
    fail(p, "a unit such as `DAY`");
  } else {
    choose(p, 1);
    if (at(p, T.leftParenthesis) && kindAt(p, 1) === T.integer) {
      choose(p);
      precision = expectInteger(p);
      if (unit === W.SECOND && accept(p, T.comma)) fraction = expectInteger(p);
      expect(p, T.rightParenthesis, "`)`");
    }
    const finer = finerUnits.get(unit);
    const word = wordAhead(p, 1);
    const single = p.grammar.intervalPluralUnits ? (plurals.get(word) ?? word) : word;
    if (toAllowed && atWord(p, W.TO) && finer?.includes(single) === true) {
      choose(p);
      to = textOf(p, p.index).toUpperCase();
      next(p);
      if (single === W.SECOND && at(p, T.leftParenthesis)) {
        openParenthesis(p);
        fraction = expectInteger(p);
        closeParenthesis(p);
      }
    }
  }
  return { kind: "IntervalQualifier", start: Math.min(start, p.lastEnd), end: p.lastEnd, from, to, precision, fraction };
}
