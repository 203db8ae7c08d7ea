import { distance } from "fastest-levenshtein";

/**
 * The known names nearest to a misspelt one, best first, at most three: within a third of its length in edits (at least one),
 * case apart.
 */
export function nearest(name: string, known: Iterable<string>, limit = 3): readonly string[] {
  const wanted = name.toLowerCase();
  const reach = Math.max(1, Math.floor(wanted.length / 3));
  const near: { readonly candidate: string; readonly edits: number }[] = [];
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) > reach) continue;
    const lower = candidate.toLowerCase();
    const edits = editDistance(wanted, lower);
    if (edits <= reach) near.push({ candidate, edits });
  }
  near.sort((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1));
  return near.slice(0, limit).map((each) => each.candidate);
}

/** Edits from one word to another: letters written, left out or changed; two neighbours in the wrong order count as one. */
export function editDistance(a: string, b: string): number {
  return areSwapped(a, b) ? 1 : distance(a, b);
}

/** True when one is the other with two neighbouring letters in the wrong order, the commonest slip of all. */
function areSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** `; did you mean \`a\` or \`b\`?`, or nothing where no name is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const names = nearest(name, known).map((each) => `\`${each}\``);
  if (names.length === 0) return "";
  const last = names.at(-1) ?? "";
  return `; did you mean ${names.length === 1 ? last : `${names.slice(0, -1).join(", ")} or ${last}`}?`;
}
