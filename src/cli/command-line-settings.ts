import { builtinRegistry } from "../../rules/index.ts";
import type { RuleSetting } from "../linter/rule-set.ts";
import { checkRuleSettings } from "../linter/rule-set.ts";
import type { SettingsContents } from "../workspace/configuration/file.ts";
import { createConfiguration, requireNamedRelease, type CommandLineSettings, type Configuration } from "../workspace/configuration/resolve.ts";
import { UsageError } from "../workspace/usage-error.ts";
import type { LintOptions } from "./lint-options.ts";

type Relevant = Pick<LintOptions, "config" | "configEnabled" | "configCode" | "druid" | "engine" | "schema" | "preset" | "rules" | "inlineConfig">;

/** The configuration as the command line bends it. Throws UsageError for releases and rules that there are not. */
export function configurationFor(options: Relevant, cwd: string): Configuration {
  return createConfiguration({
    cwd,
    registry: builtinRegistry,
    file: options.config,
    enabled: options.configEnabled,
    allowCode: options.configCode,
    commandLine: commandLineOf(options),
  });
}

function commandLineOf(options: Relevant): CommandLineSettings | null {
  if (options.druid !== null) requireNamedRelease(options.druid);
  const rules = parseRules(options.rules);
  const settings: SettingsContents = {
    ...(options.druid === null ? {} : { druid: options.druid }),
    ...(options.engine === null ? {} : { engine: options.engine }),
    ...(options.schema === null ? {} : { schema: options.schema }),
    ...(options.preset === null ? {} : { preset: options.preset }),
    ...(options.rules.length === 0 ? {} : { rules }),
    ...(options.inlineConfig ? {} : { inlineConfiguration: false }),
  };
  return Object.keys(settings).length === 0 ? null : { settings, optionOf: nameOfOption };
}

function nameOfOption(path: readonly (string | number)[]): string {
  const [key] = path;
  if (key === "rules") return "--rule";
  return key === "inlineConfiguration" ? "--no-inline-config" : `--${String(key)}`;
}

/** `name:severity`, `name=severity`, or JSON behind the name. Rules of configuration code are checked when that is read. */
function parseRules(texts: readonly string[]): Readonly<Record<string, RuleSetting>> {
  // Without a prototype `__proto__` is a name like any other.
  const rules = Object.create(null) as Record<string, unknown>;
  for (const text of texts) {
    const match = /^\s*([\w/-]+)\s*[:=]\s*(\S.*)$/s.exec(text);
    if (match === null) throw new UsageError(`--rule ${text}: expected name:severity, such as \`--rule limit-without-order:off\``);
    const [, name = "", value = ""] = match;
    rules[name] = parseValue(text, value.trim());
  }
  const [problem] = checkRuleSettings(builtinRegistry, rules);
  if (problem !== undefined) throw new UsageError(`--rule: ${problem.message}`);
  return rules as Record<string, RuleSetting>;
}

function parseValue(text: string, value: string): unknown {
  if (/^\w+$/.test(value)) return value === "warning" ? "warn" : value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw new UsageError(`--rule ${text}: \`${value}\` is neither a severity nor JSON such as ["error",{}]`);
  }
}
