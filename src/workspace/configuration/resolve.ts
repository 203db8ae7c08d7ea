import { dirname, join, resolve } from "node:path";
import type { ContextEntry, QueryContext, Schema } from "../../analysis/model.ts";
import { defaultRelease, releaseNames, resolveRelease, withDeclarations, type Release } from "../../druid/releases.ts";
import { extendRegistry, type Registry } from "../../linter/registry.ts";
import { createRuleSet, type Preset, type RuleSet, type RuleSettings } from "../../linter/rule-set.ts";
import { nearest } from "../../text/nearest.ts";
import { requireFile, requireReadable, statOf } from "../stat.ts";
import { UsageError } from "../usage-error.ts";
import type { ConfigurationFile, ContextKeyContents, DocumentSettings, FunctionContents, Layer, SettingsContents } from "./file.ts";
import type { ClusterDescription } from "./schema-file.ts";

/** What applies to a file. Files with the same layers share one object. */
export interface Settings {
  readonly release: Release;
  readonly engine: "any" | "msq";
  readonly schema: Schema | null;
  readonly context: QueryContext;
  readonly preset: Preset;
  readonly rules: RuleSet;
  readonly inlineConfiguration: boolean;
  readonly documents: DocumentSettings;
  readonly functions: readonly FunctionContents[];
  readonly keywords: readonly string[];
  readonly contextKeys: readonly ContextKeyContents[];
  /** Where each setting comes from (`druid`, `rules.limit-without-order`): `file:line:column`, `--druid` or `default`. */
  readonly origins: ReadonlyMap<string, string>;
  /** Configuration files that had a say, outermost first. */
  readonly files: readonly string[];
  /** Stands for all settings in the cache's keys; null where rules of one's own, whose code may change, forbid a cache. */
  readonly fingerprint: string | null;
}

/** What the command line says; wins over all files. */
export interface CommandLineSettings {
  readonly settings: SettingsContents;
  /** Names of the options, for `msqlint config`: `druid` → `--druid`. */
  readonly optionOf: (path: readonly (string | number)[]) => string;
}

export interface ConfigurationOptions {
  readonly cwd: string;
  readonly registry: Registry;
  /** The only configuration file to read (`--config`), null: those beside and above each file. */
  readonly file: string | null;
  /** False: no configuration file is read (`--no-config`). */
  readonly enabled: boolean;
  /** False: `msqlint.config.js` is not run (`--no-config-code`). */
  readonly allowCode: boolean;
  /** Says of a path whether it may be read: no file is looked for where it may not, and one named there is refused. Left out: everywhere. */
  readonly mayRead?: (path: string) => boolean;
  readonly commandLine: CommandLineSettings | null;
  /** Holds where no file says otherwise: an editor's own settings. */
  readonly fallback?: CommandLineSettings;
  /** Told of each file of settings, or of a schema, that is about to be read, also where it is not there. */
  readonly onRead?: (path: string) => void;
  /** Told of each place where a configuration file was looked for in vain. */
  readonly onMissing?: (path: string) => void;
}

export interface Configuration {
  settingsFor(path: string): Promise<Settings>;
  /** The same at once, where another file of the folder was asked about and all of its files have the same; null elsewhere. */
  settingsKnownFor(path: string): Settings | null;
  /** Says for a folder what of its contents is ignored; paths are absolute. */
  ignoredIn(folder: string): Promise<(path: string, isFolder: boolean) => boolean>;
  /** True when files that git ignores are left out of this folder. */
  heedsGitignore(folder: string): Promise<boolean>;
}

export const configurationFileName = "msqlint.config.json";
export const configurationCodeName = "msqlint.config.js";

