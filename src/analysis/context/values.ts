import { trimEndOf } from "../../text/trim.ts";
import { readJson, type JsonNode } from "../extern/json.ts";

/**
 * How Druid reads values of the query context (QueryContexts, Numbers). A value is JSON; a reading that Druid refuses is a fault
 * that names what it wanted.
 */
export interface Reading<T> {
  /** Null where the value is absent (JSON null) or refused. */
  readonly value: T | null;
  /** What Druid would have taken; null when it takes the value. */
  readonly expected: Expected | null;
}

export type Expected = "boolean" | "integer" | "long" | "string" | "enum" | "join-algorithm" | "index-spec" | "string-list" | "timestamp";

const absent = { value: null, expected: null } as const;

function taken<T>(value: T): Reading<T> {
  return { value, expected: null };
}

function refused(expected: Expected): Reading<never> {
  return { value: null, expected };
}

/** QueryContexts.getAsBoolean: any text but `true` (any case) is false, numbers are refused. */
export function readBoolean(value: unknown): Reading<boolean> {
  if (value === null || value === undefined) return absent;
  if (typeof value === "boolean") return taken(value);
  return typeof value === "string" ? taken(value.toLowerCase() === "true") : refused("boolean");
}

const INTEGER_RANGE = 2n ** 31n;
const LONG_RANGE = 2n ** 63n;

/** QueryContexts.getAsInt: numbers are cut to 32 bits, text must be an integral number in range. */
export function readInteger(value: unknown): Reading<number> {
  if (value === null || value === undefined) return absent;
  if (typeof value === "number") return taken(wrap(value, 32, INTEGER_RANGE));
  const integral = typeof value === "string" ? integralText(value, INTEGER_RANGE) : null;
  return integral === null ? refused("integer") : taken(Number(integral));
}

/** PlannerConfig of 24: as `readInteger`, but text is given to Integer.parseInt alone. */
export function readPlainInteger(value: unknown): Reading<number> {
  return typeof value === "string" && !INTEGER_TEXT.test(value) ? refused("integer") : readInteger(value);
}

/** QueryContexts.getAsLong: as `readInteger` with 64 bits. */
export function readLong(value: unknown): Reading<number> {
  if (value === null || value === undefined) return absent;
  if (typeof value === "number") return taken(wrap(value, 64, LONG_RANGE));
  const integral = typeof value === "string" ? integralText(value, LONG_RANGE) : null;
  return integral === null ? refused("long") : taken(Number(integral));
}

/** Only a JSON string will do (a cast in Java otherwise). */
export function readString(value: unknown): Reading<string> {
  if (value === null || value === undefined) return absent;
  return typeof value === "string" ? taken(value) : refused("string");
}

/** QueryContexts.getAsEnum: a name in any case; gives the name as `names` spells it. */
export function readEnum(value: unknown, names: readonly string[]): Reading<string> {
  const text = readString(value);
  if (text.value === null) return text;
  const upper = text.value.toUpperCase();
  const name = names.find((candidate) => candidate.toUpperCase() === upper);
  return name === undefined ? refused("enum") : taken(name);
}

/**
 * MultiStageQueryContext.decodeList: text that starts with `[` must be a JSON array (numbers become text), any other text is one
 * line of CSV whose fields are trimmed.
 */
export function readStringList(value: unknown): Reading<readonly string[]> {
  const text = readString(value);
  if (text.value === null) return { value: null, expected: text.expected };
  if (!text.value.trimStart().startsWith("[")) return taken(csvFields(text.value));
  const { node } = readJson(text.value);
  const items = node?.kind === "array" ? node.items.map(scalarText) : null;
  return items === null || items.includes(null) ? refused("string-list") : taken(items as string[]);
}

/** Values as a person wrote them, for messages. */
export function shownValue(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? String(value) : text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function scalarText(node: JsonNode): string | null {
  if (node.kind === "string") return node.value;
  if (node.kind === "number") return node.text;
  if (node.kind === "null") return "null";
  return node.kind === "boolean" ? String(node.value) : null;
}

/** Java's narrowing: whole numbers wrap around as a JSON integer does, fractions and what JSON reads as a double saturate. */
function wrap(value: number, bits: number, range: bigint): number {
  if (Number.isInteger(value) && Math.abs(value) < 9.3e18) return Number(BigInt.asIntN(bits, BigInt(value)));
  const limit = Number(range);
  return Math.min(Math.max(Math.trunc(value), -limit), limit - 1);
}

const INTEGER_TEXT = /^[+-]?\d+$/;
const DECIMAL_TEXT = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;

/** Integer.parseInt, then BigDecimal.intValueExact: `2.0`, `1e3`, `+2` pass, `2.5` and blanks do not. */
function integralText(text: string, range: bigint): bigint | null {
  if (INTEGER_TEXT.test(text)) return inRange(BigInt(text.replace("+", "")), range);
  const match = DECIMAL_TEXT.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = "", exponentText = "0"] = match;
  if (whole === "" && fraction === "") return null;
  const digits = trimEndOf(whole + fraction, "0");
  const dropped = whole.length + fraction.length - digits.length;
  if (digits === "") return 0n;
  const exponent = Number(exponentText) - fraction.length + dropped;
  if (exponent < 0 || exponent > 20) return null;
  const magnitude = BigInt(digits) * 10n ** BigInt(exponent);
  return inRange(sign === "-" ? -magnitude : magnitude, range);
}

function inRange(value: bigint, range: bigint): bigint | null {
  return value >= -range && value < range ? value : null;
}

/** One line of CSV as Druid's reader takes it: quotes around a field and empty fields are dropped, the others are trimmed. */
function csvFields(line: string): string[] {
  const fields: string[] = [];
  const close = (text: string): void => {
    if (text !== "") fields.push(text.trim());
  };
  let field = "";
  let quoted = false;
  for (let index = 0; index < line.length; index++) {
    const char = line.charAt(index);
    if (char === '"') {
      if (quoted && line.charAt(index + 1) === '"') {
        field += '"';
        index++;
      } else quoted = !quoted;
    } else if (char === "," && !quoted) {
      close(field);
      field = "";
    } else field += char;
  }
  close(field);
  return fields;
}
