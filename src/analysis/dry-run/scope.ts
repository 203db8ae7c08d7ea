import type { ParsedTime } from "./parse-time.ts";
import { UNKNOWN, type Unknown, type Value } from "./values.ts";

/** The value of a column in the row at hand; unknown where it is not decided. */
export type ColumnLookup = (names: readonly string[]) => Value;

/** What an expression is evaluated in. */
export interface Scope {
  /** Throws DivisionByZero for a column that another query computes by one: Druid divides where the column is read. */
  readonly column: ColumnLookup;
  /** False where `sqlTimeZone` is not UTC: times and their units that depend on it are unknown. */
  readonly utc: boolean;
  /** True where a server may be set to make a zero or an empty text of a null that the planner computes. */
  readonly folded?: true;
  /** What a text that is no number counts as beside numbers; unknown where it is not said. */
  readonly unreadable?: Value;
}

/** A time as it was read, unless the time zone of the query decides it. */
export function inZone(parsed: ParsedTime | null | Unknown, { utc }: Scope): bigint | null | Unknown {
  if (parsed === null || parsed === UNKNOWN) return parsed;
  return parsed.zoned || utc ? parsed.time : UNKNOWN;
}
