import { inputKind, type InputKind } from "../../druid/inputs.ts";
import { atLeast, type Release } from "../../druid/releases.ts";
import { kindByType, missingProperty, propertyProblems, valueOf } from "./input-kind.ts";
import { parseJavaUri } from "./java-uri.ts";
import type { JsonNode } from "./json.ts";
import { problemAt, type JsonProblem } from "./json-problem.ts";

/** What Druid refuses in the JSON of an input source, in the order in which it meets it. */
export function inputSourceProblems(node: JsonNode, release: Release): readonly JsonProblem[] {
  const typed = kindByType(node, "inputSources", release);
  if (typed.kind === null) return typed.problems;
  const problems = propertyProblems(node, typed.kind, release);
  if (problems.length > 0) return problems;
  return [...systemFieldProblems(node, typed.kind, release), ...constructorProblems(node, typed.kind, release)];
}

const SYSTEM_FIELDS = new Set(["__file_uri", "__file_bucket", "__file_path"]);

function systemFieldProblems(node: JsonNode, kind: InputKind, release: Release): readonly JsonProblem[] {
  const fields = atLeast(release, 29) && kind.extension === undefined && kind.properties["systemFields"] !== undefined ? valueOf(node, "systemFields") : null;
  if (fields?.kind !== "array") return [];
  const odd = fields.items.find((item) => item.kind !== "null" && !(item.kind === "string" && SYSTEM_FIELDS.has(item.value)));
  return odd === undefined ? [] : [problemAt(odd, "extern-property-value", "system-field", { property: "systemFields", allowed: [...SYSTEM_FIELDS].join(", ") })];
}

/** Checks of the constructors of Druid's core sources; an extension's are only known from its source. */
function constructorProblems(node: JsonNode, kind: InputKind, release: Release): readonly JsonProblem[] {
  switch (kind.type) {
    case "inline":
      return inlineProblems(node);
    case "http":
      return httpProblems(node, kind, release);
    case "local":
      return localProblems(node);
    case "combining":
      return combiningProblems(node, release);
    default:
      return [];
  }
}

function inlineProblems(node: JsonNode): readonly JsonProblem[] {
  const data = valueOf(node, "data");
  if (data === null || data.kind === "null") return [data === null ? missingProperty(node, "inline", "data") : problemAt(data, "extern-missing-property", "property", { type: "inline", property: "data" })];
  return data.kind === "string" && data.value === "" ? [problemAt(data, "extern-missing-property", "empty", { type: "inline", property: "data" })] : [];
}

function httpProblems(node: JsonNode, kind: InputKind, release: Release): readonly JsonProblem[] {
  const uris = valueOf(node, "uris");
  if (uris === null || uris.kind !== "array") return [uris === null ? missingProperty(node, "http", "uris") : problemAt(uris, "extern-missing-property", "property", { type: "http", property: "uris" })];
  if (uris.items.length === 0) return [problemAt(uris, "extern-missing-property", "empty", { type: "http", property: "uris" })];
  const schemes = kind.properties["uris"]?.schemes ?? [];
  for (const item of uris.items) {
    const text = item.kind === "string" ? item.value.trim() : item.kind === "number" ? item.text : "";
    const scheme = parseJavaUri(text)?.scheme?.toLowerCase();
    if (scheme === undefined || !schemes.includes(scheme)) {
      const message = scheme === undefined ? "no-scheme" : "scheme";
      return [problemAt(item, "extern-property-value", message, { property: "uris", value: text, allowed: schemes.join(", ") })];
    }
  }
  const headers = valueOf(node, "requestHeaders");
  if (headers?.kind !== "object" || headers.members.length === 0 || !atLeast(release, 32)) return [];
  return [problemAt(headers, "extern-property-value", "headers", { property: "requestHeaders", value: headers.members[0]?.name ?? "" })];
}

function localProblems(node: JsonNode): readonly JsonProblem[] {
  const files = valueOf(node, "files");
  const base = valueOf(node, "baseDir");
  const hasBase = base !== null && base.kind !== "null" && !(base.kind === "string" && base.value.trim() === "");
  if (!hasBase && !(files?.kind === "array" && files.items.length > 0)) {
    return [problemAt(node, "extern-missing-property", "any-of", { type: "local", property: "baseDir, files" })];
  }
  const filter = valueOf(node, "filter");
  if (!hasBase || (filter !== null && filter.kind !== "null")) return [];
  return [problemAt(base, "extern-missing-property", "beside", { type: "local", property: "filter", beside: "baseDir" })];
}

function combiningProblems(node: JsonNode, release: Release): readonly JsonProblem[] {
  const delegates = valueOf(node, "delegates");
  if (delegates?.kind !== "array" || delegates.items.length === 0) {
    return [delegates === null ? missingProperty(node, "combining", "delegates") : problemAt(delegates, "extern-missing-property", "property", { type: "combining", property: "delegates" })];
  }
  for (const item of delegates.items) {
    if (item.kind === "null" && atLeast(release, 28)) continue;
    const problems = inputSourceProblems(item, release);
    if (problems.length > 0) return problems;
    const type = valueOf(item, "type");
    const kind = type?.kind === "string" ? inputKind("inputSources", type.value) : null;
    if (kind?.splittable === false) return [problemAt(item, "extern-combining-inline", "delegate", { type: kind.type })];
  }
  return [];
}
