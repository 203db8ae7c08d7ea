import type { Category, FixKind, Rule, Severity } from "./rule.ts";

/** What is known of a rule before its file is loaded; a row of the generated `rules/index.ts`. */
export interface RuleEntry {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly category: Category;
  /** In the preset `recommended`. */
  readonly severity: Severity;
  readonly fix: FixKind;
  /** Releases for which it speaks. */
  readonly druid: string;
  /** It only speaks about violations of its name. */
  readonly violationsOnly: boolean;
  /** Its `create` is called for each text anew, as it may keep something about the text. The built-in rules keep nothing. */
  readonly perText?: boolean;
  readonly load: () => Rule;
}

export interface Registry {
  readonly entries: readonly RuleEntry[];
  /** By name or by a name that it had before. */
  find(name: string): RuleEntry | null;
}

export function createRegistry(entries: readonly RuleEntry[]): Registry {
  const byName = new Map<string, RuleEntry>();
  for (const entry of entries) {
    byName.set(entry.name, entry);
    for (const alias of entry.aliases) byName.set(alias, entry);
  }
  return { entries, find: (name) => byName.get(name) ?? null };
}

/** Loads a rule when it is first asked for. */
export function loadedOnce(load: () => Rule): () => Rule {
  let rule: Rule | null = null;
  return () => (rule ??= load());
}

/** A rule object as an entry: for rules that a configuration brings. */
export function entryOfRule(rule: Rule): RuleEntry {
  const { name, aliases, category, severity, fix, druid } = rule.meta;
  return { name, aliases: aliases ?? [], category, severity, fix, druid, violationsOnly: rule.violationsOnly === true, perText: true, load: () => rule };
}

/** A registry with further rules; one of a known name takes its place. */
export function extendRegistry(registry: Registry, rules: readonly Rule[]): Registry {
  const names = new Set(rules.map((rule) => rule.meta.name));
  return createRegistry([...registry.entries.filter((entry) => !names.has(entry.name)), ...rules.map(entryOfRule)]);
}
