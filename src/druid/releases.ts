import file from "./data/releases.json" with { type: "json" };

/** One profile: the facts and behaviour of one Druid release, as far as they are known. */
export interface Release {
  /** Full version, for example `27.0.0`, or `imply-2022.06` for the preview. */
  readonly name: string;
  /** Orders the profiles; the preview is 23. */
  readonly major: number;
  /** True when Druid's own planner of this release was run for the recordings. */
  readonly recorded: boolean;
  /** The recorded release whose facts an unrecorded profile inherits. */
  readonly basis?: string;
  /** Other spellings that resolve to this profile. */
  readonly aliases: readonly string[];
  /** What extensions of the user's own add; absent where they add nothing. */
  readonly declared?: DeclaredVocabulary;
}

/** What extensions of a cluster's own add to its release. */
export interface DeclaredVocabulary {
  /** By upper-case name. */
  readonly functions: ReadonlyMap<string, DeclaredFunction>;
  /** Words that its parser reserves besides, upper case. */
  readonly keywords: ReadonlySet<string>;
  /** By name, whose case counts. */
  readonly contextKeys: ReadonlyMap<string, DeclaredContextKey>;
}

/** A key of the query context as a configuration declares it. */
export interface DeclaredContextKey {
  readonly name: string;
  /** Default: any. */
  readonly type?: "boolean" | "integer" | "number" | "string" | "any";
}

/** A function as a configuration declares it. */
export interface DeclaredFunction {
  readonly name: string;
  /** Default: scalar. */
  readonly kind?: "scalar" | "aggregate" | "table";
  readonly minArguments?: number;
  readonly maxArguments?: number;
  /** SQL type of the result; left out when not known. */
  readonly returns?: string;
}

/** A stretch of releases by major version; both ends count, an absent end is open. */
export interface ReleaseRange {
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** Every profile, oldest first. */
export const releases = file.releases as readonly Release[];

const byName = new Map<string, Release>();
for (const release of releases) {
  byName.set(release.name, release);
  for (const alias of release.aliases) byName.set(alias, release);
}

/**
 * The profile that a text such as `27`, `27.0`, `27.0.0` or `imply-2022.06` names, or null.
 * A short form means the newest recorded patch (`29` is 29.0.1).
 */
export function resolveRelease(text: string): Release | null {
  return byName.get(text.trim().toLowerCase()) ?? null;
}

/** The profile used when nobody names one. */
export function defaultRelease(): Release {
  standard ??= requireRelease(file.default);
  return standard;
}

let standard: Release | null = null;

/** What a configuration declares, as it is written. */
export interface Declarations {
  readonly functions: readonly DeclaredFunction[];
  readonly keywords: readonly string[];
  readonly contextKeys: readonly DeclaredContextKey[];
}

/** The release on a cluster whose extensions add this; of two with one name the later counts. */
export function withDeclarations(release: Release, { functions, keywords, contextKeys }: Declarations): Release {
  if (functions.length === 0 && keywords.length === 0 && contextKeys.length === 0) return release;
  const declared: DeclaredVocabulary = {
    functions: new Map(functions.map((each) => [each.name.toUpperCase(), each])),
    keywords: new Set(keywords.map((word) => word.toUpperCase())),
    contextKeys: new Map(contextKeys.map((each) => [each.name, each])),
  };
  return { ...release, declared };
}

/** As `resolveRelease`, for names known to exist. Throws RangeError with the list of names otherwise. */
export function requireRelease(text: string): Release {
  const release = resolveRelease(text);
  if (release === null) throw new RangeError(`unknown Druid release \`${text}\`, expected one of ${releaseNames().join(", ")}`);
  return release;
}

/** Full names of all profiles, oldest first, for messages. */
export function releaseNames(): readonly string[] {
  return releases.map((release) => release.name);
}

/** True from the given major version on. */
export function atLeast(release: Release, major: number): boolean {
  return release.major >= major;
}

/** True for releases older than the given major version. */
export function before(release: Release, major: number): boolean {
  return release.major < major;
}

/** True for Imply's preview of 2022, which had its own names for context parameters. */
export function isPreview(release: Release): boolean {
  return release.major === 23;
}

/** True when the release lies in the range, both ends included. */
export function within(release: Release, range: ReleaseRange): boolean {
  return (range.since === undefined || release.major >= range.since) && (range.until === undefined || release.major <= range.until);
}
