import type { StringLiteral } from "../../syntax/nodes.ts";
import { createMemo } from "../memo.ts";

/** A JSON value with its place (offsets into the JSON text, end exclusive). */
export type JsonNode =
  | { readonly kind: "object"; readonly start: number; readonly end: number; readonly members: readonly JsonMember[] }
  | { readonly kind: "array"; readonly start: number; readonly end: number; readonly items: readonly JsonNode[] }
  | { readonly kind: "string"; readonly start: number; readonly end: number; readonly value: string }
  | { readonly kind: "number"; readonly start: number; readonly end: number; readonly text: string; readonly integer: boolean }
  | { readonly kind: "boolean"; readonly start: number; readonly end: number; readonly value: boolean }
  | { readonly kind: "null"; readonly start: number; readonly end: number };

export interface JsonMember {
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly value: JsonNode;
}

/** Where and why a text is no JSON; `problem` completes "is not valid JSON: …". */
export interface JsonFault {
  readonly problem: string;
  readonly start: number;
  readonly end: number;
}

export type JsonResult = { readonly node: JsonNode; readonly fault: null } | { readonly node: null; readonly fault: JsonFault };

/**
 * Reads the first JSON value of a text as strictly as Jackson does: no comments, no trailing commas, no single quotes, no raw
 * control characters in strings. What follows the value is not looked at.
 */
export function readJson(text: string): JsonResult {
  const reader: Reader = { text, plain: !special.test(text), offset: 0, depth: 0 };
  try {
    skipBlanks(reader);
    if (reader.offset >= text.length) throw new JsonError("it is empty", 0, text.length);
    const node = readValue(reader);
    if (node.kind === "number") checkRootNumber(reader);
    return { node, fault: null };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return { node: null, fault: { problem: error.message, start: error.start, end: Math.max(error.end, error.start) } };
  }
}

const readLiterals = createMemo<StringLiteral, JsonResult>();

/** The JSON in a literal, read once for all who ask. */
export function jsonOfLiteral(literal: StringLiteral): JsonResult {
  let result = readLiterals.values.get(literal);
  if (result === undefined) readLiterals.values.set(literal, (result = readJson(literal.value)));
  return result;
}

/** The value of an object's first member of that name; null when there is none. */
export function member(node: JsonNode, name: string): JsonMember | null {
  return node.kind === "object" ? (node.members.find((entry) => entry.name === name) ?? null) : null;
}

interface Reader {
  readonly text: string;
  /** Nothing in the text but what may stand in a string as it is. */
  readonly plain: boolean;
  offset: number;
  depth: number;
}

class JsonError extends Error {
  readonly start: number;
  readonly end: number;
  constructor(problem: string, start: number, end: number) {
    super(problem);
    this.start = start;
    this.end = end;
  }
}

/** Jackson has no limit of its own before 2.15; deeper than this is nobody's input. */
const MAX_DEPTH = 1000;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const WORD = /[A-Za-z0-9_$]+/y;

/** A backslash or a control character. */
// eslint-disable-next-line no-control-regex -- these are the ones that JSON forbids
const special = /[\\\0-\x1f]/;

function skipBlanks(reader: Reader): void {
  const { text } = reader;
  let { offset } = reader;
  for (let code = text.charCodeAt(offset); code === 32 || code === 10 || code === 13 || code === 9; code = text.charCodeAt(offset)) offset++;
  reader.offset = offset;
}

function readValue(reader: Reader): JsonNode {
  const char = reader.text.charAt(reader.offset);
  if (char === "{") return nested(reader, readObject);
  if (char === "[") return nested(reader, readArray);
  if (char === '"') {
    const start = reader.offset;
    const value = readString(reader);
    return { kind: "string", start, end: reader.offset, value };
  }
  if (char === "-" || (char >= "0" && char <= "9")) return readNumber(reader);
  return readWord(reader);
}

function nested(reader: Reader, read: (reader: Reader) => JsonNode): JsonNode {
  if (++reader.depth > MAX_DEPTH) throw new JsonError("it is nested too deeply", reader.offset, reader.offset + 1);
  const node = read(reader);
  reader.depth--;
  return node;
}

function readObject(reader: Reader): JsonNode {
  const start = reader.offset++;
  const members: JsonMember[] = [];
  skipBlanks(reader);
  let more = reader.text.charAt(reader.offset) !== "}";
  if (!more) reader.offset++;
  while (more) {
    members.push(readMember(reader, start));
    more = goesOn(reader, "}", start, "a comma or `}` is missing");
  }
  return { kind: "object", start, end: reader.offset, members };
}

function readMember(reader: Reader, objectStart: number): JsonMember {
  const nameStart = reader.offset;
  if (reader.text.charAt(nameStart) !== '"') {
    if (nameStart >= reader.text.length) throw new JsonError("the `{` is never closed", objectStart, objectStart + 1);
    throw new JsonError(nameProblem(reader.text.charAt(nameStart)), nameStart, nameStart + 1);
  }
  const name = readString(reader);
  const nameEnd = reader.offset;
  if (reader.text.charCodeAt(nameEnd) <= 32) skipBlanks(reader);
  if (reader.text.charAt(reader.offset) !== ":") throw lacking(reader, objectStart, `a colon is missing behind \`${name}\``);
  reader.offset++;
  skipBlanks(reader);
  if (reader.offset >= reader.text.length) throw new JsonError("the `{` is never closed", objectStart, objectStart + 1);
  return { name, nameStart, nameEnd, value: readValue(reader) };
}

