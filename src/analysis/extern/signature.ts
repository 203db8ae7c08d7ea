import { atLeast, type Release } from "../../druid/releases.ts";
import { kindName, problemAt, type JsonProblem } from "./json-problem.ts";
import { member, type JsonNode } from "./json.ts";

/** A column of a signature as Druid reads it. */
export interface SignatureColumn {
  readonly name: string;
  /** LONG, ARRAY<STRING>, COMPLEX<json>. */
  readonly nativeType: string;
  readonly node: JsonNode;
}

export interface Signature {
  readonly columns: readonly SignatureColumn[];
  readonly problems: readonly JsonProblem[];
}

/** Reads the JSON of a signature (RowSignature of ColumnSignature); every problem found, in the order of the text. */
export function readSignature(node: JsonNode, release: Release): Signature {
  if (node.kind !== "array") return { columns: [], problems: [problemAt(node, "signature-not-a-list", node.kind === "null" ? "null" : "shape", { found: kindName(node) })] };
  const columns: SignatureColumn[] = [];
  const problems: JsonProblem[] = [];
  for (const item of node.items) readColumn(item, release, columns, problems);
  if (problems.length === 0) problems.push(...conflicts(columns));
  return { columns, problems };
}

function readColumn(item: JsonNode, release: Release, columns: SignatureColumn[], problems: JsonProblem[]): void {
  if (item.kind !== "object") {
    problems.push(problemAt(item, "signature-not-a-list", "column", { found: kindName(item) }));
    return;
  }
  let name: JsonNode | null = null;
  let type: JsonNode | null = null;
  for (const entry of item.members) {
    if (entry.name !== "name" && entry.name !== "type") continue;
    if (name !== null && type !== null) {
      problems.push(problemAt({ start: entry.nameStart, end: entry.nameEnd }, "extern-duplicate-property", "again", { property: entry.name }));
      return;
    }
    if (entry.name === "name") name = entry.value;
    else type = entry.value;
  }
  const column = textOf(name);
  if (column === null || column === "") {
    problems.push(nameProblem(item, name));
    return;
  }
  const nativeType = columnType(type, column, release, item, problems);
  if (nativeType !== null) columns.push({ name: column, nativeType, node: item });
}

function nameProblem(item: JsonNode & { readonly kind: "object" }, name: JsonNode | null): JsonProblem {
  const only = item.members.length === 1 ? item.members[0] : undefined;
  const swapped = name === null && only?.value.kind === "string" ? { column: only.name, type: only.value.value } : null;
  return problemAt(name ?? item, "signature-missing-name", swapped === null ? "missing" : "pair", swapped ?? {});
}

function textOf(node: JsonNode | null): string | null {
  if (node === null) return null;
  if (node.kind === "string") return node.value;
  return node.kind === "number" ? node.text : node.kind === "boolean" ? String(node.value) : null;
}

function columnType(type: JsonNode | null, column: string, release: Release, item: JsonNode, problems: JsonProblem[]): string | null {
  const written = type?.kind === "string" ? type.value : type?.kind === "object" ? textOf(member(type, "type")?.value ?? null) : null;
  const native = type === null ? null : nativeTypeIn(type);
  if (native !== null && isTranslatable(native, release)) return timeProblem(column, native, type ?? item, problems);
  const suggestion = written === null ? "" : suggestedType(written);
  const message = type === null || type.kind === "null" ? "missing" : native !== null ? "not-yet" : suggestion === "" ? "unknown" : "suggest";
  problems.push(problemAt(type ?? item, "signature-invalid-type", message, { column, type: written ?? kindName(type ?? item), suggestion }));
  return null;
}

