import type { JSONPath } from "jsonc-parser";
import { inputKind, inputKinds, shapeOf, type InputProperty, type PropertyType } from "../../druid/inputs.ts";
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
  const object = objectAt(argument, place.atKey ? place.path : place.path.slice(0, -1), place);
  if (object === null) return { range: place.range, items: [] };
  const { kinds, properties } = object;
  if (place.atKey) return keyItems(place, [...(kinds === null ? [] : [typeKey]), ...keysOf(properties, release)]);
  const key = String(place.path.at(-1));
  if (kinds !== null && key === "type") return valueItems(place, inputKinds(kinds, release).map((kind) => kind.type));
  const property = properties[key];
  return valueItems(place, property?.values ?? (property?.type === "boolean" ? [true, false] : []));
}

const typeKey: JsonKey = { name: "type", detail: "required", value: '"$0"', order: 0 };

function keysOf(properties: Readonly<Record<string, InputProperty>>, release: Release): readonly JsonKey[] {
  return Object.entries(properties)
    .filter(([, property]) => within(release, property))
    .map(([name, property]) => ({ name, detail: `${property.type}${property.required === true ? ", required" : ""}`, value: beginningOf(property.type), order: property.required === true ? 1 : 2 }));
}

/** An object of the JSON text: one of a kind, which its `type` tells, or a part of another. */
interface KnownObject {
  readonly kinds: Kinds | null;
  readonly properties: Readonly<Record<string, InputProperty>>;
}

/** The object at a path; null for one of which nothing is known. */
function objectAt(argument: Kinds, path: JSONPath, place: JsonPlace): KnownObject | null {
  let object: KnownObject | null = kindObject(argument, [], place);
  for (const [depth, step] of path.entries()) {
    // An element of a list is what the list's property holds.
    if (typeof step === "number") {
      if (object?.kinds != null) object = kindObject(object.kinds, path.slice(0, depth + 1), place);
      continue;
    }
    const property: InputProperty | undefined = object?.properties[step];
    object = property === undefined ? null : objectOf(property, path.slice(0, depth + 1), place);
  }
  return object;
}

function objectOf(property: InputProperty, path: JSONPath, place: JsonPlace): KnownObject | null {
  const kinds = kindsOf(property.type);
  const shape = shapeOf(property);
  if (kinds !== null) return kindObject(kinds, path, place);
  return shape === null ? null : { kinds: null, properties: shape };
}

function kindObject(kinds: Kinds, path: JSONPath, place: JsonPlace): KnownObject {
  const type = typeAt(place, path);
  return { kinds, properties: (type === null ? null : inputKind(kinds, type)?.properties) ?? {} };
}

function kindsOf(type: PropertyType): Kinds | null {
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
