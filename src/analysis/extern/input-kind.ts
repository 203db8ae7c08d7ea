import { inputKind, inputKinds, type InputKind } from "../../druid/inputs.ts";
import { within, type Release } from "../../druid/releases.ts";
import { nearest as nearestNames } from "../../text/nearest.ts";
import { member, type JsonNode } from "./json.ts";
import { kindName, problemAt, type JsonProblem } from "./json-problem.ts";
import { valueProblem } from "./property-types.ts";

export interface TypedInput {
  /** Null where the type is missing or unknown. */
  readonly kind: InputKind | null;
  readonly problems: readonly JsonProblem[];
}

/** The kind that the property `type` names, as Jackson resolves it: the first `type` counts, its case matters. */
export function kindByType(node: JsonNode, kinds: "inputSources" | "inputFormats", release: Release): TypedInput {
  const what = kinds === "inputSources" ? "input source" : "input format";
  if (node.kind === "array") return kindByPosition(node, kinds, release) ?? { kind: null, problems: [problemAt(node, "extern-property-type", "shape", { what, found: kindName(node) })] };
  if (node.kind !== "object") return { kind: null, problems: [problemAt(node, "extern-property-type", "shape", { what, found: kindName(node) })] };
  const entry = member(node, "type");
  if (entry === null) return { kind: null, problems: [missingType(node, what)] };
  const type = entry.value.kind === "string" ? entry.value.value : null;
  const kind = type === null ? null : inputKind(kinds, type);
  if (kind !== null && (kind.extension !== undefined || within(release, kind))) return { kind, problems: [] };
  const types = inputKinds(kinds, release).map((known) => known.type);
  const data = { what, type: type ?? kindName(entry.value), suggestion: nearest(type ?? "", types), types: types.join(", ") };
  return { kind: null, problems: [problemAt(entry.value, "extern-unknown-type", data.suggestion === "" ? "unknown" : "suggest", data)] };
}

function missingType(node: JsonNode & { readonly kind: "object" }, what: string): JsonProblem {
  const other = node.members.find((entry) => entry.name.toLowerCase() === "type");
  if (other === undefined) return problemAt(node, "extern-missing-property", "type", { what });
  return problemAt({ start: other.nameStart, end: other.nameEnd }, "extern-missing-property", "type-case", { what, found: other.name });
}

/** A property that must be there; at the name that is nearly its own, where one is given. */
export function missingProperty(node: JsonNode, type: string, property: string): JsonProblem {
  const names = node.kind === "object" ? node.members.filter(({ name }) => name !== "type" && nearestNames(name, [property]).length > 0) : [];
  const [near] = names;
  if (near === undefined) return problemAt(node, "extern-missing-property", "property", { type, property });
  return problemAt({ start: near.nameStart, end: near.nameEnd }, "extern-missing-property", "misspelt", { type, property, found: near.name });
}

function nearest(text: string, names: readonly string[]): string {
  const lower = text.toLowerCase();
  return names.find((name) => name.toLowerCase() === lower) ?? (lower.length > 3 ? names.find((name) => name.startsWith(lower.slice(0, 3))) : undefined) ?? "";
}

/**
 * What Jackson refuses in the properties of a core kind: values of the wrong type, and a property given again after the last one
 * that the constructor waits for. Unknown properties pass; an extension's properties are not judged.
 */
export function propertyProblems(node: JsonNode, kind: InputKind, release: Release): readonly JsonProblem[] {
  const body = bodyOf(node);
  if (body.kind !== "object" || kind.extension !== undefined) return [];
  const expected = new Set(Object.keys(kind.properties).filter((name) => within(release, kind.properties[name] ?? {})));
  const waiting = kind.type === "http" ? null : new Set(expected);
  let complete = false;
  for (const entry of body.members) {
    const property = kind.properties[entry.name];
    if (property === undefined || !expected.has(entry.name)) continue;
    if (complete) return [problemAt({ start: entry.nameStart, end: entry.nameEnd }, "extern-duplicate-property", "again", { property: entry.name })];
    const problem = valueProblem(entry.name, entry.value, property.type, release);
    if (problem !== null) return [problem];
    complete = waiting !== null && waiting.delete(entry.name) ? waiting.size === 0 : complete;
  }
  return [];
}

/** The value of a property; the last one where it is given twice. */
export function valueOf(node: JsonNode, name: string): JsonNode | null {
  const body = bodyOf(node);
  if (body.kind !== "object") return null;
  return body.members.findLast((entry) => entry.name === name)?.value ?? null;
}

/** Jackson also takes `["json", {…}]`: the type id in front. */
function kindByPosition(node: JsonNode & { readonly kind: "array" }, kinds: "inputSources" | "inputFormats", release: Release): TypedInput | null {
  const [type, body] = node.items;
  if (node.items.length !== 2 || type?.kind !== "string" || body?.kind !== "object") return null;
  const kind = inputKind(kinds, type.value);
  return kind !== null && (kind.extension !== undefined || within(release, kind)) ? { kind, problems: [] } : null;
}

function bodyOf(node: JsonNode): JsonNode {
  return node.kind === "array" ? (node.items[1] ?? node) : node;
}
