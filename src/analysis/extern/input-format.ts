import type { InputKind } from "../../druid/inputs.ts";
import { before, type Release } from "../../druid/releases.ts";
import { kindByType, propertyProblems, valueOf } from "./input-kind.ts";
import type { JsonNode } from "./json.ts";
import { kindName, problemAt, type JsonProblem } from "./json-problem.ts";
import { valueProblem } from "./property-types.ts";

/** What Druid refuses in the JSON of an input format, in the order in which it meets it. */
export function inputFormatProblems(node: JsonNode, release: Release): readonly JsonProblem[] {
  const typed = kindByType(node, "inputFormats", release);
  if (typed.kind === null) return typed.problems;
  const problems = propertyProblems(node, typed.kind, release);
  return problems.length > 0 ? problems : constructorProblems(node, typed.kind, release);
}

function constructorProblems(node: JsonNode, kind: InputKind, release: Release): readonly JsonProblem[] {
  switch (kind.type) {
    case "json":
      return jsonProblems(node, release);
    case "csv":
    case "tsv":
      return textProblems(node, kind);
    default:
      return [];
  }
}

function jsonProblems(node: JsonNode, release: Release): readonly JsonProblem[] {
  const flatten = valueOf(node, "flattenSpec");
  const inFlatten = flatten === null ? [] : flattenProblems(flatten, release);
  if (inFlatten.length > 0) return inFlatten;
  const features = valueOf(node, "featureSpec");
  const inFeatures = features === null ? [] : featureProblems(features, release);
  if (inFeatures.length > 0) return inFeatures;
  const reader = valueOf(node, "useJsonNodeReader");
  if (before(release, 25) || reader === null || !isTrue(reader) || !isTrue(valueOf(node, "assumeNewlineDelimited"))) return [];
  return [problemAt(reader, "extern-json-reader-conflict", "both")];
}

const FIELD_TYPES = new Set(["ROOT", "PATH", "JQ", "TREE"]);

function flattenProblems(flatten: JsonNode, release: Release): readonly JsonProblem[] {
  const discovery = valueOf(flatten, "useFieldDiscovery");
  const flag = discovery === null ? null : valueProblem("useFieldDiscovery", discovery, "boolean", release);
  if (flag !== null) return [flag];
  const fields = valueOf(flatten, "fields");
  if (fields === null || fields.kind === "null") return [];
  if (fields.kind !== "array") return [problemAt(fields, "extern-property-type", "type", { property: "fields", expected: "a list of objects", found: kindName(fields) })];
  for (const field of fields.items) {
    const problem = fieldProblem(field, release);
    if (problem !== null) return [problem];
  }
  return [];
}

function fieldProblem(field: JsonNode, release: Release): JsonProblem | null {
  if (field.kind === "string" || field.kind === "null") return null;
  if (field.kind !== "object") return problemAt(field, "extern-property-type", "type", { property: "fields", expected: "objects", found: kindName(field) });
  const type = valueOf(field, "type");
  if (type === null || type.kind === "null") return before(release, 25) ? null : problemAt(field, "extern-missing-property", "flatten", { property: "type" });
  if (type.kind !== "string" || !FIELD_TYPES.has(type.value.toUpperCase())) {
    return problemAt(type, "extern-property-value", "field-type", { property: "type", value: type.kind === "string" ? type.value : kindName(type) });
  }
  const name = valueOf(field, "name");
  if (name === null || name.kind === "null") return problemAt(field, "extern-missing-property", "flatten", { property: "name" });
  const needed = type.value.toUpperCase() === "TREE" ? "nodes" : type.value.toUpperCase() === "ROOT" ? null : "expr";
  const value = needed === null ? field : valueOf(field, needed);
  const missing = value === null || value.kind === "null" || (value.kind === "array" && value.items.length === 0);
  return missing && needed !== null ? problemAt(field, "extern-missing-property", "flatten", { property: needed }) : null;
}

