import type { Node } from "../../syntax/nodes.ts";

/** A value that the text does not decide: nothing is claimed of what depends on it. */
export const UNKNOWN: unique symbol = Symbol("unknown");
export type Unknown = typeof UNKNOWN;

/** Several texts in one row. A comparison holds of it where it holds of one of them. */
export class MultiValue {
  readonly texts: readonly string[];

  constructor(texts: readonly string[]) {
    this.texts = texts;
  }
}

/** A value while a query is run in the head: LONG and TIMESTAMP (milliseconds since 1970) are bigint, DOUBLE is number. */
export type Value = null | string | bigint | number | boolean | MultiValue | Unknown;

/** Thrown where Druid's worker would die of the value itself: a LONG divided by zero. */
export class DivisionByZero extends Error {
  override readonly name = "DivisionByZero";
  readonly division: Node;

  constructor(division: Node) {
    super("a LONG is divided by zero");
    this.division = division;
  }
}

const decimalNumber = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/iu;
/** What else Java takes for a double: a suffix, names, hexadecimal digits with an exponent. */
const javaNumber = /^[+-]?(?:NaN|Infinity|0x[\da-f.]+p[+-]?\d+[df]?|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?[df]?)$/iu;

/**
 * Numbers as they are, text as Druid casts it, null when it is no number. Unknown where a column and a cast read it differently (blanks
 * around, commas) and for the forms of Java's own.
 */
export function toNumber(value: Value): bigint | number | null | Unknown {
  if (value === null || value === UNKNOWN) return value;
  if (value instanceof MultiValue) return UNKNOWN;
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value !== "string") return value;
  if (/^[+-]?\d{1,18}$/u.test(value)) return BigInt(value);
  if (decimalNumber.test(value)) return Number(value);
  return javaNumber.test(value.replaceAll(",", "").trim()) ? UNKNOWN : null;
}

/** As `toNumber`, cut to a LONG; unknown where there is none, for the server's null handling makes null or 0 of it. */
export function toLong(value: Value): bigint | Unknown {
  const number = toNumber(value);
  if (typeof number === "number") return Math.abs(number) < 2 ** 63 ? BigInt(Math.trunc(number)) : UNKNOWN;
  return number ?? UNKNOWN;
}

/** As `toNumber`, as a DOUBLE. */
export function toDouble(value: Value): number | Unknown {
  const number = toNumber(value);
  return typeof number === "bigint" ? Number(number) : (number ?? UNKNOWN);
}

/** Text of a value; numbers are left unknown, for Java writes doubles its own way and a bigint may be a TIMESTAMP. */
export function toText(value: Value): string | null | Unknown {
  return value === null || typeof value === "string" ? value : UNKNOWN;
}

/** Less than, equal, greater than as -1, 0, 1; unknown for nulls (they compare by mode), for NaN and for unlike kinds. */
export function compareValues(left: Value, right: Value): -1 | 0 | 1 | Unknown {
  if (left === null || right === null || left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left === "boolean" || typeof right === "boolean" || left instanceof MultiValue || right instanceof MultiValue) return UNKNOWN;
  if (typeof left === "string" || typeof right === "string" || Number.isNaN(left) || Number.isNaN(right)) return UNKNOWN;
  return left < right ? -1 : left > right ? 1 : 0;
}
