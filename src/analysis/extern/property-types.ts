import type { PropertyType } from "../../druid/inputs.ts";
import { before, type Release } from "../../druid/releases.ts";
import type { JsonNode } from "./json.ts";
import { parseJavaUri } from "./java-uri.ts";
import { kindName, problemAt, type JsonProblem } from "./json-problem.ts";

const EXPECTED: Readonly<Record<PropertyType, string>> = {
  string: "a string",
  boolean: "true or false",
  integer: "a whole number",
  number: "a number",
  object: "an object",
  objects: "a list of objects",
  strings: "a list of strings",
  "string-or-strings": "a string or a list of strings",
  uris: "a list of URIs",
  interval: "an interval",
  password: "a string or a password provider",
  "input-source": "an input source",
  "input-sources": "a list of input sources",
  "input-format": "an input format",
};

/** What Jackson refuses in a property's value of that type; null is always taken. The content of nested inputs is not looked at. */
export function valueProblem(name: string, value: JsonNode, type: PropertyType, release: Release): JsonProblem | null {
  if (value.kind === "null" || fits(value, type, release)) return type === "uris" ? uriProblem(name, value) : null;
  const wrapped = (type === "strings" || type === "uris") && value.kind === "string";
  return problemAt(value, "extern-property-type", wrapped ? "list" : "type", { property: name, expected: EXPECTED[type], found: kindName(value) });
}

function fits(value: JsonNode, type: PropertyType, release: Release): boolean {
  switch (type) {
    case "string":
    case "interval":
      return isScalar(value);
    case "boolean":
      return isBoolean(value, release);
    case "integer":
      return isInteger(value, release);
    case "number":
      return value.kind === "number" || (value.kind === "string" && (value.value.trim() === "" || Number.isFinite(Number(value.value))));
    case "strings":
    case "uris":
      return value.kind === "array" && value.items.every(isScalar);
    case "string-or-strings":
      return isScalar(value) || (value.kind === "array" && value.items.every((item) => item.kind === "null" || isScalar(item)));
    case "objects":
    case "input-sources":
      return value.kind === "array" && value.items.every((item) => item.kind === "object" || item.kind === "null");
    case "password":
      return value.kind === "string" || value.kind === "object";
    case "object":
    case "input-source":
    case "input-format":
      return value.kind === "object";
  }
}

/** Jackson takes numbers and booleans for text. */
function isScalar(value: JsonNode): boolean {
  return value.kind === "string" || value.kind === "number" || value.kind === "boolean";
}

const BOOLEAN_TEXT = new Set(["", "true", "false", "True", "False"]);

/** Jackson 2.12 (28 on) takes TRUE and FALSE too, and no longer text of blanks. */
function isBoolean(value: JsonNode, release: Release): boolean {
  if (value.kind === "boolean") return true;
  if (value.kind === "number") return value.integer;
  if (value.kind !== "string") return false;
  const text = value.value.trim();
  if (before(release, 28)) return BOOLEAN_TEXT.has(text);
  return text === "" ? value.value === "" : BOOLEAN_TEXT.has(text) || text === "TRUE" || text === "FALSE";
}

/** A 32-bit number (a fraction is cut) or the text of a whole one. */
function isInteger(value: JsonNode, release: Release): boolean {
  if (value.kind === "number") return Math.abs(Math.trunc(Number(value.text))) < 2 ** 31;
  if (value.kind !== "string") return false;
  if (value.value.trim() === "") return value.value === "" || before(release, 28);
  return /^\s*[+-]?\d{1,10}\s*$/.test(value.value);
}

function uriProblem(name: string, value: JsonNode): JsonProblem | null {
  if (value.kind !== "array") return null;
  for (const item of value.items) {
    const text = item.kind === "string" ? item.value.trim() : null;
    if (text !== null && text !== "" && parseJavaUri(text) === null) return problemAt(item, "extern-property-value", "uri", { property: name, value: text });
  }
  return null;
}
