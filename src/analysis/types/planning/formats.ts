import { trimEndOf } from "../../../text/trim.ts";

/** Texts that Druid reads while it plans: ISO periods and intervals, Joda patterns, time zones, JSON and paths into it. */

const period = /^P(?:[-+]?\d+Y)?(?:[-+]?\d+M)?(?:[-+]?\d+W)?(?:[-+]?\d+D)?(?:T(?:[-+]?\d+H)?(?:[-+]?\d+M)?(?:[-+]?\d+(?:[.,]\d{1,9})?S)?)?$/i;

/** What Joda's ISOPeriodFormat reads (any case); numbers must fit 32 bits. `P` alone is the empty period. */
export function isPeriod(text: string): boolean {
  if (!period.test(text) || /T$/i.test(text)) return false;
  return (text.match(/\d+/g) ?? []).every((digits) => Number(digits) <= 2_147_483_647);
}

/** True when every field of a period is zero: no granularity. */
export const isEmptyPeriod = (text: string): boolean => !/[1-9]/.test(text);

const patternLetters: ReadonlySet<string> = new Set("GCxweEyDMdaKhHkmsSzZY");

/** The first letter that Joda's DateTimeFormat does not know, null when the pattern is sound. Text in quotes does not count. */
export function illegalPatternLetter(pattern: string): string | null {
  let quoted = false;
  for (const character of pattern) {
    if (character === "'") quoted = !quoted;
    else if (!quoted && /[A-Za-z]/.test(character) && !patternLetters.has(character)) return character;
  }
  return null;
}

/** What Joda's DateTimeZone.forID takes: offsets with two digits of hours, and names in their own case. */
export function isTimeZone(text: string): boolean {
  const offset = /^[+-](\d\d)(?::?(\d\d)(?::?\d\d(?:\.?\d{1,3})?)?)?$/.exec(text);
  if (offset !== null) return Number(offset[1]) <= 23 && Number(offset[2] ?? 0) <= 59;
  if (!/^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(text) || text === "Z" || /^(?:GMT|UTC)[+-]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

const instant = /^[+-]?\d{1,9}(?:-(?:W\d{1,2}(?:-\d)?|\d{3}|\d{1,2}(?:-\d{1,2})?))?(?:T(?:\d{1,2}(?::\d{1,2}(?::\d{1,2}(?:[.,]\d+)?)?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/;

function millisecondsOf(text: string): number | null {
  if (!instant.test(text)) return null;
  const fields = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T(\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?)?)?/.exec(text);
  if (fields === null || /W|-\d{3}(?:T|$)/.test(text)) return Number.NaN;
  const [, year, month = "1", day = "1", hour = "0", minute = "0", second = "0"] = fields;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

/** What Joda reads as an interval: two times in order, or a time and a period. */
export function isInterval(text: string): boolean {
  const parts = text.split("/");
  const [from = "", to = ""] = parts;
  if (parts.length !== 2 || from === "" || to === "") return false;
  if (/^p/i.test(from)) return isPeriod(from) && millisecondsOf(to) !== null;
  const start = millisecondsOf(from);
  if (start === null) return false;
  if (/^p/i.test(to)) return isPeriod(to);
  const end = millisecondsOf(to);
  return end !== null && !(end < start);
}

/**
 * True when Druid can read the text as a timestamp constant: a date of ISO 8601, perhaps partial, with `T` or one space before the
 * time (DruidRexExecutor through Calcites' ISO parser). Only what surely fails is refused.
 */
export function isTimestampText(text: string): boolean {
  const trimmed = trimEndOf(text, " ");
  const match = /^(\d{1,4})(?:-(?:W\d{1,2}(?:-\d)?|\d{3}|(\d{1,2})(?:-(\d{1,2}))?))?(?:[T ](\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?$/.exec(trimmed);
  if (match === null) return false;
  const [, year = "1", month = "1", day = "1", hour = "0", minute = "0", second = "0"] = match;
  return isDay(Number(year), Number(month), Number(day)) && Number(hour) <= 23 && Number(minute) <= 59 && Number(second) <= 59;
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** True when Jackson reads a JSON value at the start of the text; what follows the value is ignored. */
export function startsWithJson(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === "") return false;
  for (let end = trimmed.length; end > 0; end--) {
    if (!isValueEnd(trimmed, end)) continue;
    try {
      JSON.parse(trimmed.slice(0, end));
      return true;
    } catch {
      // A shorter text may still be a value.
    }
  }
  return false;
}

function isValueEnd(text: string, end: number): boolean {
  return end === text.length || /[\s\]}"[{,]/.test(text.charAt(end)) || /[\]}"]/.test(text.charAt(end - 1));
}

/** Why a JSON path is none (NestedPathFinder.parseJsonPath), null when it is sound. */
export function jsonPathFault(path: string): string | null {
  if (path === "" || path === "$") return null;
  if (!path.startsWith("$")) return "it must start with `$`";
  let part = -1;
  let dot = -1;
  let bracket = -1;
  let quote = -1;
  for (let index = 1; index < path.length; index++) {
    const character = path.charAt(index);
    if (character === "." && bracket < 0 && quote < 0) {
      if (dot >= 0 && part === index) return "the parts between dots must not be empty";
      dot = index;
      part = index + 1;
    } else if (character === "[" && bracket < 0 && quote < 0) {
      if (dot === index - 1 && dot !== 0) return "`[` must not follow a dot";
      if (dot >= 0 && index > 1) {
        if (part === index) return "the parts between dots must not be empty";
        dot = -1;
      }
      bracket = index;
      part = index + 1;
    } else if (character === "]" && bracket >= 0 && quote < 0) {
      const specifier = path.slice(part, index);
      if (specifier === "") return "the parts must not be empty";
      if (!/^[+-]?\d{1,10}$/.test(specifier)) return `\`[${specifier}]\` must hold a number, or a name in single quotes`;
      dot = -1;
      bracket = -1;
      part = index + 1;
    } else if (dot === -1 && bracket === -1) {
      return "its parts must be separated with dots";
    } else if (character === "'" && quote < 0) {
      if (bracket !== index - 1) return "a single quote must follow `[` at once";
      quote = index;
      part = index + 1;
    } else if (character === "'" && path.charAt(index - 1) !== "\\") {
      if (path.charAt(index + 1) !== "]") {
        if (bracket >= 0) continue;
        return "the closing single quote must be followed by `]`";
      }
      if (part === index) return "the parts must not be empty";
      dot = -1;
      quote = -1;
      index++;
      if (index === path.length) break;
      part = index + 1;
      bracket = -1;
    }
  }
  if (part >= path.length) return null;
  if (quote !== -1) return "the single quote is not closed";
  return bracket === -1 ? null : "`[` is not closed";
}
