import type { FunctionCall } from "../../syntax/nodes.ts";
import { instantOf, timeZone, type TimeZone } from "../ingestion/time-zones.ts";
import { parseIsoTime, parsePatternTime, type ParsedTime } from "./parse-time.ts";
import { inZone, type Scope } from "./scope.ts";
import { textFunctions } from "./text-functions.ts";
import { addUnits, floorPeriod, floorTime } from "./time.ts";
import { compareValues, DivisionByZero, toDouble, toNumber, toText, UNKNOWN, type Unknown, type Value } from "./values.ts";

type Evaluator = (values: readonly Value[], call: FunctionCall, scope: Scope) => Value;

const ofNumber =
  (compute: (number: number) => number): Evaluator =>
  ([value], _call, scope) => {
    const number = toDouble(numberIn(value ?? null, scope));
    return number === UNKNOWN ? UNKNOWN : compute(number);
  };

const ofTwoNumbers =
  (compute: (one: number, other: number) => number | Unknown): Evaluator =>
  (values, _call, scope) => {
    const [one = UNKNOWN, other = UNKNOWN] = values.map((value) => toDouble(numberIn(value, scope)));
    return values.length !== 2 || one === UNKNOWN || other === UNKNOWN ? UNKNOWN : compute(one, other);
  };

const quotient = ofTwoNumbers((dividend, divisor) => (divisor === 0 ? UNKNOWN : dividend / divisor));

function extremeOf(isBeyond: (one: bigint | number, other: bigint | number) => boolean): Evaluator {
  return (values) => {
    const numbers = values.filter((value) => typeof value === "bigint" || typeof value === "number");
    const [first, ...others] = numbers;
    if (first === undefined || numbers.length < values.length) return UNKNOWN;
    const extreme = others.reduce((one, other) => (isBeyond(other, one) ? other : one), first);
    return numbers.every((number) => typeof number === "bigint") ? extreme : Number(extreme);
  };
}

/** The number that a text beside numbers is taken for, where it is said what becomes of one that is none. */
export function numberIn(value: Value, { unreadable }: Scope): Value {
  if (typeof value !== "string" || unreadable === undefined) return value;
  const number = toNumber(value);
  return number === null ? unreadable : number;
}

function roundedBy(round: (number: number) => number, value: Value | undefined): Value {
  if (typeof value === "number") return round(value);
  return typeof value === "bigint" ? value : UNKNOWN;
}

/** Local fields that the zone skips are no time for Joda. Recorded on a running Druid 27.0.0. */
function inNamedZone(parsed: ParsedTime | null | Unknown, name: Value): bigint | null | Unknown {
  if (parsed === null || parsed === UNKNOWN) return parsed;
  const zone = typeof name === "string" ? zoneNamed(name) : null;
  if (parsed.zoned || zone === null) return parsed.zoned ? parsed.time : UNKNOWN;
  const local = Number(parsed.time);
  const instant = instantOf(local, zone);
  return instant + zone(instant) === local ? BigInt(instant) : null;
}

/** A zone takes long to make, and every row asks for it. */
const zones = new Map<string, TimeZone>();

function zoneNamed(name: string): TimeZone | null {
  const zone = zones.get(name) ?? timeZone(name);
  if (zone !== null) zones.set(name, zone);
  return zone;
}

/** Letters of a period of one field, those after T with it. */
const periodLetters: Readonly<Record<string, string>> = { Y: "YEAR", M: "MONTH", W: "WEEK", D: "DAY", TH: "HOUR", TM: "MINUTE", TS: "SECOND" };