/** A name, or an object as ColumnType writes itself: `{"type": "ARRAY", "elementType": …}`, `{"type": "COMPLEX", "complexTypeName": …}`; null when it is no type. */
function nativeTypeIn(type: JsonNode): string | null {
  if (type.kind === "string") return nativeTypeOf(type.value);
  if (type.kind !== "object") return null;
  const kind = textOf(member(type, "type")?.value ?? null);
  const complex = kind?.toUpperCase() === "COMPLEX" ? textOf(member(type, "complexTypeName")?.value ?? null) : null;
  if (complex !== null) return `COMPLEX<${complex}>`;
  if (kind === null || kind.toUpperCase() !== "ARRAY") return kind === null ? null : nativeTypeOf(kind);
  const element = member(type, "elementType")?.value;
  const native = element === undefined ? null : nativeTypeIn(element);
  return native === null ? null : `ARRAY<${native}>`;
}

function timeProblem(column: string, native: string, place: JsonNode, problems: JsonProblem[]): string | null {
  if (column !== "__time" || native === "LONG") return native;
  problems.push(problemAt(place, "signature-time-not-long", "type", { type: native }));
  return null;
}

const SCALARS: Readonly<Record<string, string>> = {
  STRING: "STRING", LONG: "LONG", DOUBLE: "DOUBLE", FLOAT: "FLOAT", COMPLEX: "COMPLEX",
  STRING_ARRAY: "ARRAY<STRING>", LONG_ARRAY: "ARRAY<LONG>", DOUBLE_ARRAY: "ARRAY<DOUBLE>",
};

/** Types.fromString: plain names in any case, `ARRAY<` and `COMPLEX<` in upper case; the last character is taken for `>` unseen. */
export function nativeTypeOf(text: string): string | null {
  const scalar = SCALARS[text.toUpperCase()];
  if (scalar !== undefined) return scalar;
  if (text.startsWith("COMPLEX<") && text.length > "COMPLEX<".length) return `COMPLEX<${text.slice("COMPLEX<".length, -1)}>`;
  if (!text.startsWith("ARRAY<") || text.length <= "ARRAY<".length) return null;
  const element = nativeTypeOf(text.slice("ARRAY<".length, -1));
  return element === null ? null : `ARRAY<${element}>`;
}

const PLAIN_ARRAYS = new Set(["ARRAY<STRING>", "ARRAY<LONG>", "ARRAY<DOUBLE>"]);

/** Which arrays a release has a SQL type for: of FLOAT from 29, nested and of COMPLEX from 31. */
function isTranslatable(native: string, release: Release): boolean {
  if (!native.startsWith("ARRAY<") || PLAIN_ARRAYS.has(native)) return true;
  return atLeast(release, native === "ARRAY<FLOAT>" ? 29 : 31);
}

const SUGGESTIONS: readonly (readonly [RegExp, string])[] = [
  [/^(tiny|small|big)?int(eger)?$|^short$|^byte$|^timestamp$|^date$|^boolean$|^bool$/i, "long"],
  [/^(var)?char(acter)?(\(\d+\))?$|^text$|^str$|^string\W*$|^\s*string\s*$/i, "string"],
  [/^decimal|^numeric|^number$|^real$/i, "double"],
  [/^json$|^object$|^complex<json>$/i, "COMPLEX<json>"],
];

/** The type meant by a name of SQL's or of another case; empty where none is near. */
function suggestedType(text: string): string {
  const array = /^array<(\w+)>$/i.exec(text)?.[1] ?? /^(\w+)(?: array|\[\])$/i.exec(text)?.[1];
  if (array !== undefined) {
    const element = nativeTypeOf(array) ?? suggestedType(array).toUpperCase();
    return element === "" ? "" : `ARRAY<${element}>`;
  }
  const trimmed = text.trim();
  if (trimmed !== text && nativeTypeOf(trimmed) !== null) return trimmed;
  return SUGGESTIONS.find(([pattern]) => pattern.test(trimmed))?.[1] ?? "";
}

/** RowSignature.Builder: the same name with two types. The same name with one type passes here. */
function conflicts(columns: readonly SignatureColumn[]): readonly JsonProblem[] {
  const types = new Map<string, string>();
  for (const column of columns) {
    const earlier = types.get(column.name);
    if (earlier !== undefined && earlier !== column.nativeType) {
      return [problemAt(column.node, "signature-duplicate-column", "conflict", { column: column.name, first: earlier, second: column.nativeType })];
    }
    types.set(column.name, column.nativeType);
  }
  return [];
}
