import type { JsonNode } from "./json.ts";

/** What Druid's reader refuses in the JSON of an argument; offsets into the JSON text. */
export interface JsonProblem {
  readonly rule: string;
  readonly message: string;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
  readonly start: number;
  readonly end: number;
}

export function problemAt(place: { readonly start: number; readonly end: number }, rule: string, message: string, data: JsonProblem["data"] = {}): JsonProblem {
  return { rule, message, data, start: place.start, end: place.end };
}

const KINDS: Readonly<Record<JsonNode["kind"], string>> = {
  object: "an object",
  array: "a list",
  string: "a string",
  number: "a number",
  boolean: "a boolean",
  null: "null",
};

/** `an object`, `a string` … for messages. */
export function kindName(node: JsonNode): string {
  return KINDS[node.kind];
}
