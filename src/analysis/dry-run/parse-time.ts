import { UNKNOWN, type Unknown } from "./values.ts";

/*
 * Druid's default parser (TimestampParseExprMacro): Joda's dateElementParser, then T or a blank, behind which a time, a fraction of its
 * last field and an offset may each be missing. Joda compares letters without case. No part gives back what it has taken, which a
 * pattern can be trusted with: after each part stands a character that the part itself cannot take.
 */
const yearPattern = "(?<year>[+-]?\\d{1,9})";
const timePattern = "(?<hour>\\d{1,2})(?::(?<minute>\\d{1,2})(?::(?<second>\\d{1,2}))?)?(?:[.,](?<fraction>\\d{1,9}))?";
const offsetPattern = "Z|(?<sign>[+-])(?<offset>\\d\\d(?:\\d\\d(?:\\d\\d(?:\\d{1,3})?)?|:\\d\\d(?::\\d\\d(?:[.,]\\d{1,3})?)?)?)";
const restPattern = `(?:[T ](?:${timePattern})?(?<zone>${offsetPattern})?)?$`;
const isoPattern = new RegExp(`^${yearPattern}(?:-(?<month>\\d{1,2})(?:-(?<day>\\d{1,2}))?)?${restPattern}`, "iu");

/** Week dates and ordinal dates, which the same parser takes: left undecided. */
const undecidedPattern = /^[+-]?\d+-(?:W\d|\d{3}(?!\d))/iu;

export interface ParsedTime {
  /** Milliseconds since 1970 if the text's own fields are those of UTC. */
  readonly time: bigint;
  /** True where the text names its offset, so that no other zone is asked. */
  readonly zoned: boolean;
}

/**
 * What TIME_PARSE without a pattern, or CAST to TIMESTAMP, makes of a text; null when it is no time. Years that a JavaScript date does
 * not hold are left undecided.
 */
export function parseIsoTime(text: string): ParsedTime | null | Unknown {
  const groups = isoPattern.exec(text)?.groups;
  if (groups === undefined) return undecidedPattern.test(text) ? UNKNOWN : null;
  const offset = offsetOf(groups["sign"], groups["offset"]);
  if (offset === null) return null;
  const { year, month, day, hour, minute, second, fraction } = groups as Readonly<Record<string, string | undefined>>;
  const fields = new Map<Field, number>();
  for (const [field, digits] of Object.entries({ year, month, day, hour, minute, second })) {
    if (digits !== undefined) fields.set(field as Field, Number(digits));
  }
  if (fraction !== undefined) fields.set("millisecond", fractionOf(fraction, second !== undefined ? 1000 : minute !== undefined ? 60_000 : 3_600_000));
  const time = timeOf(fields);
  return typeof time === "bigint" ? { time: time - offset, zoned: groups["zone"] !== undefined } : time;
}

/** Joda's own whole-number arithmetic: digits beyond a tenth of a millisecond add nothing. */
function fractionOf(digits: string, unit: number): number {
  let tenths = 0;
  let weight = unit * 10;
  for (const digit of digits) {
    weight = Math.trunc(weight / 10);
    tenths += Number(digit) * weight;
  }
  return Math.trunc(tenths / 10);
}

/** Milliseconds of an offset; null where a field of it is out of range. */
function offsetOf(sign: string | undefined, text: string | undefined): bigint | null {
  if (text === undefined) return 0n;
  const digits = text.replaceAll(/[:.,]/gu, "");
  const [hours = 0, minutes = 0, seconds = 0] = [0, 2, 4].map((at) => Number(digits.slice(at, at + 2)));
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const milliseconds = BigInt(((hours * 60 + minutes) * 60 + seconds) * 1000 + Number(digits.slice(6).padEnd(3, "0")));
  return sign === "-" ? -milliseconds : milliseconds;
}

type Field = "year" | "yearOfEra" | "month" | "day" | "hour" | "hourOfHalfday" | "minute" | "second" | "millisecond";

