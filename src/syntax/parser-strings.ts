import { atWord, choose, expect, refuse, textOf, type Parser } from "./parser-state.ts";
import { tokenKinds as T } from "./token-kinds.ts";
import { words as W } from "./word-codes.ts";

/** What Java's Integer.parseInt takes, a sign included. */
const hexadecimal = /^(?:[0-9A-Fa-f]{4}|[-+][0-9A-Fa-f]{3})$/;
const escapeMark = /^[^0-9A-Fa-f\s+"]$/;

/** Resolves the escapes of U&'…' and U&"…": the escape character and four hexadecimal digits, or twice the escape character. */
export function decodeUnicode(p: Parser, text: string, start: number, escape = "\\"): string {
  const [first = "", ...rest] = text.split(escape);
  if (rest.length === 0 || escape === "") return text;
  let value = first;
  let faulty = false;
  for (let index = 0; index < rest.length; index++) {
    const part = rest[index] ?? "";
    const doubled = part === "" && index + 1 < rest.length;
    if (doubled) value += escape + (rest[++index] ?? "");
    else if (hexadecimal.test(part.slice(0, 4))) value += String.fromCharCode(Number.parseInt(part.slice(0, 4), 16) & 0xffff) + part.slice(4);
    else faulty = true;
  }
  if (faulty) refuse(p, "unicode-escape-invalid", "digits", { text }, start, p.lastEnd);
  return value;
}

/**
 * `UESCAPE '!'` after a Unicode literal or name, and the backslash where there is none. Taken where the word stands; a mark that
 * Calcite refuses is refused.
 */
export function parseEscapeMark(p: Parser): string {
  if (!atWord(p, W.UESCAPE)) return "\\";
  choose(p);
  const index = p.index;
  if (!expect(p, T.string, "a string of one character")) return "\\";
  const mark = textOf(p, index).slice(1, -1).replaceAll("''", "'");
  if (escapeMark.test(mark)) return mark;
  refuse(p, "unicode-escape-invalid", "mark", { mark }, p.starts[index] ?? 0, p.lastEnd);
  return "";
}

const cEscapes = /\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|[^])|''/g;
const letters: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

const shortUnicode = /(?:^|[^\\])(?:\\\\)*\\(?:u(?![0-9A-Fa-f]{4})|U(?!00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}))/;

/** True when a `\\u` has not four hexadecimal digits, or a `\\U` not eight that make a code point. */
export function isEscapeFaulty(text: string): boolean {
  return shortUnicode.test(text);
}

/** The value of what stands between the quotes of E'…'. */
export function decodeEscapes(text: string): string {
  return text.replace(cEscapes, (escape) => {
    if (escape === "''") return "'";
    const body = escape.slice(1);
    const letter = body.charAt(0);
    if (body.length === 1 && letter in letters) return letters[letter] ?? body;
    if (/^[uUx]./.test(body)) return safeCodePoint(Number.parseInt(body.slice(1), 16));
    if (/^[0-7]/.test(body)) return safeCodePoint(Number.parseInt(body, 8));
    return body;
  });
}

function safeCodePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}