/** Functions whose value is the same in every release and setting. Not a table of what exists: that is `src/druid/data/functions.json`. */
export const evaluators: Readonly<Record<string, Evaluator>> = {
  TIME_PARSE: ([value, pattern, zone], _call, scope) => {
    if (value === null || value === undefined) return null;
    const text = toText(value);
    if (typeof text !== "string") return text;
    // NULL stands for no pattern.
    const parsed = (pattern ?? null) === null ? parseIsoTime(text) : typeof pattern === "string" ? parsePatternTime(text, pattern) : UNKNOWN;
    return zone === undefined ? inZone(parsed, scope) : inNamedZone(parsed, zone);
  },
  MILLIS_TO_TIMESTAMP: ([value]) => (typeof value === "bigint" || value === null ? value : UNKNOWN),
  TIMESTAMP_TO_MILLIS: ([value]) => (typeof value === "bigint" ? value : UNKNOWN),
  TIME_FLOOR: ([value, period, ...rest], _call, { utc }) => {
    if (value === null) return null;
    if (!utc || rest.length > 0 || typeof value !== "bigint" || typeof period !== "string") return UNKNOWN;
    return floorPeriod(value, period);
  },
  TIME_SHIFT: ([value, period, steps, ...zone], _call, { utc }) => {
    if (value === null) return null;
    const single = typeof period === "string" ? /^P(T?)(\d{1,6})([YMWDHS])$/u.exec(period) : null;
    if (!utc || single === null || zone.length > 0 || typeof value !== "bigint" || typeof steps !== "bigint") return UNKNOWN;
    const unit = periodLetters[`${single[1] ?? ""}${single[3] ?? ""}`];
    return unit === undefined ? UNKNOWN : addUnits(value, unit, Number(steps) * Number(single[2]));
  },
  TIMESTAMPADD: ([unit, count, value], _call, { utc }) => (utc && typeof unit === "string" && typeof count === "bigint" && typeof value === "bigint" ? addUnits(value, unit, Number(count)) : UNKNOWN),
  FLOOR: ([value, unit], call, { utc }) => {
    if (call.arguments.length === 1) return roundedBy(Math.floor, value);
    if (call.form !== "special") return UNKNOWN;
    if (value === null) return null;
    return utc && typeof value === "bigint" && typeof unit === "string" ? floorTime(value, unit) : UNKNOWN;
  },
  ...textFunctions,
  CEIL: ([value], call) => (call.arguments.length === 1 ? roundedBy(Math.ceil, value) : UNKNOWN),
  ABS: ([value]) => (typeof value === "bigint" ? (value < 0n ? -value : value) : typeof value === "number" ? Math.abs(value) : UNKNOWN),
  ROUND: ([value]) => (typeof value === "number" && !Number.isFinite(value) ? (Number.isNaN(value) ? 0 : Math.sign(value) * Number.MAX_VALUE) : UNKNOWN),
  SQRT: ofNumber(Math.sqrt),
  LN: ofNumber(Math.log),
  LOG10: ofNumber(Math.log10),
  EXP: ofNumber(Math.exp),
  SIN: ofNumber(Math.sin),
  COS: ofNumber(Math.cos),
  TAN: ofNumber(Math.tan),
  COT: ofNumber((number) => Math.cos(number) / Math.sin(number)),
  ASIN: ofNumber(Math.asin),
  ACOS: ofNumber(Math.acos),
  ATAN: ofNumber(Math.atan),
  DEGREES: ofNumber((number) => (number * 180) / Math.PI),
  RADIANS: ofNumber((number) => (number / 180) * Math.PI),
  POWER: ofTwoNumbers((base, exponent) => base ** exponent),
  ATAN2: ofTwoNumbers(Math.atan2),
  // By zero it is NULL, or what the server makes of that.
  SAFE_DIVIDE: (values, call, scope) => (values.every((value) => typeof value === "bigint") ? UNKNOWN : quotient(values, call, scope)),
  GREATEST: extremeOf((one, other) => one > other),
  LEAST: extremeOf((one, other) => one < other),
  NULLIF: ([value = UNKNOWN, other = UNKNOWN], _call, { folded = false }) => {
    if (value === null) return folded ? null : UNKNOWN;
    const order = compareValues(value, other);
    // A number that is made null may be a zero, as the server takes it.
    return order === 0 && folded && typeof value === "string" ? null : order === UNKNOWN || order === 0 ? UNKNOWN : value;
  },
  BITWISE_CONVERT_LONG_BITS_TO_DOUBLE: ([value]) => (typeof value === "bigint" ? new Float64Array(BigInt64Array.of(value).buffer)[0] ?? UNKNOWN : UNKNOWN),
  MOD: ([value, divisor], call) => {
    if (typeof value !== "bigint" || typeof divisor !== "bigint") return UNKNOWN;
    if (divisor === 0n) throw new DivisionByZero(call);
    return value % divisor;
  },
  DIV: ([value, divisor], call) => {
    if (typeof value !== "bigint" || typeof divisor !== "bigint") return UNKNOWN;
    if (divisor === 0n) throw new DivisionByZero(call);
    return value / divisor;
  },
};