/** Null where a field is out of its range, unknown beyond what a Date holds. A month or day without a year is one of 2000, as Joda has it. */
function timeOf(fields: ReadonlyMap<Field, number>): bigint | null | Unknown {
  const field = (name: Field, otherwise: number): number => fields.get(name) ?? otherwise;
  if (field("yearOfEra", 1) < 1) return null;
  const month = field("month", 1);
  const day = field("day", 1);
  const halfdayHour = field("hourOfHalfday", 12);
  if (halfdayHour < 1 || halfdayHour > 12) return null;
  const [hour, minute, second] = [field("hour", halfdayHour % 12), field("minute", 0), field("second", 0)];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(field("year", field("yearOfEra", fields.has("month") || fields.has("day") ? 2000 : 1970)), month - 1, day);
  if (Number.isNaN(date.getTime())) return UNKNOWN;
  if (date.getUTCMonth() !== month - 1) return null;
  date.setUTCHours(hour, minute, second);
  return Number.isNaN(date.getTime()) ? UNKNOWN : BigInt(date.getTime() + field("millisecond", 0));
}

/** Joda's letters whose numeric fields are decided here; a pattern with any other letter is left unknown. */
const patternLetters: Readonly<Record<string, Field>> = { y: "year", Y: "yearOfEra", M: "month", d: "day", H: "hour", h: "hourOfHalfday", m: "minute", s: "second", S: "millisecond" };

interface FieldToken {
  readonly field: Field;
  readonly letters: number;
}

/** A part of a Joda pattern: a field, or text that stands for itself. */
type Token = FieldToken | string;

/** What TIME_PARSE with a Joda pattern makes of a text, zone aside; unknown for patterns that hold names, zones, week or era fields. */
export function parsePatternTime(text: string, pattern: string): ParsedTime | null | Unknown {
  const tokens = tokensOf(pattern);
  if (tokens === UNKNOWN) return UNKNOWN;
  const fields = new Map<Field, number>();
  let offset = 0;
  for (const [index, token] of tokens.entries()) {
    if (typeof token === "string") {
      if (!sameWithoutCase(text.slice(offset, offset + token.length), token)) return null;
      offset += token.length;
      continue;
    }
    const digits = digitsOf(text.slice(offset), token, tokens[index + 1]);
    if (digits === undefined) return null;
    fields.set(token.field, token.field === "millisecond" ? fractionOf(digits, 1000) : Number(digits));
    offset += digits.length;
  }
  if (offset < text.length) return null;
  const time = timeOf(fields);
  return typeof time === "bigint" ? { time, zoned: false } : time;
}

/** A year takes as many digits as it has letters where another field follows at once, and up to nine elsewhere. */
function digitsOf(text: string, { field, letters }: FieldToken, next: Token | undefined): string | undefined {
  switch (field) {
    case "year":
    case "yearOfEra": {
      const most = typeof next === "object" ? letters : 9;
      return new RegExp(`^${field === "year" ? "[+-]?" : ""}\\d{1,${String(most)}}`, "u").exec(text)?.[0];
    }
    case "millisecond":
      return new RegExp(`^\\d{1,${String(letters)}}`, "u").exec(text)?.[0];
    default:
      return new RegExp(`^\\d{1,${String(Math.max(letters, 2))}}`, "u").exec(text)?.[0];
  }
}

function sameWithoutCase(text: string, literal: string): boolean {
  return text.toUpperCase() === literal.toUpperCase() || text.toLowerCase() === literal.toLowerCase();
}

/** Unknown for a field that is not decided here or stands twice, and for a quote that is not closed. */
function tokensOf(pattern: string): readonly Token[] | Unknown {
  const tokens: Token[] = [];
  const seen = new Set<Field>();
  let end = 0;
  for (const { 0: part, index } of pattern.matchAll(/([A-Za-z])\1*|(?:[^A-Za-z']|'(?:[^']|'')*')+/gu)) {
    if (index !== end) return UNKNOWN;
    end += part.length;
    if (!/^[A-Za-z]/u.test(part)) {
      tokens.push(literalOf(part));
      continue;
    }
    const field = patternLetters[part.charAt(0)];
    if (field === undefined || seen.has(field) || part.length > 9 || !isNumeric(field, part.length)) return UNKNOWN;
    seen.add(field);
    tokens.push({ field, letters: part.length });
  }
  return end === pattern.length && tokens.length > 0 && !(seen.has("year") && seen.has("yearOfEra")) && !(seen.has("hour") && seen.has("hourOfHalfday")) ? tokens : UNKNOWN;
}

/** Months of three letters are names; years of two are read by a century of their own. */
function isNumeric(field: Field, letters: number): boolean {
  if (field === "month") return letters <= 2;
  return letters !== 2 || (field !== "year" && field !== "yearOfEra");
}

/** Two quotes stand for one, within a quoted part and outside. */
function literalOf(part: string): string {
  return part.replaceAll("''", "\u0000").replaceAll("'", "").replaceAll("\u0000", "'");
}
