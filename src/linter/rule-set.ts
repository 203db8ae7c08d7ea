import type { Release } from "../druid/releases.ts";
import { didYouMean } from "../text/nearest.ts";
import { checkAgainstSchema } from "./options-schema.ts";
import type { Registry, RuleEntry } from "./registry.ts";
import { speaksFor } from "./release-range.ts";
import type { Severity } from "./rule.ts";

export type Preset = "recommended" | "strict" | "all" | "none";

/** As a configuration gives it: a severity, or severity and options. */
export type RuleSetting = Severity | readonly [severity: Severity, options: Readonly<Record<string, unknown>>];
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** A rule that is on and speaks for the release. */
export interface ActiveRule {
  readonly entry: RuleEntry;
  readonly severity: Exclude<Severity, "off">;
  /** True when a configuration named the severity. */
  readonly configured: boolean;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The rules in force for a configuration and a release. */
export interface RuleSet {
  readonly release: Release;
  readonly registry: Registry;
  readonly byName: ReadonlyMap<string, ActiveRule>;
  /** Those with listeners of their own. */
  readonly listening: readonly ActiveRule[];
}

const severities: readonly string[] = ["off", "info", "warn", "error"] satisfies readonly Severity[];

/** The severity that a preset gives a rule. */
export function presetSeverity(preset: Preset, entry: RuleEntry): Severity {
  switch (preset) {
    case "none":
      return "off";
    case "recommended":
      return entry.severity;
    case "strict":
      return strictSeverity(entry);
    case "all":
      return entry.severity === "off" ? "warn" : entry.severity;
  }
}

/** One step up for what is not certain; style stays a matter of taste. */
function strictSeverity(entry: RuleEntry): Severity {
  switch (entry.category) {
    case "rejected":
    case "fails":
      return entry.severity === "off" ? "error" : entry.severity;
    case "risk":
      return entry.severity === "warn" ? "error" : "warn";
    case "deprecated":
      return "warn";
    case "style":
      return entry.severity;
  }
}

/**
 * The rules in force. Settings are read in order, later ones win; settings of unknown rules are passed over (see
 * `checkRuleSettings`).
 */
export function createRuleSet(registry: Registry, release: Release, preset: Preset, ...settings: readonly RuleSettings[]): RuleSet {
  const configured = new Map<RuleEntry, RuleSetting>();
  for (const each of settings) {
    for (const [name, setting] of Object.entries(each)) {
      const entry = registry.find(name);
      if (entry !== null) configured.set(entry, setting);
    }
  }
  const byName = new Map<string, ActiveRule>();
  for (const entry of registry.entries) {
    const setting = configured.get(entry);
    const severity = setting === undefined ? presetSeverity(preset, entry) : severityOf(setting);
    if (severity === "off" || !speaksFor(entry.druid, release)) continue;
    const options = setting !== undefined && typeof setting !== "string" ? setting[1] : {};
    byName.set(entry.name, { entry, severity, configured: setting !== undefined, options });
  }
  const listening = [...byName.values()].filter((active) => !active.entry.violationsOnly);
  return { release, registry, byName, listening };
}

function severityOf(setting: RuleSetting): Severity {
  return typeof setting === "string" ? setting : setting[0];
}

export interface RuleSettingProblem {
  readonly rule: string;
  readonly message: string;
}

/** What is wrong with a configuration's rules: unknown names, severities that are none, options that the rule's schema refuses. */
export function checkRuleSettings(registry: Registry, settings: Readonly<Record<string, unknown>>): readonly RuleSettingProblem[] {
  const problems: RuleSettingProblem[] = [];
  for (const [name, setting] of Object.entries(settings)) {
    for (const message of problemsOfSetting(registry, name, setting)) problems.push({ rule: name, message });
  }
  return problems;
}

function problemsOfSetting(registry: Registry, name: string, setting: unknown): readonly string[] {
  const entry = registry.find(name);
  if (entry === null) return [`unknown rule \`${name}\`${didYouMean(name, registry.entries.map((each) => each.name))}`];
  const list: readonly unknown[] = Array.isArray(setting) ? setting : [setting];
  const [severity, options] = list;
  if (typeof severity !== "string" || !severities.includes(severity)) {
    return [`rule \`${name}\`: expected a severity (${severities.join(", ")}) or [severity, options], got ${JSON.stringify(setting)}`];
  }
  if (list.length > 2) return [`rule \`${name}\`: expected at most a severity and one object of options`];
  if (options === undefined) return [];
  const { schema } = entry.load().meta;
  if (schema === null) return [`rule \`${name}\` has no options`];
  return checkAgainstSchema(options, schema).map((problem) => `rule \`${name}\`, options: ${problem}`);
}
