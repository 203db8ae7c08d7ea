import { distance } from "fastest-levenshtein";

/** At most three of the names that are near the one written, nearest first. */
export function closestNames(name: string, names: readonly string[]): readonly string[] {
  const limit = Math.max(1, Math.floor(name.length / 3));
  return names
    .map((candidate) => ({ candidate, edits: distance(name, candidate) }))
    .filter(({ edits }) => edits <= limit)
    .sort((left, right) => left.edits - right.edits || (left.candidate < right.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}
