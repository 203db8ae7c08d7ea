import { patternOfDirective } from "../../druid/time-functions.ts";

/** A letter of a Joda pattern that likely means something else than its author thinks. */
export interface PatternMistake {
  readonly kind: "strftime" | "day-of-year" | "minute-for-month" | "month-for-minute" | "half-day" | "clock-hour";
  /** The letters as written, and what was likely meant. */
  readonly written: string;
  readonly meant: string;
  /** The whole pattern with every such letter mended. */
  readonly pattern: string;
}

interface Part {
  text: string;
  /** The repeated letter; empty for separators and quoted text. */
  readonly letter: string;
}

/** The first mistake in a pattern, with the mended pattern; null where it says what it seems to say. */
export function patternMistake(pattern: string): PatternMistake | null {
  const strftime = strftimePattern(pattern);
  if (strftime !== null) return { kind: "strftime", written: pattern, meant: strftime, pattern: strftime };
  const parts = partsOf(pattern);
  const found: Omit<PatternMistake, "pattern">[] = [];
  const mend = (part: Part, kind: PatternMistake["kind"], letter: string): void => {
    const meant = letter.repeat(part.text.length);
    found.push({ kind, written: part.text, meant });
    part.text = meant;
  };
  for (const check of [minuteForMonth, monthForMinute, dayOfYear, halfDay, clockHour]) check(parts, mend);
  const [first] = found;
  return first === undefined ? null : { ...first, pattern: parts.map((part) => part.text).join("") };
}

type Mend = (part: Part, kind: PatternMistake["kind"], letter: string) => void;

function partsOf(pattern: string): Part[] {
  return (pattern.match(/'[^']*'|([A-Za-z])\1*|[^A-Za-z']+/gu) ?? []).map((text) => ({ text, letter: /^[A-Za-z]/u.test(text) ? text.charAt(0) : "" }));
}

function has(parts: readonly Part[], letters: string): boolean {
  return parts.some((part) => part.letter !== "" && letters.includes(part.letter));
}

const hours: ReadonlySet<string> = new Set("HhKk");

/** The part that reads as minutes by its place: `MM` of `HH:MM`. */
function monthBehindHour(parts: readonly Part[]): Part | undefined {
  const hour = parts.findIndex((part) => hours.has(part.letter));
  return hour < 0 ? undefined : parts.slice(hour + 1, hour + 3).find((part) => part.letter === "M");
}

/** `yyyy-mm-dd HH:mm`: minutes that follow no hour, and no month but one in the place of the minutes. */
function minuteForMonth(parts: readonly Part[], mend: Mend): void {
  const misplaced = monthBehindHour(parts);
  if (parts.some((part) => part.letter === "M" && part !== misplaced) || !has(parts, "yYdD")) return;
  let before = "";
  for (const part of parts) {
    if (part.letter === "m" && !hours.has(before)) mend(part, "minute-for-month", "M");
    if (part.letter !== "") before = part.letter;
  }
}

/** `HH:MM:ss`: a month behind the hour, and no minute. */
function monthForMinute(parts: readonly Part[], mend: Mend): void {
  if (parts.some((part) => part.text.startsWith("m"))) return;
  const month = monthBehindHour(parts);
  if (month !== undefined && (parts.some((part) => part !== month && part.text.startsWith("M")) || has(parts, "s"))) mend(month, "month-for-minute", "m");
}

/** `yyyy-MM-DD`: the day of the year beside a month. */
function dayOfYear(parts: readonly Part[], mend: Mend): void {
  if (!parts.some((part) => part.text.startsWith("M")) || has(parts, "d")) return;
  for (const part of parts) if (part.letter === "D" && part.text.length <= 2) mend(part, "day-of-year", "d");
}

/** `hh:mm` without `a`: one to twelve, morning or afternoon unsaid. */
function halfDay(parts: readonly Part[], mend: Mend): void {
  if (has(parts, "a")) return;
  for (const part of parts) if (part.letter === "h" || part.letter === "K") mend(part, "half-day", "H");
}

/** `kk:mm`: one to twenty-four. */
function clockHour(parts: readonly Part[], mend: Mend): void {
  for (const part of parts) if (part.letter === "k") mend(part, "clock-hour", "H");
}

/** The Joda pattern for `%Y-%m-%d`; null where there is no such directive. */
function strftimePattern(pattern: string): string | null {
  if (!/%[A-Za-z]/u.test(pattern)) return null;
  return pattern.replace(/%([A-Za-z])|([A-Za-z]+)/gu, (whole, directive: string | undefined, letters: string | undefined) => (directive === undefined ? `'${letters ?? ""}'` : (patternOfDirective(directive) ?? whole)));
}