/** One resolver, by file, for every surface. Its methods throw UsageError for a broken configuration. */
export function createConfiguration(options: ConfigurationOptions): Configuration {
  const chains = new Map<string, Promise<readonly ConfigurationFile[]>>();
  const resolved = new Map<string, Settings>();
  const byFolder = new Map<string, Settings>();
  const schemas = new Map<string, ClusterDescription>();
  const registries = new Map<string, Registry>();

  async function chainOf(folder: string): Promise<readonly ConfigurationFile[]> {
    if (!options.enabled) return noFiles;
    const key = options.file ?? folder;
    let chain = chains.get(key);
    if (chain === undefined) {
      chain = options.file === null ? findChain(folder, chainOf, options) : readFiles([options.file], options);
      chains.set(key, chain);
    }
    return chain;
  }

  async function settingsFor(path: string): Promise<Settings> {
    const chain = await chainOf(dirname(path));
    const layers = chain.flatMap((file) => file.layers.filter((layer) => layer.files === null || layer.files.test(path, false) === "matched"));
    const key = layers.length === 0 ? "" : layers.map(identityOf).join(" ");
    let settings = resolved.get(key);
    if (settings === undefined) {
      settings = await combine(chain, layers, options, schemas, registries);
      resolved.set(key, settings);
    }
    if (chain.every((file) => file.layers.every((layer) => layer.files === null))) byFolder.set(dirname(path), settings);
    return settings;
  }

  return {
    settingsFor,
    settingsKnownFor: (path) => byFolder.get(dirname(path)) ?? null,
    async ignoredIn(folder) {
      const patterns = (await chainOf(folder)).flatMap((file) => file.ignore);
      if (patterns.length === 0) return () => false;
      return (path, isFolder) => {
        const answer = patterns.map((each) => each.test(path, isFolder)).findLast((each) => each !== "none");
        return answer === "matched";
      };
    },
    async heedsGitignore(folder) {
      return (await chainOf(folder)).findLast((file) => file.gitignore !== null)?.gitignore ?? true;
    },
  };
}

const noFiles: readonly ConfigurationFile[] = [];

const identities = new WeakMap<Layer, number>();
let identityCount = 0;

function identityOf(layer: Layer): number {
  let identity = identities.get(layer);
  if (identity === undefined) {
    identity = identityCount++;
    identities.set(layer, identity);
  }
  return identity;
}

// Which files

/** The configuration files of a folder and those above it, outermost first, up to a `root`, the repository's top, or what may be read. */
async function findChain(
  folder: string,
  chainOf: (folder: string) => Promise<readonly ConfigurationFile[]>,
  options: ConfigurationOptions,
): Promise<readonly ConfigurationFile[]> {
  if (options.mayRead?.(folder) === false) return noFiles;
  const here = [configurationCodeName, configurationFileName]
    .filter((name) => options.allowCode || name !== configurationCodeName)
    .map((name) => join(folder, name))
    .filter((path) => {
      const found = exists(path);
      if (!found) options.onMissing?.(path);
      return found;
    });
  const own = here.length === 0 ? noFiles : await readFiles(here, options);
  const parent = dirname(folder);
  if (parent === folder || own.some((file) => file.root) || exists(join(folder, ".git"))) return own;
  const above = await chainOf(parent);
  return own.length === 0 ? above : [...above, ...own];
}

async function readFiles(paths: readonly string[], options: ConfigurationOptions): Promise<readonly ConfigurationFile[]> {
  const { readConfigurationFile } = await import("./file.ts");
  const { allowCode, mayRead } = options;
  const files: ConfigurationFile[] = [];
  let { registry } = options;
  for (const path of paths.map((each) => resolve(options.cwd, each))) {
    options.onRead?.(path);
    const file = await readConfigurationFile(path, { registry, allowCode, ...(mayRead === undefined ? {} : { mayRead }) });
    registry = file.customRules.length === 0 ? registry : extendRegistry(registry, file.customRules);
    files.push(file);
  }
  return files;
}

/** In a closed folder nothing is: why its files cannot be read is said of them. */
function exists(path: string): boolean {
  const stat = statOf(path);
  return stat !== null && stat !== "unknown";
}

// What they say together

async function combine(
  chain: readonly ConfigurationFile[],
  layers: readonly Layer[],
  options: ConfigurationOptions,
  schemas: Map<string, ClusterDescription>,
  registries: Map<string, Registry>,
): Promise<Settings> {
  const { fallback, commandLine, cwd } = options;
  const all = [...(fallback === undefined ? [] : [layerOf(fallback, cwd)]), ...layers, ...(commandLine === null ? [] : [layerOf(commandLine, cwd)])];
  const origins = originsOf(all);
  const cluster = await clusterOf(all, schemas, options);
  const named = lastOf(all, "druid");
  const declarations = { functions: chain.flatMap((file) => file.functions), keywords: chain.flatMap((file) => file.keywords), contextKeys: chain.flatMap((file) => file.contextKeys) };
  const release = withDeclarations(named === undefined ? (cluster?.release ?? defaultRelease()) : requireNamedRelease(String(named), origins.get("druid")), declarations);
  if (named === undefined && cluster?.release != null) origins.set("druid", origins.get("schema") ?? "schema file");
  const preset = lastOf(all, "preset") ?? "recommended";
  const ruleSettings = all.flatMap((layer): readonly RuleSettings[] => (layer.settings.rules === undefined ? [] : [layer.settings.rules]));
  const registry = registryOf(chain, options.registry, registries);
  return {
    release,
    engine: lastOf(all, "engine") ?? "any",
    schema: cluster?.schema ?? null,
    context: contextOf(all),
    preset,
    rules: createRuleSet(registry, release, preset, ...ruleSettings),
    inlineConfiguration: lastOf(all, "inlineConfiguration") ?? true,
    documents: Object.assign({}, ...all.map((layer) => layer.settings.documents ?? {})) as DocumentSettings,
    ...declarations,
    origins,
    files: chain.map((file) => file.path),
    fingerprint: chain.some((file) => file.customRules.length > 0) ? null : fingerprintOf(chain, all, release, cluster),
  };
}

