import { conflictsAcross, type Conflict, type PlaceInFile, type StatementSummary } from "./across-files.ts";
import type { Finding } from "./finding.ts";
import { toFinding } from "./report.ts";
import type { RuleSet } from "./rule-set.ts";

export interface FindingAcross {
  readonly file: string;
  readonly finding: Finding;
  /** The statement that it does not go together with. */
  readonly other: PlaceInFile | null;
}

/**
 * What the statements of a run's files contradict in one another, said by the rules in force for each file. `rulesOf` gives null for a
 * file that is not to be spoken of. Suppression comments are the caller's business.
 */
export function findAcrossFiles(summaries: readonly StatementSummary[], rulesOf: (file: string) => RuleSet | null): readonly FindingAcross[] {
  return conflictsAcross(summaries).flatMap((conflict) => {
    const rules = rulesOf(conflict.at.file);
    const finding = rules === null ? null : findingOf(conflict, rules);
    return finding === null ? [] : [{ file: conflict.at.file, finding, other: conflict.other }];
  });
}

function findingOf({ rule, at, messageId, data, severity, statement }: Conflict, rules: RuleSet): Finding | null {
  const active = rules.byName.get(rule);
  if (active === undefined) return null;
  const { meta } = active.entry.load();
  return toFinding(active, meta, { at, messageId, data, ...(severity === null ? {} : { severity }) }, rules.release, statement);
}