/** Constants of Jackson's JsonParser.Feature. */
const FEATURES = new Set([
  "AUTO_CLOSE_SOURCE", "ALLOW_COMMENTS", "ALLOW_YAML_COMMENTS", "ALLOW_UNQUOTED_FIELD_NAMES", "ALLOW_SINGLE_QUOTES",
  "ALLOW_UNQUOTED_CONTROL_CHARS", "ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER", "ALLOW_NUMERIC_LEADING_ZEROS",
  "ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS", "ALLOW_NON_NUMERIC_NUMBERS", "ALLOW_MISSING_VALUES", "ALLOW_TRAILING_COMMA",
  "STRICT_DUPLICATE_DETECTION", "IGNORE_UNDEFINED", "INCLUDE_SOURCE_IN_LOCATION",
]);

function featureProblems(features: JsonNode, release: Release): readonly JsonProblem[] {
  if (features.kind !== "object") return [];
  for (const entry of features.members) {
    const flag = valueProblem(entry.name, entry.value, "boolean", release);
    if (flag !== null) return [flag];
    if (entry.value.kind === "null" || isBlank(entry.value)) return [problemAt(entry.value, "extern-property-type", "type", { property: entry.name, expected: "true or false", found: "null" })];
    if (!FEATURES.has(entry.name) || (before(release, 28) && entry.name === "ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS")) return [problemAt({ start: entry.nameStart, end: entry.nameEnd }, "extern-property-value", "feature", { property: "featureSpec", value: entry.name })];
  }
  return [];
}

function textProblems(node: JsonNode, kind: InputKind): readonly JsonProblem[] {
  const columns = columnNames(node);
  const header = valueOf(node, "findColumnsFromHeader");
  const oldHeader = valueOf(node, "hasHeaderRow");
  const given = [header, oldHeader].filter((value): value is JsonNode => value !== null && value.kind !== "null" && !isBlank(value));
  if (columns.length === 0 && given.length !== 1) {
    return [problemAt(given[1] ?? node, "extern-csv-columns", given.length === 0 ? "neither" : "both-flags", { type: kind.type })];
  }
  const written = kind.properties["delimiter"] === undefined ? null : textOf(valueOf(node, "delimiter"));
  const delimiter = written ?? kind.delimiter ?? "\t";
  const lists = valueOf(node, "listDelimiter");
  if (lists !== null && textOf(lists) === delimiter) return [problemAt(lists, "extern-csv-columns", "same-delimiter", { type: kind.type, delimiter })];
  if (columns.length === 0) return isTrue(given[0] ?? null) ? [] : [problemAt(given[0] ?? node, "extern-csv-columns", "no-header", { type: kind.type })];
  const named = columns.find((column) => column.name.includes(delimiter));
  return named === undefined ? [] : [problemAt(named.node, "extern-csv-columns", "delimiter-in-name", { type: kind.type, column: named.name, delimiter })];
}

function columnNames(node: JsonNode): readonly { readonly name: string; readonly node: JsonNode }[] {
  const columns = valueOf(node, "columns");
  return columns?.kind === "array" ? columns.items.map((item) => ({ name: textOf(item) ?? "", node: item })) : [];
}

function textOf(value: JsonNode | null): string | null {
  if (value === null || value.kind === "null") return null;
  if (value.kind === "string") return value.value;
  return value.kind === "number" ? value.text : value.kind === "boolean" ? String(value.value) : null;
}

function isBlank(value: JsonNode): boolean {
  return value.kind === "string" && value.value.trim() === "";
}

/** True as Jackson's coercion to Boolean gives it. */
function isTrue(value: JsonNode | null): boolean {
  if (value === null) return false;
  if (value.kind === "boolean") return value.value;
  if (value.kind === "number") return Number(value.text) !== 0;
  return value.kind === "string" && value.value.trim().toLowerCase() === "true";
}
