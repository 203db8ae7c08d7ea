import type { Node } from "../../syntax/nodes.ts";

/** A value that the text does not decide: nothing is claimed of what depends on it. */
export const UNKNOWN: unique symbol = Symbol("unknown");
export type Unknown = typeof UNKNOWN;

/** A value while a query is run in the head: LONG and TIMESTAMP (milliseconds since 1970) are bigint, DOUBLE is number. */
export type Value = null | string | bigint | number | boolean | Unknown;

/** Thrown where Druid's worker would die of the value itself: a LONG divided by zero. */
export class DivisionByZero extends Error {
  override readonly name = "DivisionByZero";
  readonly division: Node;

  constructor(division: Node) {
    super("a LONG is divided by zero");
    this.division = division;
  }
}

/** Numbers as they are, text as Druid casts it (null when it is no number), anything else unknown. */
export function toNumber(value: Value): bigint | number | null | Unknown {
  if (value === null || value === UNKNOWN) return value;
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value !== "string") return value;
  const text = value.trim();
  if (/^[+-]?\d{1,18}$/u.test(text)) return BigInt(text);
  const number = Number(text);
  return text === "" || Number.isNaN(number) ? null : number;
}

/** Text of a value; doubles are left unknown because Java writes them its own way. */
export function toText(value: Value): string | null | Unknown {
  if (value === null || value === UNKNOWN || typeof value === "string") return value;
  if (typeof value === "bigint") return value.toString();
  return UNKNOWN;
}

/** Less than, equal, greater than as -1, 0, 1; unknown for nulls (they compare by mode) and for unlike kinds. */
export function compareValues(left: Value, right: Value): -1 | 0 | 1 | Unknown {
  if (left === null || right === null || left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left === "boolean" || typeof right === "boolean") return UNKNOWN;
  if (typeof left === "string" || typeof right === "string") return UNKNOWN;
  return left < right ? -1 : left > right ? 1 : 0;
}
