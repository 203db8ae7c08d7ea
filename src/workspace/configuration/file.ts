import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { findNodeAtLocation, getNodeValue } from "jsonc-parser";
import type { DeclaredContextKey, DeclaredFunction } from "../../druid/releases.ts";
import { checkRuleSettings, type Preset, type RuleSettings } from "../../linter/rule-set.ts";
import { extendRegistry, type Registry } from "../../linter/registry.ts";
import type { Rule } from "../../linter/rule.ts";
import { importModule } from "../import-module.ts";
import { parseJsonFile, placeIn, type JsonNode } from "../json.ts";
import { compilePatterns, type Patterns } from "../patterns.ts";
import { readText } from "../read.ts";
import { requireFile, requireReadable } from "../stat.ts";
import { messageOf, UsageError } from "../usage-error.ts";
import type { SchemaFileContents } from "./schema-file.ts";
import { configurationSchema } from "./shape.ts";
import { validateShape } from "./validate.ts";

export type TemplateKind = "jinja" | "variable" | "placeholder" | "parameter" | "python";

export interface DocumentSettings {
  readonly blocks?: "druid" | "all";
  readonly templates?: readonly TemplateKind[];
  readonly yamlKeys?: readonly string[];
}

/** What a configuration says of some files, as JSON gives it. */
export interface SettingsContents {
  readonly druid?: string | number;
  readonly engine?: "any" | "msq";
  readonly schema?: string | SchemaFileContents;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly preset?: Preset;
  readonly rules?: RuleSettings;
  readonly inlineConfiguration?: boolean;
  readonly documents?: DocumentSettings;
}

export type FunctionContents = DeclaredFunction;

export type ContextKeyContents = DeclaredContextKey;

interface ConfigurationContents extends SettingsContents {
  readonly root?: boolean;
  readonly extends?: string | readonly string[];
  readonly ignore?: readonly string[];
  readonly gitignore?: boolean;
  readonly functions?: readonly (string | FunctionContents)[];
  readonly keywords?: readonly string[];
  readonly contextKeys?: readonly (string | ContextKeyContents)[];
  readonly overrides?: readonly (SettingsContents & { readonly files: string | readonly string[] })[];
}

/** One set of settings with the files it is for. */
export interface Layer {
  /** Null: every file. */
  readonly files: Patterns | null;
  readonly settings: SettingsContents;
  /** Folder that paths in the settings are relative to. */
  readonly folder: string;
  /** `file:line:column` of a setting, for `msqlint config`. */
  readonly placeOf: (path: readonly (string | number)[]) => string;
}

/** A configuration file with those that it extends, ready to be combined with others. */
export interface ConfigurationFile {
  readonly path: string;
  /** Those of the folders above do not count. */
  readonly root: boolean;
  /** Later ones win. */
  readonly layers: readonly Layer[];
  readonly ignore: readonly Patterns[];
  readonly gitignore: boolean | null;
  readonly customRules: readonly Rule[];
  readonly functions: readonly FunctionContents[];
  readonly keywords: readonly string[];
  readonly contextKeys: readonly ContextKeyContents[];
}

const sizeCap = 16 * 1024 * 1024;

/** How configuration files are read, those that they extend included. */
export interface ConfigurationReading {
  readonly registry: Registry;
  /** False: code is refused, whether found, named or extended. */
  readonly allowCode: boolean;
  /** Says of a file that is extended whether it may be read. Left out: each may. */
  readonly mayRead?: (path: string) => boolean;
}

/**
 * Reads a configuration file (`.json`: JSON with comments; `.js`, `.mjs`: its default export) with all that it extends.
 * Throws UsageError, with the place, for what is not understood.
 */
export async function readConfigurationFile(path: string, reading: ConfigurationReading, base = dirname(path), chain: readonly string[] = []): Promise<ConfigurationFile> {
  const { registry } = reading;
  if (chain.includes(path)) throw new UsageError(`${path}: extends itself (${[...chain, path].join(" → ")})`);
  const isCode = /\.[cm]?js$/.test(path);
  if (isCode && !reading.allowCode) throw new UsageError(`${path}: is code, which --no-config-code forbids`);
  const source = isCode ? await readCode(path) : readJson(path);
  const known = source.customRules.length === 0 ? registry : extendRegistry(registry, source.customRules);
  // Parents first: a rule that they define may be set here.
  const parents: ConfigurationFile[] = [];
  for (const parent of listOf(parentsNamed(source))) {
    const file = resolve(dirname(path), parent);
    const referrer = (): string => `${placeOfSetting(source, ["extends"])}: \`extends\` names`;
    requireReadable(file, referrer, reading.mayRead);
    requireFile(file, referrer);
    parents.push(await readConfigurationFile(file, reading, base, [...chain, path]));
  }
  const inherited = parents.flatMap((parent) => parent.customRules);
  check(source, inherited.length === 0 ? known : extendRegistry(known, inherited));
  return combine(path, base, source, parents);
}

interface Source {
  readonly path: string;
  readonly text: string;
  readonly node: JsonNode;
  readonly customRules: readonly Rule[];
}

