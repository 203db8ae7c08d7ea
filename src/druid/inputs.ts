import file from "./data/inputs.json" with { type: "json" };
import { within, type Release, type ReleaseRange } from "./releases.ts";

/** Formats of an export, in any case (Druid: ResultFormat). */
export const exportFormats: readonly string[] = file.exportFormats;

/** JSON shape a property takes, as Jackson reads it. */
export type PropertyType =
  | "string" | "boolean" | "integer" | "number" | "object" | "objects" | "strings" | "string-or-strings" | "uris" | "interval"
  | "password" | "input-source" | "input-sources" | "input-format";

/** One property of an input source, input format or export destination. */
export interface InputProperty extends ReleaseRange {
  readonly type: PropertyType;
  readonly required?: boolean;
  readonly nonEmpty?: boolean;
  readonly schemes?: readonly string[];
  /** Holds credentials. */
  readonly secret?: boolean;
  /** The property to use instead. */
  readonly deprecated?: string;
  /** What the object, or each of the objects, consists of. */
  readonly shape?: string;
  /** All that a text may be. */
  readonly values?: readonly string[];
}

type Properties = Readonly<Record<string, InputProperty>>;

/** An input source, input format or export destination by its `type`. */
export interface InputKind extends ReleaseRange {
  readonly type: string;
  /** The extension that must be loaded; absent for core. */
  readonly extension?: string;
  readonly properties: Readonly<Record<string, InputProperty>>;
  readonly exactlyOneOf?: readonly (readonly string[])[];
  readonly anyOf?: readonly (readonly string[])[];
  /** Property → properties that must stand beside it. */
  readonly requires?: Readonly<Record<string, readonly string[]>>;
  readonly schemes?: readonly string[];
  /** False for sources that cannot be a delegate of `combining`. */
  readonly splittable?: boolean;
  readonly delegatesSplittable?: boolean;
  readonly tableFunction?: string;
  readonly deprecatedSince?: number;
  readonly replacedBy?: string;
  /** Default field delimiter of a text format. */
  readonly delimiter?: string;
  /** Made for streams; pointless in EXTERN. */
  readonly streaming?: boolean;
  readonly evidence: string;
}

/** A named argument of a table function; `type` is a SQL type. */
export interface TableFunctionArgument extends ReleaseRange {
  readonly type: string;
  readonly required?: boolean;
  readonly secret?: boolean;
}

/** A function of FROM TABLE(..). */
export interface TableFunction extends ReleaseRange {
  readonly name: string;
  readonly extension?: string;
  /** `type` of the input source it stands for. */
  readonly source?: string;
  readonly arguments: Readonly<Record<string, TableFunctionArgument>>;
  readonly exclusive?: readonly (readonly string[])[];
  readonly anyOf?: readonly (readonly string[])[];
  /** Takes the arguments of its format too. */
  readonly withFormatArguments?: boolean;
  readonly namedSince?: number;
  readonly extendSince?: number;
  readonly variadic?: string;
  readonly schema?: string;
  readonly evidence: string;
}

type Kinds = "inputSources" | "inputFormats" | "exportDestinations";

/** The kind of that `type` (case matters) in whatever release; null when unknown. `within` tells whether a release has it. */
export function inputKind(kinds: Kinds, type: string): InputKind | null {
  return kindsOf(kinds).find((kind) => kind.type === type) ?? null;
}

/** The properties of an object that is part of a source or format, where they are known. */
export function shapeOf({ shape }: InputProperty): Properties | null {
  const shapes = file.shapes as unknown as Readonly<Record<string, Properties>>;
  return shape === undefined ? null : (shapes[shape] ?? null);
}

/** The kinds a release has, those of extensions included. */
export function inputKinds(kinds: Kinds, release: Release): readonly InputKind[] {
  return kindsOf(kinds).filter((kind) => within(release, kind));
}

/** The table function of that name (any case) in whatever release; null when unknown. */
export function tableFunction(name: string): TableFunction | null {
  const upper = name.toUpperCase();
  return tableFunctions().find((entry) => entry.name === upper) ?? null;
}

/** Every table function known. */
export function tableFunctions(): readonly TableFunction[] {
  return file.tableFunctions;
}

/** Arguments a table function takes beside its own for a format; null when it does not know the format. */
export function formatArguments(format: string): Readonly<Record<string, TableFunctionArgument>> | null {
  const known: Readonly<Record<string, Readonly<Record<string, TableFunctionArgument>>>> = file.formatArguments;
  return known[format] ?? null;
}

/** The formats that a table function knows. */
export function tableFunctionFormats(): readonly string[] {
  return Object.keys(file.formatArguments);
}

/**
 * The native type a type name in an EXTERN signature means (`long` → `LONG`, `ARRAY<string>` → `ARRAY<STRING>`), or null where Druid refuses it.
 * Simple names are case-insensitive, the prefixes `ARRAY<` and `COMPLEX<` are not; the closing bracket is not looked at, only cut off
 * (`COMPLEX<json` is COMPLEX<jso>). Source: Types.fromString; recorded on 24 to 33.
 */
export function signatureType(text: string): string | null {
  const scalars: Readonly<Record<string, string>> = file.signatureTypes.scalar;
  const scalar = scalars[text.toUpperCase()];
  if (scalar !== undefined) return scalar;
  if (text.startsWith("COMPLEX<")) return text.length === 8 ? null : `COMPLEX<${text.slice(8, -1)}>`;
  if (!text.startsWith("ARRAY<")) return null;
  const element = signatureType(text.slice(6, -1));
  return element === null ? null : `ARRAY<${element}>`;
}

/** True when the release can turn the native type of an EXTERN column into a SQL type: arrays of FLOAT, of arrays, of COMPLEX came late. */
export function isTranslatable(nativeType: string, release: Release): boolean {
  if (!nativeType.startsWith("ARRAY<")) return true;
  const arrays: Readonly<Record<string, number>> = file.signatureTypes.arraysSince;
  return release.major >= (arrays[nativeType] ?? file.signatureTypes.anyArraySince);
}

/** The native type a plain SQL type in EXTEND means (`VARCHAR` → `STRING`), or null where Druid refuses it. */
export function extendType(sqlType: string): string | null {
  const types: Readonly<Record<string, string>> = file.extendTypes.sql;
  return types[sqlType.toUpperCase()] ?? null;
}

/** True when the release's EXTEND takes arrays of the plain types (`VARCHAR ARRAY`). */
export function extendTakesArrays(release: Release): boolean {
  return release.major >= file.extendTypes.arraysSince;
}

function kindsOf(kinds: Kinds): readonly InputKind[] {
  return file[kinds] as unknown as readonly InputKind[];
}
