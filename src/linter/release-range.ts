import type { Release } from "../druid/releases.ts";

/** One comparison of a rule's `druid` field. */
interface Bound {
  readonly operator: ">=" | ">" | "<" | "<=" | "=";
  readonly major: number;
}

const parsed = new Map<string, readonly Bound[]>();

/** True when a range such as `>=24 <34` holds the release (by major version; the preview is 23). Throws RangeError on any other text. */
export function speaksFor(range: string, release: Release): boolean {
  return boundsOf(range).every((bound) => holds(bound, release.major));
}

function boundsOf(range: string): readonly Bound[] {
  const known = parsed.get(range);
  if (known !== undefined) return known;
  const bounds = range.trim().split(/\s+/u).map(parseBound);
  parsed.set(range, bounds);
  return bounds;
}

function parseBound(text: string): Bound {
  const match = /^(>=|>|<=|<|=)?(\d+)$/u.exec(text);
  if (match === null) throw new RangeError(`not a range of releases: \`${text}\``);
  return { operator: (match[1] ?? "=") as Bound["operator"], major: Number(match[2]) };
}

function holds(bound: Bound, major: number): boolean {
  switch (bound.operator) {
    case ">=":
      return major >= bound.major;
    case ">":
      return major > bound.major;
    case "<":
      return major < bound.major;
    case "<=":
      return major <= bound.major;
    case "=":
      return major === bound.major;
  }
}
