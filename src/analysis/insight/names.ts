import { isReserved } from "../../druid/keywords.ts";
import type { Release } from "../../druid/releases.ts";

/** A name as an identifier of SQL: in double quotes where the release needs them. */
export function identifierText(name: string, release: Release): string {
  return /^[A-Za-z_]\w*$/u.test(name) && !isReserved(name, release) ? name : `"${name.replaceAll('"', '""')}"`;
}
