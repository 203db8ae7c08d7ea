import manifest from "../../package.json" with { type: "json" };
import { builtinRegistry } from "../../rules/index.ts";
import { extendRegistry, type Registry } from "../linter/registry.ts";
import { ruleAddress } from "../linter/rule-address.ts";
import { presetSeverity, type Preset } from "../linter/rule-set.ts";
import type { Rule } from "../linter/rule.ts";
import { druidLanguage } from "./language.ts";
import { toEslintRule } from "./rules.ts";

const name = "msqlint";

interface Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly languages: { readonly sql: typeof druidLanguage };
  readonly rules: Readonly<Record<string, object>>;
  readonly configs: Record<"recommended" | "strict", object>;
}

/** ESLint knows two severities; hints are warnings there. */
function configOf(plugin: object, registry: Registry, preset: Preset): object {
  const rules: Record<string, "error" | "warn"> = {};
  for (const entry of registry.entries) {
    const severity = presetSeverity(preset, entry);
    if (severity !== "off") rules[`${name}/${entry.name}`] = severity === "error" ? "error" : "warn";
  }
  return { name: `${name}/${preset}`, files: ["**/*.sql"], plugins: { [name]: plugin }, language: `${name}/sql`, rules };
}

function createPlugin(registry: Registry): Plugin {
  const plugin: Plugin = {
    meta: { name, version: manifest.version, namespace: name },
    languages: { sql: druidLanguage },
    rules: Object.fromEntries(registry.entries.map((entry) => [entry.name, toEslintRule(entry.load(), registry, ruleAddress)])),
    configs: { recommended: {}, strict: {} },
  };
  plugin.configs.recommended = configOf(plugin, registry, "recommended");
  plugin.configs.strict = configOf(plugin, registry, "strict");
  return plugin;
}

/** A rule of one's own as an ESLint rule, to put into a plugin of one's own beside this one's language. */
export function eslintRule(rule: Rule): object {
  return toEslintRule(rule, extendRegistry(builtinRegistry, [rule]), ruleAddress);
}

const plugin: Plugin = createPlugin(builtinRegistry);
export default plugin;
