import type { SyntaxTree } from "../syntax/tree.ts";
import { didYouMean, nearest } from "../text/nearest.ts";
import { acrossRuleNames } from "./across-names.ts";
import { compareFindings } from "./finding.ts";
import type { Finding } from "./finding.ts";
import { toFinding } from "./report.ts";
import type { ReportDescriptor } from "./rule.ts";
import type { RuleSet } from "./rule-set.ts";
import { readSuppressions } from "./suppressions.ts";
import type { SuppressedRule, Suppression } from "./suppressions.ts";

const unknownRule = "unknown-suppression";
const unusedRule = "unused-suppression";

/** Takes away what suppression comments silence, and says which of their names are unknown or of no use. */
export function applySuppressions(tree: SyntaxTree, findings: readonly Finding[], rules: RuleSet): readonly Finding[] {
  const suppressions = readSuppressions(tree);
  if (suppressions.length === 0) return findings;
  const used = new Set<SuppressedRule>();
  const remaining = findings.filter((finding) => !isSilenced(finding, suppressions, rules, used));
  const remarks = suppressions.flatMap((suppression) => suppression.rules.flatMap((rule) => remarksOn(rule, suppression, tree, rules, used)));
  const loud = remarks.filter((finding) => !isSilenced(finding, suppressions, rules, used));
  return loud.length === 0 ? remaining : [...remaining, ...loud].sort(compareFindings);
}

/** True when a comment of the text silences a finding that was made outside of its lint. */
export function isSilencedIn(tree: SyntaxTree, finding: Finding, rules: RuleSet): boolean {
  return isSilenced(finding, readSuppressions(tree), rules, new Set());
}

/** Every suppression that holds counts as used, so that two for one finding are not said to be one too many. */
function isSilenced(finding: Finding, suppressions: readonly Suppression[], rules: RuleSet, used: Set<SuppressedRule>): boolean {
  let silenced = false;
  for (const { from, to, rules: named } of suppressions) {
    if (finding.start < from || finding.start >= to) continue;
    for (const rule of named) {
      if (!silences(rule, finding, rules)) continue;
      used.add(rule);
      silenced = true;
    }
  }
  return silenced;
}

/** A comment without names silences everything but what is said about comments. */
function silences(rule: SuppressedRule, finding: Finding, rules: RuleSet): boolean {
  if (rule.name === null) return finding.ruleId !== unknownRule && finding.ruleId !== unusedRule;
  return rule.name === finding.ruleId || rules.registry.find(rule.name)?.name === finding.ruleId;
}

function remarksOn(rule: SuppressedRule, suppression: Suppression, tree: SyntaxTree, rules: RuleSet, used: ReadonlySet<SuppressedRule>): readonly Finding[] {
  if (rule.name !== null && rules.registry.find(rule.name) === null) return report(unknownRule, unknownDescriptor(rule, rule.name, rules), tree, rules);
  if (used.has(rule) || !couldSpeak(rule, suppression, tree, rules)) return [];
  return report(unusedRule, unusedDescriptor(rule), tree, rules);
}

/** Nothing is known of a rule that is off or may speak of other files, nor of the rest of a statement that could not be understood. */
function couldSpeak(rule: SuppressedRule, suppression: Suppression, tree: SyntaxTree, rules: RuleSet): boolean {
  if (rule.name !== null) {
    const name = rules.registry.find(rule.name)?.name ?? rule.name;
    if (!rules.byName.has(name) || name === unusedRule || name === unknownRule || acrossRuleNames.has(name)) return false;
  }
  return tree.statements.every((statement) => statement.sound || statement.end < suppression.from || statement.start >= suppression.to);
}

function unknownDescriptor(rule: SuppressedRule, name: string, rules: RuleSet): ReportDescriptor {
  const names = rules.registry.entries.map((entry) => entry.name);
  const best = nearest(name, names)[0];
  return {
    at: rule,
    messageId: "unknown",
    data: { name, suggestion: didYouMean(name, names) },
    ...(best === undefined ? {} : { fix: (fixer) => fixer.replace(rule, best), fixTitle: `write \`${best}\`` }),
  };
}

function unusedDescriptor(rule: SuppressedRule): ReportDescriptor {
  const fixTitle = rule.name === null ? "remove the comment" : `remove \`${rule.name}\` from the comment`;
  const named = rule.name === null ? { messageId: "unusedAll" } : { messageId: "unused", data: { name: rule.name } };
  return { at: rule, ...named, fix: () => rule.removal, fixTitle };
}

function report(name: string, descriptor: ReportDescriptor, tree: SyntaxTree, rules: RuleSet): readonly Finding[] {
  const active = rules.byName.get(name);
  if (active === undefined) return [];
  const statement = tree.statements.findIndex((each) => descriptor.at.start >= each.start && descriptor.at.start < each.end);
  return [toFinding(active, active.entry.load().meta, descriptor, rules.release, statement)];
}
