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

const byName: ReadonlyMap<string, Granularity> = new Map(granularities.map((each) => [each.name, each]));
const byPeriod: ReadonlyMap<string | null, Granularity> = new Map(granularities.map((each) => [each.period, each]));
const byUnit: ReadonlyMap<string | null, Granularity> = new Map(granularities.map((each) => [each.unit, each]));

/** The granularity of that name (any case), or null. */
export function granularityByName(name: string): Granularity | null {
  return byName.get(name.toUpperCase()) ?? null;
}

/** The granularity of exactly that ISO period (any case), or null. `PT24H` is not `P1D`: Druid does not convert. */
export function granularityByPeriod(period: string): Granularity | null {
  return byPeriod.get(period.toUpperCase()) ?? null;
}

/** The granularity that `FLOOR(__time TO unit)` means (any case), or null where Druid refuses the unit. */
export function granularityByUnit(unit: string): Granularity | null {
  return byUnit.get(unit.toUpperCase()) ?? null;
}
