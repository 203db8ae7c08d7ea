import type { Release } from "../../druid/releases.ts";
import type { Argument, FunctionCall, StringLiteral, TableFunction } from "../../syntax/nodes.ts";
import { bindArguments, textArgument } from "../extern/arguments.ts";
import { jsonOfLiteral, type JsonMember, type JsonNode } from "../extern/json.ts";
import { rangeInLiteral } from "../extern/literal-offsets.ts";
import { createMemo } from "../memo.ts";

/** An argument of EXTERN that holds JSON, with the literal it is written in. */
export interface JsonArgument {
  readonly literal: StringLiteral;
  readonly node: JsonNode;
}

/** What a call of EXTERN says; a part is null where it is missing, no literal or no JSON. */
export interface ExternInput {
  readonly table: TableFunction;
  readonly call: FunctionCall;
  readonly source: JsonArgument | null;
  readonly format: JsonArgument | null;
  readonly signature: JsonArgument | null;
}

const inputs = createMemo<TableFunction, ExternInput | null>();

/** The parts of TABLE(EXTERN(…)), read once for all rules; null for another table function, or where its arguments do not bind. */
export function externInput(table: TableFunction, release: Release): ExternInput | null {
  let input = inputs.values.get(table);
  if (input === undefined) {
    input = readInput(table, release);
    inputs.values.set(table, input);
  }
  return input;
}

function readInput(table: TableFunction, release: Release): ExternInput | null {
  const { call } = table;
  if (call.kind !== "FunctionCall" || call.name.parts.at(-1)?.name.toUpperCase() !== "EXTERN") return null;
  const bound = bindArguments(call, ["inputSource", "inputFormat", "signature"]);
  if (bound.fault !== null) return null;
  const part = (name: string): JsonArgument | null => jsonArgument(bound.values.get(name), release);
  return { table, call, source: part("inputSource"), format: part("inputFormat"), signature: part("signature") };
}

function jsonArgument(argument: Argument | undefined, release: Release): JsonArgument | null {
  const text = argument === undefined ? null : textArgument(argument, release);
  if (text?.kind !== "text") return null;
  const { node } = jsonOfLiteral(text.literal);
  return node === null ? null : { literal: text.literal, node };
}

/** Members of an input source or format; empty where it is no object. */
export function membersOf(node: JsonNode): readonly JsonMember[] {
  return node.kind === "object" ? node.members : [];
}

/** The value of a property, the last one where it is given twice; null where it is absent or JSON null. */
export function propertyOf(node: JsonNode, name: string): JsonNode | null {
  const members = membersOf(node);
  for (let index = members.length - 1; index >= 0; index--) {
    const entry = members[index];
    if (entry?.name === name) return entry.value.kind === "null" ? null : entry.value;
  }
  return null;
}

/** The text of a property; null where it is absent or no string. */
export function textProperty(node: JsonNode, name: string): string | null {
  const value = propertyOf(node, name);
  return value?.kind === "string" ? value.value : null;
}

/** True where a property is set, as Jackson reads a Boolean. */
export function flagProperty(node: JsonNode, name: string): boolean {
  const value = propertyOf(node, name);
  return value?.kind === "boolean" ? value.value : value?.kind === "string" && value.value.toLowerCase() === "true";
}

/** The strings of a list property; null where it is absent or no list of strings. */
export function textsProperty(node: JsonNode, name: string): readonly string[] | null {
  const value = propertyOf(node, name);
  if (value?.kind !== "array") return null;
  const texts = value.items.map((item) => (item.kind === "string" ? item.value : null));
  return texts.includes(null) ? null : (texts as string[]);
}

/** The place in the SQL text of something in an argument's JSON. */
export function placeInJson(text: string, argument: JsonArgument, part: { readonly start: number; readonly end: number }): { readonly start: number; readonly end: number } {
  return rangeInLiteral(text, argument.literal, part.start, part.end);
}

/** True where places in the JSON map exactly to the SQL text, so that an edit can be made there. */
export function isEditable(argument: JsonArgument): boolean {
  return argument.literal.form === "plain";
}

/** A text as it stands in a JSON string within a SQL literal, quotes included. */
export function jsonTextInSql(value: string): string {
  return JSON.stringify(value).replaceAll("'", "''");
}

/** A column that a signature declares. */
export interface DeclaredColumn {
  readonly name: string;
  readonly type: string | null;
  readonly node: JsonNode;
}

const declared = createMemo<JsonNode, readonly DeclaredColumn[]>();

/** The columns that a signature declares, read once for all rules; null where there is none or it is no list. */
export function declaredColumns({ signature }: ExternInput): readonly DeclaredColumn[] | null {
  if (signature?.node.kind !== "array") return null;
  let columns = declared.values.get(signature.node);
  if (columns === undefined) declared.values.set(signature.node, (columns = signature.node.items.flatMap(readDeclaration)));
  return columns;
}

function readDeclaration(item: JsonNode): readonly DeclaredColumn[] {
  let name: string | null = null;
  let type: string | null = null;
  for (const { name: property, value } of membersOf(item)) {
    const text = value.kind === "string" ? value.value : null;
    if (property === "name") name = text;
    else if (property === "type") type = text;
  }
  return name === null ? [] : [{ name, type, node: item }];
}
