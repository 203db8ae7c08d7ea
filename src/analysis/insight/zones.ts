import { timeZone } from "../ingestion/time-zones.ts";

/** True for a zone that Druid computes with; false for one that it quietly takes for UTC and that does not mean UTC either. */
export function isKnownZone(name: string): boolean {
  if (/^(?:utc|gmt|z|etc\/(?:utc|gmt))?$/iu.test(name)) return true;
  if (timeZone(name) === null) return false;
  return !zoneNames().some((known) => known !== name && known.toLowerCase() === name.toLowerCase());
}

let names: readonly string[] | null = null;

/** Names of the time-zone database, for suggestions. */
export function zoneNames(): readonly string[] {
  names ??= Intl.supportedValuesOf("timeZone");
  return names;
}
