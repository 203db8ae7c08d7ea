import { countBefore } from "../text/search.ts";
import { compareFindings, type Finding } from "./finding.ts";
import type { RuleSet } from "./rule-set.ts";

/** In order of place, the same thing said once, and no finding that another one says better. */
export function withoutRepeats(findings: readonly Finding[], rules: RuleSet): Finding[] {
  if (findings.length < 2) return [...findings];
  const ordered = [...findings].sort(compareFindings);
  const better = rangesOfBetter(ordered, rules);
  return ordered.filter((finding, index) => {
    const before = ordered[index - 1];
    if (before !== undefined && compareFindings(before, finding) === 0 && before.message === finding.message) return false;
    const ranges = better.get(finding.ruleId);
    return ranges === undefined || !overlapsAny(finding, ranges);
  });
}

/** Places by their start: the i-th begins at `starts[i]`, and `ends[i]` is the furthest end of it and those before. */
interface Ranges {
  readonly starts: number[];
  readonly ends: number[];
}

/** Where something better is said, by the rule that it supersedes. */
function rangesOfBetter(ordered: readonly Finding[], rules: RuleSet): ReadonlyMap<string, Ranges> {
  const byRule = new Map<string, Ranges>();
  for (const { ruleId, start, end } of ordered) {
    for (const name of rules.byName.get(ruleId)?.entry.load().meta.supersedes ?? []) {
      const ranges = byRule.get(name) ?? { starts: [], ends: [] };
      byRule.set(name, ranges);
      ranges.starts.push(start);
      ranges.ends.push(Math.max(end, ranges.ends.at(-1) ?? end));
    }
  }
  return byRule;
}

/** A file may hold thousands of either kind: of the places that begin before the finding's end, only the furthest end is asked for. */
function overlapsAny({ start, end }: Finding, { starts, ends }: Ranges): boolean {
  const count = countBefore(starts.length, (index) => (starts[index] ?? 0) < end);
  return count > 0 && (ends[count - 1] ?? 0) > start;
}
