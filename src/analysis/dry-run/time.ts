import { UNKNOWN, type Unknown } from "./values.ts";

const isoPattern =
  /^(?<year>[+-]?\d{1,9})(?:-(?<month>\d{1,2})(?:-(?<day>\d{1,2}))?)?(?:[T ](?<hour>\d{1,2})(?::(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:[.,](?<fraction>\d{1,9}))?)?)?)?(?<zone>Z|[+-]\d{2}(?::?\d{2})?)?$/u;

/** Week dates, ordinal dates and lone times, which Joda's parser also takes: left undecided. */
const undecidedPattern = /^(?:[+-]?\d+-(?:W\d|\d{3})|T\d|\d+T)/u;

/**
 * What TIME_PARSE without a pattern, or CAST to TIMESTAMP, makes of a text: milliseconds since 1970, null when it is no time.
 * Source: Joda's ISODateTimeFormat.dateTimeParser, as Druid's TimestampParseExprMacro uses it.
 */
export function parseIsoTime(text: string): bigint | null | Unknown {
  const groups = isoPattern.exec(text)?.groups;
  if (groups === undefined) return undecidedPattern.test(text) ? UNKNOWN : null;
  const field = (name: string, otherwise: number): number => (groups[name] === undefined ? otherwise : Number(groups[name]));
  const fraction = groups["fraction"];
  return timeOf({
    year: field("year", 1970),
    month: field("month", 1),
    day: field("day", 1),
    hour: field("hour", 0),
    minute: field("minute", 0),
    second: field("second", 0),
    millisecond: fraction === undefined ? 0 : Number(fraction.padEnd(3, "0").slice(0, 3)),
    offsetMinutes: zoneOffset(groups["zone"]),
  });
}

interface Fields {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  offsetMinutes: number;
}

/** Null where a field is out of its range, as Joda's strict fields have it. */
function timeOf(fields: Fields): bigint | null {
  const { year, month, day, hour, minute, second } = fields;
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1) return null;
  date.setUTCHours(hour, minute, second, fields.millisecond);
  return BigInt(date.getTime() - fields.offsetMinutes * 60_000);
}

function zoneOffset(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const digits = zone.slice(1).replace(":", "");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || "0");
  return zone.startsWith("-") ? -minutes : minutes;
}

type PatternField = Exclude<keyof Fields, "offsetMinutes">;

/** Joda's letters whose numeric fields are decided here; a pattern with any other letter is left unknown. */
const patternLetters: Readonly<Record<string, PatternField>> = {
  y: "year",
  Y: "year",
  M: "month",
  d: "day",
  H: "hour",
  m: "minute",
  s: "second",
  S: "millisecond",
};

/** What TIME_PARSE with a Joda pattern makes of a text; unknown for patterns that hold names, zones or era fields. */
export function parsePatternTime(text: string, pattern: string): bigint | null | Unknown {
  const fields: Fields = { year: 2000, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0, offsetMinutes: 0 };
  let offset = 0;
  for (const part of pattern.match(/'[^']*'|([A-Za-z])\1*|[^A-Za-z']/gu) ?? []) {
    if (!/^[A-Za-z]/u.test(part)) {
      const literal = part === "''" ? "'" : part.replaceAll("'", "");
      if (!text.startsWith(literal, offset)) return null;
      offset += literal.length;
      continue;
    }
    const field = patternLetters[part.charAt(0)];
    if (field === undefined || (field === "month" && part.length > 2) || (field === "year" && part.length === 2)) return UNKNOWN;
    const digits = /^\d+/u.exec(text.slice(offset, offset + (field === "year" ? 9 : Math.max(part.length, 2))))?.[0];
    if (digits === undefined) return null;
    fields[field] = field === "millisecond" ? Number(digits.padEnd(3, "0").slice(0, 3)) : Number(digits);
    offset += digits.length;
  }
  return offset === text.length ? timeOf(fields) : null;
}

const unitMilliseconds: Readonly<Record<string, bigint>> = { SECOND: 1000n, MINUTE: 60_000n, HOUR: 3_600_000n, DAY: 86_400_000n };

/** The start of the unit that holds an instant, in UTC; unknown for a unit not handled. */
export function floorTime(milliseconds: bigint, unit: string): bigint | Unknown {
  const size = unitMilliseconds[unit];
  if (size !== undefined) return floorTo(milliseconds, size, 0n);
  // 1969-12-29 was a Monday.
  if (unit === "WEEK") return floorTo(milliseconds, 604_800_000n, -259_200_000n);
  const date = new Date(Number(milliseconds));
  if (Number.isNaN(date.getTime())) return UNKNOWN;
  const months: Readonly<Record<string, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };
  const span = months[unit];
  if (span === undefined) return UNKNOWN;
  return BigInt(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - (date.getUTCMonth() % span), 1));
}

/** The instant so many units later, in UTC; unknown for a unit not handled and beyond what a Date holds. */
export function addUnits(milliseconds: bigint, unit: string, count: number): bigint | Unknown {
  const size = unit === "WEEK" ? 604_800_000n : unitMilliseconds[unit];
  if (size !== undefined) return milliseconds + size * BigInt(count);
  const months: Readonly<Record<string, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };
  const span = months[unit];
  const date = new Date(Number(milliseconds));
  if (span === undefined) return UNKNOWN;
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + span * count);
  // Joda keeps to the last day of a shorter month.
  date.setUTCDate(Math.min(day, new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()));
  return Number.isNaN(date.getTime()) ? UNKNOWN : BigInt(date.getTime());
}

function floorTo(value: bigint, size: bigint, origin: bigint): bigint {
  const shifted = value - origin;
  const rest = ((shifted % size) + size) % size;
  return value - rest;
}

const periodUnits: Readonly<Record<string, string>> = { PT1S: "SECOND", PT1M: "MINUTE", PT1H: "HOUR", P1D: "DAY", P1W: "WEEK", P1M: "MONTH", P3M: "QUARTER", P1Y: "YEAR" };

/** As `floorTime` for an ISO 8601 period: single units, and multiples of minutes and hours that divide a day. */
export function floorPeriod(milliseconds: bigint, period: string): bigint | Unknown {
  const upper = period.toUpperCase();
  const unit = periodUnits[upper];
  if (unit !== undefined) return floorTime(milliseconds, unit);
  const match = /^PT(\d{1,2})([MH])$/u.exec(upper);
  if (match === null) return UNKNOWN;
  const size = BigInt(match[1] ?? "0") * (match[2] === "H" ? 3_600_000n : 60_000n);
  return size > 0n && 86_400_000n % size === 0n ? floorTo(milliseconds, size, 0n) : UNKNOWN;
}
