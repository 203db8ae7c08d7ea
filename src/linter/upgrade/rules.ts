import { speaksFor } from "../release-range.ts";
import { presetSeverity, type ActiveRule, type RuleSet } from "../rule-set.ts";

/** The rules of a configuration, those about refusals and faults at their own severity: what a release says is no matter of taste. */
export function rulesForUpgrade(rules: RuleSet): RuleSet {
  const byName = new Map<string, ActiveRule>(rules.byName);
  for (const entry of rules.registry.entries) {
    const severity = presetSeverity("strict", entry);
    if ((entry.category !== "rejected" && entry.category !== "fails") || severity === "off" || !speaksFor(entry.druid, rules.release)) continue;
    byName.set(entry.name, { entry, severity, configured: false, options: rules.byName.get(entry.name)?.options ?? {} });
  }
  return { ...rules, byName, listening: [...byName.values()].filter((active) => !active.entry.violationsOnly) };
}
