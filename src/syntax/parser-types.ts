import type { DataType, FieldDeclaration, Identifier } from "./nodes.ts";
import { parseName, parseQualifiedName } from "./parser-names.ts";
import {
  accept, acceptWord, at, atName, atWord, choose, enter, expect, expectWord, fail, kindAt, leave, next, refuse, startOf, textOf, wordAhead,
  type Parser,
} from "./parser-state.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

/** Built-in types: what may follow the word, and the name it stands for. */
type TypeForm = "plain" | "double" | "binary" | "character" | "decimal" | "time";

const typeForms = new Map<number, readonly [name: string, form: TypeForm]>([
  [W.BOOLEAN, ["BOOLEAN", "plain"]],
  [W.TINYINT, ["TINYINT", "plain"]],
  [W.SMALLINT, ["SMALLINT", "plain"]],
  [W.INTEGER, ["INTEGER", "plain"]],
  [W.INT, ["INTEGER", "plain"]],
  [W.BIGINT, ["BIGINT", "plain"]],
  [W.REAL, ["REAL", "plain"]],
  [W.FLOAT, ["FLOAT", "plain"]],
  [W.GEOMETRY, ["GEOMETRY", "plain"]],
  [W.DOUBLE, ["DOUBLE", "double"]],
  [W.BINARY, ["BINARY", "binary"]],
  [W.VARBINARY, ["VARBINARY", "binary"]],
  [W.CHARACTER, ["CHAR", "character"]],
  [W.CHAR, ["CHAR", "character"]],
  [W.VARCHAR, ["VARCHAR", "character"]],
  [W.DECIMAL, ["DECIMAL", "decimal"]],
  [W.DEC, ["DECIMAL", "decimal"]],
  [W.NUMERIC, ["DECIMAL", "decimal"]],
  [W.ANY, ["ANY", "decimal"]],
  [W.DATE, ["DATE", "plain"]],
  [W.TIME, ["TIME", "time"]],
  [W.TIMESTAMP, ["TIMESTAMP", "time"]],
]);

/** What is found out about a type while it is read. */
interface TypeParts {
  name: string;
  precision: number | null;
  scale: number | null;
  fields: FieldDeclaration[];
  modifier: string | null;
  userType: DataType["userType"];
  complexType: string | null;
}

/** A data type, as in CAST and EXTEND. */
export function parseDataType(p: Parser): DataType {
  const start = startOf(p);
  const parts: TypeParts = {
    name: "", precision: null, scale: null, fields: [], modifier: null, userType: null, complexType: null,
  };
  if (enter(p)) parseTypeName(p, parts, start);
  leave(p);
  const collections: ("ARRAY" | "MULTISET")[] = [];
  while (atWord(p, W.ARRAY) || atWord(p, W.MULTISET)) {
    collections.push(atWord(p, W.ARRAY) ? "ARRAY" : "MULTISET");
    choose(p, 1);
  }
  const { name, precision, scale, fields, modifier, userType, complexType } = parts;
  const end = Math.max(start, p.lastEnd);
  return {
    kind: "DataType", start: Math.min(start, end), end, name, precision, scale, collections, fields, modifier, userType, complexType,
  };
}

/**
 * True where nothing but a type can stand, or a type and a comma: DATE, TIME, TIMESTAMP and INTERVAL begin literals as well, and a name
 * an expression.
 */
export function atTypeOnly(p: Parser): boolean {
  const word = p.words[p.index] ?? 0;
  const following = wordAhead(p, 1);
  const listed = following === W.ARRAY || following === W.MULTISET;
  if (p.kinds[p.index] === T.name) {
    return listed || (word === W.TYPE && kindAt(p, 1) === T.leftParenthesis && kindAt(p, 2) === T.string && kindAt(p, 3) === T.rightParenthesis);
  }
  if (word === W.DATE || word === W.TIME || word === W.TIMESTAMP) return listed || kindAt(p, 1) === T.comma;
  return word !== 0 && typeForms.has(word);
}

function parseTypeName(p: Parser, parts: TypeParts, start: number): void {
  const word = p.words[p.index] ?? 0;
  const form = word === 0 ? undefined : typeForms.get(word);
  if (form !== undefined) parseBuiltIn(p, parts, form[0], form[1], start);
  else if (word === W.ROW) parseRowType(p, parts);
  else if (word === W.MAP && kindAt(p, 1) === T.less && p.major >= 31) parseMapType(p, parts);
  else if (word === W.TYPE && kindAt(p, 1) === T.leftParenthesis && p.grammar.typeString) parseTypeString(p, parts);
  else if (atName(p)) parseUserType(p, parts);
  else fail(p, "a data type");
}

