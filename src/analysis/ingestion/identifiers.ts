export type IdFault = "leading-dot" | "slash" | "blank" | "character";

/** What Druid refuses in the name of a datasource or task (IdUtils.validateId), the first fault it meets; null when none. */
export function invalidIdMessage(id: string): IdFault | null {
  if (id.startsWith(".")) return "leading-dot";
  if (id.includes("/")) return "slash";
  if (/[\t\n\v\f\r]/.test(id)) return "blank";
  for (let index = 0; index < id.length; index++) if (isForbidden(id.charCodeAt(index))) return "character";
  return null;
}

/** Ranges that a ZooKeeper path may not hold, as Druid copied them (both ends excluded). */
function isForbidden(code: number): boolean {
  return (code > 0 && code < 31) || (code > 127 && code < 159) || (code > 0xd800 && code < 0xf8ff) || (code > 0xffef && code < 0xffff);
}
