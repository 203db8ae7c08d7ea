import { granularities } from "../../druid/granularities.ts";

const UNITS: Readonly<Record<string, number>> = { W: 604_800_000, D: 86_400_000, TH: 3_600_000, TM: 60_000, TS: 1000 };

/** Druid's own period of exactly the same length (`PT24H` → `P1D`, `P12M` → `P1Y`); null where there is none. */
export function equalPeriod(period: string): string | null {
  const wanted = lengthOf(period);
  if (wanted === null) return null;
  const equal = granularities.find((granularity) => granularity.period !== null && sameLength(lengthOf(granularity.period), wanted));
  return equal?.period === period ? null : (equal?.period ?? null);
}

interface Length {
  readonly months: number;
  readonly millis: number;
}

function sameLength(left: Length | null, right: Length): boolean {
  return left !== null && left.months === right.months && left.millis === right.millis;
}

/** Months and the rest apart: no month has a fixed length. */
function lengthOf(period: string): Length | null {
  const [date = "", time = ""] = period.toUpperCase().replace(/^P/, "").split("T");
  let months = 0;
  let millis = 0;
  for (const [part, prefix] of [[date, ""], [time, "T"]] as const) {
    for (const [, digits = "", letter = ""] of part.matchAll(/(?<!\d)(\d+)([A-Z])/g)) {
      const count = Number(digits);
      if (prefix === "" && letter === "Y") months += 12 * count;
      else if (prefix === "" && letter === "M") months += count;
      else millis += count * (UNITS[prefix + letter] ?? Number.NaN);
    }
  }
  return Number.isFinite(millis) && (months > 0 || millis > 0) ? { months, millis } : null;
}