function parseUserType(p: Parser, parts: TypeParts): void {
  const userType = parseQualifiedName(p, "a data type");
  parts.userType = userType;
  parts.name = userType.parts.map((part) => part.name).join(".");
}

function parseBuiltIn(p: Parser, parts: TypeParts, name: string, form: TypeForm, start: number): void {
  parts.name = name;
  choose(p, 1);
  if (name === "GEOMETRY") refuse(p, "geometry-type", "disabled", {}, start, p.lastEnd);
  switch (form) {
    case "double":
      if (atWord(p, W.PRECISION)) choose(p, 1);
      break;
    case "binary":
    case "character":
      if (name !== "VARCHAR" && name !== "VARBINARY" && atWord(p, W.VARYING)) {
        choose(p, 1);
        parts.name = `VAR${name}`;
      }
      parsePrecision(p, parts, false);
      if (form === "character" && atWord(p, W.CHARACTER)) parseCharacterSet(p, parts);
      break;
    case "decimal":
      parsePrecision(p, parts, true);
      break;
    case "time":
      parsePrecision(p, parts, false);
      parseTimeZone(p, parts);
      break;
    case "plain":
      break;
  }
}

function parsePrecision(p: Parser, parts: TypeParts, withScale: boolean): void {
  if (!at(p, T.leftParenthesis) || kindAt(p, 1) !== T.integer) return;
  choose(p);
  parts.precision = takeInteger(p);
  if (withScale && accept(p, T.comma)) {
    parts.scale = expectInteger(p);
  }
  expect(p, T.rightParenthesis, withScale ? "`,` or `)`" : "`)`");
}

const largestInteger = 2147483647;

function takeInteger(p: Parser): number {
  const start = startOf(p);
  const text = textOf(p, p.index);
  next(p);
  const value = Number(text);
  if (value > largestInteger) refuse(p, "integer-too-large", "integer", { text }, start, p.lastEnd);
  return value;
}

export function expectInteger(p: Parser): number | null {
  if (at(p, T.integer)) return takeInteger(p);
  fail(p, "an integer");
  return null;
}

function parseCharacterSet(p: Parser, parts: TypeParts): void {
  choose(p);
  if (!expectWord(p, W.SET, "`SET`")) return;
  parts.modifier = `CHARACTER SET ${parseName(p).name}`;
}

function parseTimeZone(p: Parser, parts: TypeParts): void {
  const second = wordAhead(p, 1);
  if (atWord(p, W.WITHOUT) && second === W.TIME) {
    choose(p);
    next(p);
    if (expectWord(p, W.ZONE, "`ZONE`")) parts.modifier = "WITHOUT TIME ZONE";
  } else if (atWord(p, W.WITH) && second === W.LOCAL) {
    choose(p);
    next(p);
    if (expectWord(p, W.TIME, "`TIME`") && expectWord(p, W.ZONE, "`ZONE`")) parts.modifier = "WITH LOCAL TIME ZONE";
  } else if (atWord(p, W.WITH) && second === W.TIME && p.grammar.timestampWithTimeZone) {
    choose(p);
    next(p);
    if (expectWord(p, W.ZONE, "`ZONE`")) parts.modifier = "WITH TIME ZONE";
  }
}

function parseRowType(p: Parser, parts: TypeParts): void {
  parts.name = "ROW";
  choose(p);
  if (!expect(p, T.leftParenthesis, "`(`")) return;
  do {
    parts.fields.push(parseField(p, parseName(p, "a field name"), true));
  } while (accept(p, T.comma));
  expect(p, T.rightParenthesis, "`,` or `)`");
}

function parseMapType(p: Parser, parts: TypeParts): void {
  choose(p);
  next(p);
  const key = parseDataType(p);
  expect(p, T.comma, "`,`");
  const value = parseDataType(p);
  expect(p, T.greater, "`>`");
  parts.name = `MAP<${key.name}, ${value.name}>`;
}

function parseTypeString(p: Parser, parts: TypeParts): void {
  parts.name = "TYPE";
  choose(p);
  next(p);
  const index = p.index;
  if (expect(p, T.string, "a string")) parts.complexType = textOf(p, index).slice(1, -1).replaceAll("''", "'");
  expect(p, T.rightParenthesis, "`)`");
}

/** The type and nullability after a field's or column's name. */
export function parseField(p: Parser, name: Identifier, nullAllowed: boolean): FieldDeclaration {
  const type = parseDataType(p);
  let nullable: boolean | null = null;
  if (nullAllowed && acceptWord(p, W.NULL)) nullable = true;
  else if (atWord(p, W.NOT)) {
    choose(p);
    if (expectWord(p, W.NULL, "`NULL`")) nullable = false;
  }
  return { kind: "FieldDeclaration", start: name.start, end: p.lastEnd, name, type, nullable };
}
