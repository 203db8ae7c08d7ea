/** Fields of a TIMESTAMP or DATE literal; the same instant depends on the zone it is read in. */
export interface LocalTime {
  /** Milliseconds since 1970 as if the fields were UTC. */
  readonly millis: number;
}

const TIMESTAMP_TEXT = /^[ \t]*(\d+)-[ \t]*(\d+)-[ \t]*(\d+)(?: [ \t]*(\d+):[ \t]*(\d+):[ \t]*(\d+))?(?:\.(\d*))?$/;

/**
 * The time that a literal's text means: `yyyy-MM-dd HH:mm:ss[.S…]` or `yyyy-MM-dd`, numbers of any length, blanks before them.
 * Null where Calcite refuses it (SqlParserUtil.parseTimestampLiteral). A year is cut to its last four digits.
 */
export function parseTimestamp(text: string): LocalTime | null {
  const match = TIMESTAMP_TEXT.exec(text);
  if (match === null) return null;
  const [, year = "", month = "", day = "", hour = "0", minute = "0", second = "0", fraction = ""] = match;
  const fields = [year, month, day, hour, minute, second].map(Number);
  return localTime(fields, Number(fraction.slice(0, 3).padEnd(3, "0")));
}

function localTime(fields: readonly number[], millisecond: number): LocalTime | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  if (year < 1 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return null;
  if (day < 1 || day > new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()) return null;
  const date = new Date(0);
  date.setUTCFullYear(year % 10000, month - 1, day);
  date.setUTCHours(hour, minute, second, millisecond);
  return { millis: date.getTime() };
}
