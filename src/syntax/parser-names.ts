import type { Identifier, QualifiedName } from "./nodes.ts";
import { at, atName, choose, expect, fail, kindAt, parseList, refuse, textOf, type Parser } from "./parser-state.ts";
import { decodeUnicode, parseEscapeMark } from "./parser-strings.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

/** Calcite's default limit, which Druid keeps. */
export const longestIdentifier = 128;

const quotedPair = /""/g;

/** A name where Calcite's grammar has SimpleIdentifier; fails on a reserved word. `expected` is for the message. */
export function parseName(p: Parser, expected = "a name"): Identifier {
  if (!atName(p)) return missingName(p, expected);
  return takeName(p);
}

/** As `parseName`, where the look-ahead has already seen a name. */
export function takeName(p: Parser): Identifier {
  const index = p.index;
  const start = p.starts[index] ?? 0;
  const end = p.ends[index] ?? 0;
  const kind = p.kinds[index] ?? 0;
  choose(p, 1);
  const name = kind === T.name ? p.text.slice(start, end) : quotedValue(p, kind, index, start, end);
  if (name.length > longestIdentifier) {
    refuse(p, "identifier-too-long", "tooLong", { length: name.length, limit: longestIdentifier }, start, end);
  }
  return { kind: "Identifier", start, end: p.lastEnd, name, quoted: kind !== T.name };
}

function quotedValue(p: Parser, kind: number, index: number, start: number, end: number): string {
  const inner = p.text.slice(start + 1, end - 1);
  switch (kind) {
    case T.unicodeName:
      return decodeUnicode(p, p.text.slice(start + 3, end - 1).replace(quotedPair, '"'), start, parseEscapeMark(p));
    case T.backtickName:
      refuse(p, "backtick-identifier", "backtick", { name: inner }, start, end);
      return inner;
    case T.curlyName:
      refuse(p, "curly-quote", "double", { quoted: textOf(p, index), straight: `"${inner}"` }, start, end);
      return inner;
    default:
      return inner.includes('"') ? inner.replace(quotedPair, '"') : inner;
  }
}

function missingName(p: Parser, expected: string): Identifier {
  const start = p.starts[p.index] ?? p.text.length;
  fail(p, expected);
  return { kind: "Identifier", start: Math.min(start, p.lastEnd), end: p.lastEnd, name: "", quoted: false };
}

/** `a.b.c` of a table, function, type or target; the first part must be there. */
export function parseQualifiedName(p: Parser, expected = "a name"): QualifiedName {
  const first = parseName(p, expected);
  const parts = parseParts(p, first);
  return { kind: "QualifiedName", start: first.start, end: p.lastEnd, parts };
}

/** The parts of `a.b.c`, of which the first was read. */
export function parseParts(p: Parser, first: Identifier): Identifier[] {
  if (!at(p, T.dot) || !atName(p, 1)) return [first];
  choose(p);
  // Two together: an array that grows keeps room for many more.
  const parts = [first, takeName(p)];
  while (at(p, T.dot) && atName(p, 1)) {
    choose(p);
    parts.push(takeName(p));
  }
  return parts;
}

/** A name made of the word that stands next, reserved or not: the name of a function such as COUNT. */
export function takeWordAsName(p: Parser): Identifier {
  const start = p.starts[p.index] ?? 0;
  const end = p.ends[p.index] ?? 0;
  choose(p);
  return { kind: "Identifier", start, end, name: p.text.slice(start, end), quoted: false };
}

export function nameOf(identifier: Identifier): QualifiedName {
  return { kind: "QualifiedName", start: identifier.start, end: identifier.end, parts: [identifier] };
}

/** `(a, b)` with the parentheses. */
export function parseNameList(p: Parser): Identifier[] {
  if (!expect(p, T.leftParenthesis, "`(`")) return [];
  const names = parseList(p, parseColumnName(p), parseColumnName);
  expect(p, T.rightParenthesis, "`,` or `)`");
  return names;
}

function parseColumnName(p: Parser): Identifier {
  return parseName(p, "a column name");
}

/** `[AS] alias`, null when none stands here. */
export function parseAlias(p: Parser): Identifier | null {
  if (p.words[p.index] === W.AS) {
    if (!atName(p, 1)) return missingAlias(p);
    choose(p);
    return takeName(p);
  }
  return atName(p) ? takeName(p) : null;
}

/** AS and no name: left to what follows, but for what the lexer stops at, which it reads in its look-ahead. */
function missingAlias(p: Parser): null {
  if (kindAt(p, 1) !== T.unknown) return null;
  choose(p);
  fail(p, "an alias");
  return null;
}

/** True when a name follows, perhaps after AS. */
export function atStringAlias(p: Parser): boolean {
  const ahead = p.words[p.index] === W.AS ? 1 : 0;
  const kind = kindAt(p, ahead);
  return kind >= T.string && kind <= T.curlyString;
}
