import { countBefore } from "../text/search.ts";
import { compareFindings, type Finding, type RelatedPlace } from "./finding.ts";
import type { RuleSet } from "./rule-set.ts";

/** In order of place, the same thing said once, no finding that another one says better, no hint about what Druid refuses. */
export function withoutRepeats(findings: readonly Finding[], rules: RuleSet, text: string): Finding[] {
  if (findings.length < 2) return [...findings];
  const ordered = [...findings].sort(compareFindings);
  const better = rangesOfBetter(ordered, rules);
  const errors = rangesOf(ordered.filter(isError));
  const said = ordered.filter((finding, index) => {
    if (waits(finding) && nests(finding, errors)) return false;
    const before = ordered[index - 1];
    if (before !== undefined && compareFindings(before, finding) === 0 && before.message === finding.message) return false;
    const ranges = better.get(finding.ruleId);
    return ranges === undefined || !overlapsAny(finding, ranges);
  });
  return joinPlaces(said, rules, text);
}

const mostRelated = 20;

/**
 * One finding for one mistake that shows at several places: a table without a column that is read again and again, the same expression
 * in SELECT and WHERE. What has a fix is said wherever it is to be mended.
 */
function joinPlaces(findings: readonly Finding[], rules: RuleSet, text: string): Finding[] {
  const related = new Map<string, RelatedPlace[]>();
  return findings.flatMap((finding) => {
    const { ruleId, message, statement, suggestions, fix, category, start, end } = finding;
    const once = rules.byName.get(ruleId)?.entry.load().meta.saidOnce === true;
    if (suggestions.length > 0 || fix !== null || (!once && (category !== "rejected" || end > text.length))) return [finding];
    const key = `${String(statement)} ${ruleId} ${message} ${once ? "" : text.slice(start, end)}`;
    const places = related.get(key);
    if (places === undefined) {
      const own = [...finding.related];
      related.set(key, own);
      return [{ ...finding, related: own }];
    }
    if (places.length < mostRelated) places.push({ start, end, message: "and here" });
    return [];
  });
}

function isError({ category }: Finding): boolean {
  return category === "rejected" || category === "fails";
}

/** A hint about a clause that Druid refuses can wait until it is taken. Those about the query context share a place without a subject. */
function waits(finding: Finding): boolean {
  return !isError(finding) && finding.stage !== "submit" && finding.statement >= 0;
}

/** Places by their start: the i-th begins at `starts[i]`, and `furthest[i]` is the furthest end of it and those before. */
interface Ranges {
  readonly starts: number[];
  readonly ends: number[];
  readonly furthest: number[];
}

/** The ranges of findings in order of place. */
function rangesOf(findings: readonly Finding[]): Ranges {
  const ranges = noRanges();
  for (const finding of findings) addRange(ranges, finding);
  return ranges;
}

function noRanges(): Ranges {
  return { starts: [], ends: [], furthest: [] };
}

function addRange({ starts, ends, furthest }: Ranges, { start, end }: Finding): void {
  starts.push(start);
  ends.push(end);
  furthest.push(Math.max(end, furthest.at(-1) ?? end));
}

/** Where something better is said, by the rule that it supersedes. */
function rangesOfBetter(ordered: readonly Finding[], rules: RuleSet): ReadonlyMap<string, Ranges> {
  const byRule = new Map<string, Ranges>();
  for (const finding of ordered) {
    for (const name of rules.byName.get(finding.ruleId)?.entry.load().meta.supersedes ?? []) {
      const ranges = byRule.get(name) ?? noRanges();
      byRule.set(name, ranges);
      addRange(ranges, finding);
    }
  }
  return byRule;
}

/** A file may hold thousands of either kind: of the places that begin before the finding's end, only the furthest end is asked for. */
function overlapsAny({ start, end }: Finding, { starts, furthest }: Ranges): boolean {
  const count = countBefore(starts.length, (index) => (starts[index] ?? 0) < end);
  return count > 0 && (furthest[count - 1] ?? 0) > start;
}

/** True where one of the places lies within the finding, or the finding within one of them. */
function nests({ start, end }: Finding, { starts, ends, furthest }: Ranges): boolean {
  const first = countBefore(starts.length, (index) => (starts[index] ?? 0) < start);
  if (first < starts.length && (ends[first] ?? 0) <= end) return true;
  const count = countBefore(starts.length, (index) => (starts[index] ?? 0) <= start);
  return count > 0 && (furthest[count - 1] ?? 0) >= end;
}
