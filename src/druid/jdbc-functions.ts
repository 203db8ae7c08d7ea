import file from "./data/jdbc-functions.json" with { type: "json" };
import type { Release } from "./releases.ts";

/** A function that may be called in JDBC's braces. */
export interface JdbcFunction {
  /** First major version that knows it; all when left out. */
  readonly since?: number;
  /** Name of the SQL type of its result, `first` for that of its first argument, null where the call tells otherwise. */
  readonly result: string | null;
  /** The operator behind it that cannot be planned. */
  readonly unplanned?: string;
  /** First major version that can plan it. */
  readonly plannedSince?: number;
}

const functions: Readonly<Record<string, JdbcFunction>> = file.functions;

/** What `{fn name(…)}` is in the release (name in any case); null when Calcite's table of JDBC's functions lacks it. */
export function jdbcFunction(name: string, release: Release): JdbcFunction | null {
  const upper = name.toUpperCase();
  const found = Object.hasOwn(functions, upper) ? functions[upper] : undefined;
  return found === undefined || release.major < (found.since ?? 0) ? null : found;
}

/** The operator that the release's planner lacks for the function; null when it has it. */
export function unplannedJdbcOperator({ unplanned, plannedSince }: JdbcFunction, release: Release): string | null {
  return unplanned === undefined || release.major >= (plannedSince ?? Infinity) ? null : unplanned;
}
