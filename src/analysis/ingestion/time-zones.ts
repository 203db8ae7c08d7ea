const OFFSET = /^([+-])(\d{2})(?::?(\d{2}))?(?::?(\d{2}))?$/;
const JAVA_OFFSET = /^GMT([+-])(\d{1,2})(?::?(\d{2}))?$/;

/** Milliseconds to add to UTC at an instant (milliseconds since 1970). */
export type TimeZone = (instant: number) => number;

export const utc: TimeZone = () => 0;

/**
 * The zone that `sqlTimeZone` means: an ISO offset, a name of the time-zone database or one of Java's short forms. Null where
 * Druid knows none and silently takes UTC (DateTimes.inferTzFromString).
 */
export function timeZone(name: string): TimeZone | null {
  if (name === "UTC" || name === "Z" || name === "GMT") return utc;
  const offset = OFFSET.exec(name) ?? JAVA_OFFSET.exec(name);
  if (offset !== null) return fixedZone(offset);
  if (!/^[A-Z]/.test(name)) return null;
  return namedZone(SHORT_NAMES[name] ?? name);
}

/** The instant of local fields, as java.time resolves them: a gap moves on by its length, an overlap takes the earlier instant. */
export function instantOf(localMillis: number, zone: TimeZone): number {
  const before = localMillis - zone(localMillis - DAY);
  const later = localMillis - zone(localMillis + DAY);
  if (before === later) return before;
  const matches = [before, later].filter((instant) => instant + zone(instant) === localMillis);
  return matches.length === 0 ? before : Math.min(...matches);
}

const DAY = 86_400_000;

/** Three-letter ids that Java's TimeZone knows beside the database's. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  PST: "America/Los_Angeles", CST: "America/Chicago", IST: "Asia/Kolkata", JST: "Asia/Tokyo", CTT: "Asia/Shanghai",
  ECT: "Europe/Paris", AET: "Australia/Sydney", PNT: "America/Phoenix", CNT: "America/St_Johns", AGT: "America/Argentina/Buenos_Aires",
};

function fixedZone([, sign, hours = "0", minutes = "0", seconds = "0"]: readonly string[]): TimeZone | null {
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const millis = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return () => (sign === "-" ? -millis : millis);
}

function namedZone(name: string): TimeZone | null {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-u-ca-iso8601-hc-h23", {
      timeZone: name, year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", era: "short",
    });
  } catch {
    return null;
  }
  return (instant) => {
    const parts: Record<string, string> = {};
    for (const part of format.formatToParts(instant)) parts[part.type] = part.value;
    const date = new Date(0);
    date.setUTCFullYear(Number(parts["year"]) * (parts["era"]?.startsWith("B") === true ? -1 : 1), Number(parts["month"]) - 1, Number(parts["day"]));
    date.setUTCHours(Number(parts["hour"]) % 24, Number(parts["minute"]), Number(parts["second"]));
    return date.getTime() - Math.floor(instant / 1000) * 1000;
  };
}
