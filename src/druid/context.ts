import file from "./data/context.json" with { type: "json" };
import { isPreview, within, type DeclaredContextKey, type Release, type ReleaseRange } from "./releases.ts";

/** How Druid reads the value; `data/context.json` (valueRules) says what each takes and refuses. */
export type ContextType = "boolean" | "integer" | "long" | "string" | "enum" | "string-list" | "index-spec" | "time-zone" | "timestamp" | "reserved";

/** One query context parameter, whatever the release. */
export interface ContextParameter extends ReleaseRange {
  readonly name: string;
  readonly scope: string;
  readonly type: ContextType;
  /** Smallest value Druid takes. */
  readonly min?: number;
  /** Kinds of statement the parameter does something for. */
  readonly appliesTo?: readonly string[];
  /** Name of the 2022 preview, ignored since 24. */
  readonly preview?: string;
  /** Another name that the preview read where the first was absent. */
  readonly previewAlias?: string;
  readonly replacedBy?: { readonly name: string; readonly since?: number };
  /** Where 27.0.0 refuses an unreadable value; absent where it was never seen to. */
  readonly checkedAt?: "context" | "plan" | "submit" | "controller";
  /** First release that refuses an unreadable value, where earlier ones read it without looking. */
  readonly checkedSince?: number;
  /** Enum names must match in case. */
  readonly caseSensitive?: boolean;
  /** Set by Druid itself; not for users. */
  readonly internal?: boolean;
  readonly documented?: boolean;
  /** Documented, yet no release reads it. */
  readonly never?: boolean;
  readonly evidence: string;
  readonly meaning: string;
}

interface ParameterRow extends ContextParameter {
  readonly default?: unknown;
  readonly values?: readonly (ReleaseRange & { readonly values: readonly string[] })[];
}

/** Parsed, in the bundle, when first asked for. */
const rows = (): Readonly<Record<string, ParameterRow>> => (parsedRows ??= file.parameters as unknown as Readonly<Record<string, ParameterRow>>);
let parsedRows: Readonly<Record<string, ParameterRow>> | null = null;
let others: ReadonlySet<string> | null = null;
let parameters: readonly ContextParameter[] | null = null;

/** The parameter of exactly that name (Druid compares case), in whatever release; null when unknown. */
export function contextParameter(name: string): ContextParameter | null {
  return row(name) ?? null;
}

/** Every parameter known, of any release. */
export function contextParameters(): readonly ContextParameter[] {
  parameters ??= Object.values(rows());
  return parameters;
}

/** True when the release reads the parameter. */
export function readsParameter(parameter: ContextParameter, release: Release): boolean {
  return parameter.never !== true && within(release, parameter);
}

/** The names an enum parameter takes in the release; empty for other types. */
export function enumValues(name: string, release: Release): readonly string[] {
  return row(name)?.values?.find((range) => within(release, range))?.values ?? [];
}

/** The value the release uses when the parameter is absent; undefined when unknown or computed. */
export function contextDefault(name: string, release: Release): unknown {
  const value = row(name)?.default;
  if (!isRangedList(value)) return value;
  return value.find((range) => within(release, range))?.value;
}

/** True when the release refuses a statement whose context has this key at all. */
export function isForbiddenKey(name: string, release: Release): boolean {
  return (file.forbidden as readonly (ReleaseRange & { name: string })[]).some((entry) => entry.name === name && within(release, entry));
}

/** True for keys that Druid reads somewhere (native engine, tasks) though no parameter above describes them. */
export function isOtherKnownKey(name: string): boolean {
  others ??= new Set(file.otherKnown.split(" "));
  return others.has(name);
}

/** The key as the user's configuration declares it, or null. */
export function declaredContextKey(name: string, release: Release): DeclaredContextKey | null {
  return release.declared?.contextKeys.get(name) ?? null;
}

/** The parameter that had this name in the 2022 preview, or null. */
export function parameterOfPreviewName(name: string): ContextParameter | null {
  return contextParameters().find((parameter) => parameter.preview === name || parameter.previewAlias === name) ?? null;
}

/** The name that the release reads the parameter by. */
export function nameInRelease(parameter: ContextParameter, release: Release): string {
  return isPreview(release) ? (parameter.preview ?? parameter.name) : parameter.name;
}

/** A name may be that of a property every object has (`constructor`). */
function row(name: string): ParameterRow | undefined {
  return Object.hasOwn(rows(), name) ? rows()[name] : undefined;
}

function isRangedList(value: unknown): value is readonly (ReleaseRange & { readonly value: unknown })[] {
  return Array.isArray(value);
}
