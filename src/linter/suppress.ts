import type { SyntaxTree } from "../syntax/tree.ts";
import { didYouMean, nearest } from "../text/nearest.ts";
import { countBefore } from "../text/search.ts";
import { acrossRuleNames } from "./across-names.ts";
import { directiveMistakes, type DirectiveMistake } from "./directive-mistakes.ts";
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
  const mistakes = directiveMistakes(tree).flatMap((mistake) => report(unknownRule, mistakeDescriptor(mistake), tree, rules));
  if (suppressions.length === 0 && mistakes.length === 0) return findings;
  const used = new Set<SuppressedRule>();
  const reaches = reachesOf(suppressions, rules);
  const remaining = findings.filter((finding) => !isSilenced(finding, reaches, used));
  const remarks = suppressions.flatMap((suppression) => suppression.rules.flatMap((rule) => remarksOn(rule, suppression, tree, rules, used)));
  const loud = [...remarks, ...mistakes].filter((finding) => !isSilenced(finding, reaches, used));
  return loud.length === 0 ? remaining : [...remaining, ...loud].sort(compareFindings);
}

/** True when a comment of the text silences a finding that was made outside of its lint. */
export function isSilencedIn(tree: SyntaxTree, finding: Finding, rules: RuleSet): boolean {
  return isSilenced(finding, reachesOf(readSuppressions(tree), rules), new Set());
}

/** Where a rule is silenced, by where that begins; `furthest[i]` is the furthest end of the i-th place and those before it. */
interface Reaches {
  readonly places: readonly { readonly from: number; readonly to: number; readonly rule: SuppressedRule }[];
  readonly furthest: readonly number[];
  /** So many of the first ones are known to be of use. */
  used: number;
}

/** By the rule that they name, null for those that name none. */
type ReachesByRule = ReadonlyMap<string | null, Reaches>;

function reachesOf(suppressions: readonly Suppression[], { registry }: RuleSet): ReachesByRule {
  const places = suppressions.flatMap(({ from, to, rules }) => rules.map((rule) => ({ from, to, rule })));
  const byRule = new Map<string | null, Reaches["places"][number][]>();
  for (const place of places.sort((a, b) => a.from - b.from)) {
    const { name } = place.rule;
    const key = name === null ? null : (registry.find(name)?.name ?? name);
    const known = byRule.get(key);
    if (known === undefined) byRule.set(key, [place]);
    else known.push(place);
  }
  return new Map([...byRule].map(([key, own]) => [key, { places: own, furthest: furthestEnds(own), used: 0 }]));
}

function furthestEnds(places: Reaches["places"]): readonly number[] {
  let end = 0;
  return places.map(({ to }) => (end = Math.max(end, to)));
}

/** A comment without names silences everything but what is said about comments. */
function isSilenced({ ruleId, start }: Finding, reaches: ReachesByRule, used: Set<SuppressedRule>): boolean {
  const named = isWithin(start, reaches.get(ruleId), used);
  const all = ruleId !== unknownRule && ruleId !== unusedRule && isWithin(start, reaches.get(null), used);
  return named || all;
}

/** Every suppression that holds counts as used, so that two for one finding are not said to be one too many. */
function isWithin(offset: number, reaches: Reaches | undefined, used: Set<SuppressedRule>): boolean {
  if (reaches === undefined) return false;
  const { places, furthest } = reaches;
  let silenced = false;
  for (let index = countBefore(places.length, (each) => (places[each]?.from ?? 0) <= offset) - 1; (furthest[index] ?? 0) > offset; index--) {
    const place = places[index];
    if (place === undefined || (silenced && index < reaches.used)) break;
    if (offset >= place.to) continue;
    used.add(place.rule);
    silenced = true;
  }
  for (let next = places[reaches.used]; next !== undefined && used.has(next.rule); next = places[reaches.used]) reaches.used++;
  return silenced;
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
  const { statements } = tree;
  let index = countBefore(statements.length, (each) => (statements[each]?.end ?? 0) < suppression.from);
  for (; (statements[index]?.start ?? suppression.to) < suppression.to; index++) if (statements[index]?.sound === false) return false;
  return true;
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

function mistakeDescriptor({ written, meant, ...at }: DirectiveMistake): ReportDescriptor {
  if (meant === null) return { at, messageId: "directive", data: { written } };
  return { at, messageId: "nearDirective", data: { written, meant }, fix: (fixer) => fixer.replace(at, meant), fixTitle: `write \`${meant}\`` };
}

function unusedDescriptor(rule: SuppressedRule): ReportDescriptor {
  const fixTitle = rule.name === null ? "remove the comment" : `remove \`${rule.name}\` from the comment`;
  const named = rule.name === null ? { messageId: "unusedAll" } : { messageId: "unused", data: { name: rule.name } };
  return { at: rule, ...named, fix: () => rule.removal, fixTitle };
}

function report(name: string, descriptor: ReportDescriptor, tree: SyntaxTree, rules: RuleSet): readonly Finding[] {
  const active = rules.byName.get(name);
  if (active === undefined) return [];
  return [toFinding(active, active.entry.load().meta, descriptor, rules.release, statementAt(tree, descriptor.at.start))];
}

/** The index of the statement that holds an offset, -1 where none does. */
function statementAt({ statements }: SyntaxTree, offset: number): number {
  const index = countBefore(statements.length, (each) => (statements[each]?.end ?? 0) <= offset);
  return (statements[index]?.start ?? Infinity) <= offset ? index : -1;
}
