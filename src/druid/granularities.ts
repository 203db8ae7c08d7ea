import file from "./data/granularities.json" with { type: "json" };

/** A granularity that PARTITIONED BY takes. */
export interface Granularity {
  /** Druid's name, for example `FIVE_MINUTE`. */
  readonly name: string;
  /** ISO period, for example `PT5M`; null for ALL and NONE. */
  readonly period: string | null;
  /** Time unit of FLOOR(__time TO unit); null where there is none. */
  readonly unit: string | null;
  /** Taken as a bare word by every release (HOUR, DAY, MONTH, YEAR, ALL). */
  readonly keyword: boolean;
  /** Taken only in quotes, never as a bare word (NONE). */
  readonly quotedOnly: boolean;
  /** Length of a bucket; null where it varies (MONTH, QUARTER, YEAR) or is unbounded. */
  readonly milliseconds: number | null;
}

interface GranularityRow {
  readonly name: string;
  readonly period?: string;
  readonly unit?: string;
  readonly keyword?: boolean;
  readonly quotedOnly?: boolean;
  readonly milliseconds?: number;
}

/** Every granularity PARTITIONED BY takes in some form; ALL and NONE first, then finest first. Source: GranularityType, and probes of 24 to 33. */
export const granularities: readonly Granularity[] = (file.granularities as readonly GranularityRow[]).map((row) => ({
  name: row.name,
  period: row.period ?? null,
  unit: row.unit ?? null,
  keyword: row.keyword ?? false,
  quotedOnly: row.quotedOnly ?? false,
  milliseconds: row.milliseconds ?? null,
}));

/** The granularity of that name (any case), or null. */
export function granularityByName(name: string): Granularity | null {
  const upper = name.toUpperCase();
  return granularities.find((granularity) => granularity.name === upper) ?? null;
}

/** The granularity of exactly that ISO period (any case), or null. `PT24H` is not `P1D`: Druid does not convert. */
export function granularityByPeriod(period: string): Granularity | null {
  const upper = period.toUpperCase();
  return granularities.find((granularity) => granularity.period === upper) ?? null;
}

/** The granularity that `FLOOR(__time TO unit)` means (any case), or null where Druid refuses the unit. */
export function granularityByUnit(unit: string): Granularity | null {
  const upper = unit.toUpperCase();
  return granularities.find((granularity) => granularity.unit === upper) ?? null;
}
