import type { JSONPath } from "jsonc-parser";
import { inputKind, inputKinds, type InputProperty, type PropertyType } from "../../druid/inputs.ts";
import { within, type Release } from "../../druid/releases.ts";
import type { CompletionList } from "./completion-items.ts";
import { jsonPlaceAt, keyItems, valueItems, type JsonKey, type JsonPlace } from "./json-place.ts";

/** EXTERN's arguments in their order. */
export type ExternArgument = "inputSources" | "inputFormats" | "signature";

type Kinds = "inputSources" | "inputFormats";

/** Keys and values that may stand at an offset of the JSON text of one of EXTERN's arguments. */
export function completeExtern(argument: ExternArgument, json: string, offset: number, release: Release): CompletionList {
  const place = jsonPlaceAt(json, offset);
  if (argument === "signature") return signatureItems(place);
  const objectPath = place.atKey ? place.path : place.path.slice(0, -1);
  const kinds = kindsAt(argument, objectPath, place);
  if (kinds === null) return { range: place.range, items: [] };
  const type = typeAt(place, objectPath);
  const properties = type === null ? null : (inputKind(kinds, type)?.properties ?? null);
  if (place.atKey) return keyItems(place, [typeKey, ...keysOf(properties ?? {}, release)]);
  const key = place.path.at(-1);
  if (key === "type") return valueItems(place, inputKinds(kinds, release).map((kind) => kind.type));
  return valueItems(place, properties?.[String(key)]?.type === "boolean" ? [true, false] : []);
}

const typeKey: JsonKey = { name: "type", detail: "required", value: '"$0"', order: 0 };

function keysOf(properties: Readonly<Record<string, InputProperty>>, release: Release): readonly JsonKey[] {
  return Object.entries(properties)
    .filter(([, property]) => within(release, property))
    .map(([name, property]) => ({ name, detail: `${property.type}${property.required === true ? ", required" : ""}`, value: beginningOf(property.type), order: property.required === true ? 1 : 2 }));
}

/** Which kinds the object at a path is one of: the argument's own, or those of a source or format within another; null for neither. */
function kindsAt(argument: Kinds, path: JSONPath, place: JsonPlace): Kinds | null {
  let kinds: Kinds | null = argument;
  for (let depth = 0; depth < path.length; depth++) {
    const step = path[depth];
    // An element of a list is what the list's property holds.
    if (typeof step === "number") continue;
    const type: string | null = kinds === null ? null : typeAt(place, path.slice(0, depth));
    kinds = kinds === null || type === null || step === undefined ? null : kindsOf(inputKind(kinds, type)?.properties[step]?.type);
  }
  return kinds;
}

function kindsOf(type: PropertyType | undefined): Kinds | null {
  switch (type) {
    case "input-source":
    case "input-sources":
      return "inputSources";
    case "input-format":
      return "inputFormats";
    default:
      return null;
  }
}

function typeAt(place: JsonPlace, path: JSONPath): string | null {
  const type: unknown = place.valueAt([...path, "type"])?.value;
  return typeof type === "string" ? type : null;
}

function beginningOf(type: PropertyType): string {
  switch (type) {
    case "boolean":
    case "integer":
    case "number":
      return "$0";
    case "object":
    case "input-source":
    case "input-format":
      return "{$0}";
    case "objects":
    case "input-sources":
      return "[{$0}]";
    case "strings":
    case "uris":
      return '["$0"]';
    case "string":
    case "string-or-strings":
    case "interval":
    case "password":
      return '"$0"';
  }
}

const signatureTypes = ["string", "long", "double", "float", "ARRAY<string>", "ARRAY<long>", "ARRAY<double>", "COMPLEX<json>"];

function signatureItems(place: JsonPlace): CompletionList {
  if (place.atKey) return keyItems(place, [{ name: "name", detail: "required", value: '"$0"', order: 0 }, { name: "type", detail: "required", value: '"$0"', order: 1 }]);
  return valueItems(place, place.path.at(-1) === "type" ? signatureTypes : []);
}