function fingerprintOf(chain: readonly ConfigurationFile[], layers: readonly Layer[], release: Release, cluster: ClusterDescription | null): string {
  const vocabulary = chain.map((file) => [file.functions, file.keywords, file.contextKeys]);
  return JSON.stringify([release.name, cluster?.source ?? null, vocabulary, layers.map((layer) => layer.settings)]);
}

function layerOf(commandLine: CommandLineSettings, cwd: string): Layer {
  return { files: null, settings: commandLine.settings, folder: cwd, placeOf: commandLine.optionOf };
}

function lastOf<Key extends keyof SettingsContents>(layers: readonly Layer[], key: Key): SettingsContents[Key] | undefined {
  return layers.findLast((layer) => layer.settings[key] !== undefined)?.settings[key];
}

async function clusterOf(layers: readonly Layer[], known: Map<string, ClusterDescription>, { onRead, mayRead }: ConfigurationOptions): Promise<ClusterDescription | null> {
  const layer = layers.findLast((each) => each.settings.schema !== undefined);
  const schema = layer?.settings.schema;
  if (layer === undefined || schema === undefined) return null;
  const { describeCluster, readSchemaFile } = await import("./schema-file.ts");
  if (typeof schema !== "string") return describeCluster(schema);
  const path = resolve(layer.folder, schema);
  if (!known.has(path)) {
    requireReadable(path, () => referenceOf(layer.placeOf(["schema"])), mayRead);
    onRead?.(path);
    requireFile(path, () => referenceOf(layer.placeOf(["schema"])));
  }
  const description = known.get(path) ?? readSchemaFile(path);
  known.set(path, description);
  return description;
}

/** An option says its name itself. */
function referenceOf(place: string): string {
  return place.startsWith("--") ? place : `${place}: \`schema\` names`;
}

function contextOf(layers: readonly Layer[]): readonly ContextEntry[] {
  const values: Record<string, unknown> = Object.assign({}, ...layers.map((layer) => layer.settings.context ?? {})) as Record<string, unknown>;
  return Object.entries(values).map(([key, value]) => ({ key, value, keyRange: null, valueRange: null, origin: "configuration" }));
}

/** Of an identical set of rules there is one registry. */
function registryOf(chain: readonly ConfigurationFile[], registry: Registry, known: Map<string, Registry>): Registry {
  const withRules = chain.filter((file) => file.customRules.length > 0);
  if (withRules.length === 0) return registry;
  const key = withRules.map((file) => file.path).join("\n");
  const extended = known.get(key) ?? extendRegistry(registry, withRules.flatMap((file) => file.customRules));
  known.set(key, extended);
  return extended;
}

/** Throws UsageError with the releases that there are. */
export function requireNamedRelease(name: string, origin?: string): Release {
  const release = resolveRelease(name);
  if (release !== null) return release;
  const names = releaseNames();
  const [near] = nearest(name, names);
  const hint = near === undefined ? "" : ` (did you mean ${near}?)`;
  throw new UsageError(`${origin === undefined ? "" : `${origin}: `}unknown Druid release \`${name}\`${hint}; known are ${names.join(", ")}`);
}

function originsOf(layers: readonly Layer[]): Map<string, string> {
  const origins = new Map<string, string>();
  for (const layer of layers) {
    for (const key of Object.keys(layer.settings) as (keyof SettingsContents)[]) {
      origins.set(key, layer.placeOf([key]));
      if (key !== "rules" && key !== "context") continue;
      for (const inner of Object.keys(layer.settings[key] ?? {})) origins.set(`${key}.${inner}`, layer.placeOf([key, inner]));
    }
  }
  return origins;
}
