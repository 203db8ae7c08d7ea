import { UNKNOWN, type Unknown } from "./values.ts";

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