function nameProblem(char: string): string {
  if (char === "}") return "a comma stands before `}`";
  if (char === "'") return "names take double quotes, not single ones";
  if (char === "/") return "comments are not allowed";
  return "a name in double quotes is expected";
}

function readArray(reader: Reader): JsonNode {
  const start = reader.offset++;
  const items: JsonNode[] = [];
  skipBlanks(reader);
  let more = reader.text.charAt(reader.offset) !== "]";
  if (!more) reader.offset++;
  while (more) {
    if (reader.offset >= reader.text.length) throw lacking(reader, start, "");
    items.push(readValue(reader));
    more = goesOn(reader, "]", start, "a comma or `]` is missing");
  }
  return { kind: "array", start, end: reader.offset, items };
}

/** Passes over the comma and the blanks that stand before a further part, or over what closes the list: false. */
function goesOn(reader: Reader, close: string, opened: number, problem: string): boolean {
  if (reader.text.charCodeAt(reader.offset) <= 32) skipBlanks(reader);
  const char = reader.text.charAt(reader.offset);
  if (char !== "," && char !== close) throw lacking(reader, opened, problem);
  reader.offset++;
  if (char === close) return false;
  skipBlanks(reader);
  return true;
}

/** The text ends within what was opened, or goes on with something else. */
function lacking({ text, offset }: Reader, opened: number, problem: string): JsonError {
  if (offset >= text.length) return new JsonError(`the \`${text.charAt(opened)}\` is never closed`, opened, opened + 1);
  return new JsonError(problem, offset, offset + 1);
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

function readString(reader: Reader): string {
  const { text } = reader;
  const start = reader.offset++;
  if (reader.plain) {
    const end = text.indexOf('"', reader.offset);
    if (end !== -1) {
      reader.offset = end + 1;
      return text.slice(start + 1, end);
    }
  }
  let value = "";
  let copied = reader.offset;
  for (;;) {
    if (reader.offset >= text.length) throw new JsonError("the string is never closed", start, text.length);
    const code = text.charCodeAt(reader.offset);
    if (code === 34) {
      value += text.slice(copied, reader.offset++);
      return value;
    }
    if (code < 32) throw new JsonError("a line break or control character inside a string must be escaped", reader.offset, reader.offset + 1);
    if (code !== 92) {
      reader.offset++;
      continue;
    }
    value += text.slice(copied, reader.offset) + readEscape(reader);
    copied = reader.offset;
  }
}

function readEscape(reader: Reader): string {
  const { text, offset } = reader;
  const char = text.charAt(offset + 1);
  if (char === "u" && /^[0-9A-Fa-f]{4}$/.test(text.slice(offset + 2, offset + 6))) {
    reader.offset = offset + 6;
    return String.fromCharCode(parseInt(text.slice(offset + 2, offset + 6), 16));
  }
  const escaped = ESCAPES[char];
  if (escaped === undefined) throw new JsonError(`\`\\${char}\` is no escape`, offset, offset + 2);
  reader.offset = offset + 2;
  return escaped;
}

function readNumber(reader: Reader): JsonNode {
  NUMBER.lastIndex = reader.offset;
  const start = reader.offset;
  const match = NUMBER.exec(reader.text);
  const next = match === null ? "" : reader.text.charAt(start + match[0].length);
  if (match === null || next === "." || /[eE\d]/.test(next)) throw new JsonError("the number is malformed", start, start + 1);
  reader.offset = start + match[0].length;
  return { kind: "number", start, end: reader.offset, text: match[0], integer: match[1] === undefined && match[2] === undefined };
}

function checkRootNumber(reader: Reader): void {
  const next = reader.text.charAt(reader.offset);
  if (next !== "" && !/[ \t\r\n]/.test(next)) throw new JsonError("a blank is missing behind the number", reader.offset, reader.offset + 1);
}

function readWord(reader: Reader): JsonNode {
  const start = reader.offset;
  WORD.lastIndex = start;
  const word = WORD.exec(reader.text)?.[0] ?? "";
  const end = start + Math.max(word.length, 1);
  reader.offset = end;
  if (word === "true" || word === "false") return { kind: "boolean", start, end, value: word === "true" };
  if (word === "null") return { kind: "null", start, end };
  throw new JsonError(valueProblem(reader.text.charAt(start), word), start, end);
}

function valueProblem(char: string, word: string): string {
  if (word !== "") return `\`${word}\` is no JSON value`;
  if (char === "]" || char === "}") return `a value is missing before \`${char}\``;
  if (char === "'") return "strings take double quotes, not single ones";
  if (char === "/") return "comments are not allowed";
  return `\`${char}\` starts no JSON value`;
}