function readJson(path: string): Source {
  const read = readText(path, sizeCap);
  if (read.kind !== "text") throw new UsageError(`configuration ${path}: ${read.message}`);
  return { path, text: read.text, node: parseJsonFile(path, read.text), customRules: [] };
}

/** A module's settings are held against the same shape as JSON's; its rules are code and go beside. */
async function readCode(path: string): Promise<Source> {
  const { customRules = [], ...settings } = await importDefault(path);
  if (!Array.isArray(customRules) || !customRules.every(isRule)) {
    throw new UsageError(`${path}: \`customRules\` must be an array of rules ({ meta, create })`);
  }
  const text = JSON.stringify(settings, null, 2);
  return { path, text, node: parseJsonFile(path, text), customRules };
}

async function importDefault(path: string): Promise<Record<string, unknown>> {
  try {
    const module = (await importModule(pathToFileURL(path).href)) as { readonly default?: unknown };
    if (typeof module.default === "object" && module.default !== null) return module.default as Record<string, unknown>;
  } catch (error) {
    throw new UsageError(`${path}: cannot be loaded: ${messageOf(error).split(/[\r\n]/, 1)[0] ?? ""}`);
  }
  throw new UsageError(`${path}: expected a default export that is an object`);
}

function isRule(value: unknown): value is Rule {
  return typeof value === "object" && value !== null && "meta" in value && "create" in value && typeof value.create === "function";
}

function parentsNamed(source: Source): string | readonly string[] {
  const named: unknown = (getNodeValue(source.node) as Record<string, unknown>)["extends"];
  if (typeof named === "string") return named;
  return Array.isArray(named) ? named.filter((each): each is string => typeof each === "string") : [];
}

function check(source: Source, registry: Registry): void {
  const problems = [...validateShape(source.node, configurationSchema(registry.entries))];
  const [problem] = problems;
  if (problem !== undefined) {
    const more = problems.length > 1 ? ` (and ${String(problems.length - 1)} more)` : "";
    throw new UsageError(`${placeIn(source.path, source.text, problem.offset)}: ${problem.message}${more}`);
  }
  const contents = getNodeValue(source.node) as ConfigurationContents;
  checkRules(source, ["rules"], contents.rules, registry);
  contents.overrides?.forEach((override, index) => {
    checkRules(source, ["overrides", index, "rules"], override.rules, registry);
  });
}

function checkRules(source: Source, path: readonly (string | number)[], settings: RuleSettings | undefined, registry: Registry): void {
  const [problem] = settings === undefined ? [] : checkRuleSettings(registry, settings);
  if (problem === undefined) return;
  const offset = findNodeAtLocation(source.node, [...path, problem.rule])?.parent?.offset ?? source.node.offset;
  throw new UsageError(`${placeIn(source.path, source.text, offset)}: ${problem.message}`);
}

function combine(path: string, base: string, source: Source, parents: readonly ConfigurationFile[]): ConfigurationFile {
  const contents = getNodeValue(source.node) as ConfigurationContents;
  const own = contents.ignore === undefined ? [] : [compilePatterns(base, contents.ignore)];
  return {
    path,
    root: contents.root ?? parents.some((parent) => parent.root),
    layers: [...parents.flatMap((parent) => parent.layers), ...layersOf(path, base, source, contents)],
    ignore: [...parents.flatMap((parent) => parent.ignore), ...own],
    gitignore: contents.gitignore ?? parents.findLast((parent) => parent.gitignore !== null)?.gitignore ?? null,
    customRules: [...parents.flatMap((parent) => parent.customRules), ...source.customRules],
    functions: [...parents.flatMap((parent) => parent.functions), ...(contents.functions ?? []).map(named)],
    keywords: [...parents.flatMap((parent) => parent.keywords), ...(contents.keywords ?? [])],
    contextKeys: [...parents.flatMap((parent) => parent.contextKeys), ...(contents.contextKeys ?? []).map(named)],
  };
}

/** Patterns of an extended file are relative to the file that extends it, paths to the file that they stand in. */
function layersOf(path: string, base: string, source: Source, contents: ConfigurationContents): readonly Layer[] {
  const { overrides = [], ...settings } = contents;
  const placed = (prefix: readonly (string | number)[]) => (inner: readonly (string | number)[]) => placeOfSetting(source, [...prefix, ...inner]);
  const folder = dirname(path);
  return [
    { files: null, settings, folder, placeOf: placed([]) },
    ...overrides.map((override, index) => ({
      files: compilePatterns(base, listOf(override.files)),
      settings: override,
      folder,
      placeOf: placed(["overrides", index]),
    })),
  ];
}

/** `file:line:column` of a setting; of code the file. */
function placeOfSetting({ path, text, node }: Source, setting: readonly (string | number)[]): string {
  return path.endsWith(".json") ? placeIn(path, text, findNodeAtLocation(node, [...setting])?.parent?.offset ?? node.offset) : path;
}

function named<T extends { readonly name: string }>(entry: string | T): T | { readonly name: string } {
  return typeof entry === "string" ? { name: entry } : entry;
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === "string" ? [value] : value;
}

