import { findNodeAtLocation, getLocation, parseTree, type JSONPath, type Node } from "jsonc-parser";
import type { Completion, CompletionList } from "./completion-items.ts";
import type { Span } from "./text-view.ts";

/** Where an offset stands in a JSON text, however much of it has been typed. */
export interface JsonPlace {
  /** Of the value or, at a key, of the object. */
  readonly path: JSONPath;
  readonly atKey: boolean;
  /** The key's or value's own text, its quotes included; empty where nothing has been typed yet. */
  readonly range: Span;
  /** A colon already stands behind the key. */
  readonly hasValue: boolean;
  readonly valueAt: (path: JSONPath) => Node | undefined;
}

export function jsonPlaceAt(json: string, offset: number): JsonPlace {
  const location = getLocation(json, offset);
  const root = parseTree(json);
  const { previousNode } = location;
  const typed = previousNode !== undefined && previousNode.offset < offset && offset <= previousNode.offset + previousNode.length ? previousNode : null;
  // A text without its closing quote would reach to the end: only what stands before the cursor is known to belong to it.
  const closed = typed !== null && (typed.type !== "string" || (json.charAt(typed.offset + typed.length - 1) === '"' && typed.length > 1 && !/[\r\n]/u.test(json.slice(typed.offset, typed.offset + typed.length))));
  const range = typed === null ? { start: offset, end: offset } : { start: typed.offset, end: closed ? typed.offset + typed.length : offset };
  return {
    path: location.isAtPropertyKey ? location.path.slice(0, -1) : location.path,
    atKey: location.isAtPropertyKey,
    range,
    hasValue: /^\s*:/u.test(json.slice(range.end)),
    valueAt: (path) => (root === undefined ? undefined : findNodeAtLocation(root, path)),
  };
}

/** A key that an object may have. */
export interface JsonKey {
  readonly name: string;
  readonly detail: string;
  /** How a value of it begins, `$0` being the cursor. */
  readonly value: string;
  readonly order: number;
}

/** The keys that the object does not have yet. */
export function keyItems(place: JsonPlace, keys: readonly JsonKey[], kind: Completion["kind"] = "property"): CompletionList {
  const object = place.valueAt(place.path);
  const present = new Set((object?.children ?? []).filter((property) => property.offset !== place.range.start).map((property) => String(property.children?.[0]?.value)));
  const items = keys
    .filter((key) => !present.has(key.name))
    .map((key) => ({ label: key.name, kind, detail: key.detail, insert: place.hasValue ? `"${key.name}"` : `"${key.name}": ${key.value}`, order: key.order }));
  return { range: place.range, items };
}

/** Values as JSON writes them. */
export function valueItems(place: JsonPlace, values: readonly (string | boolean | number)[], detail = ""): CompletionList {
  const items = values.map((value, index) => ({ label: String(value), kind: "value" as const, detail, insert: JSON.stringify(value), order: index }));
  return { range: place.range, items };
}
