import { parseTree, printParseErrorCode, type Node, type ParseError } from "jsonc-parser";
import { lineStarts, positionAt } from "../text/lines.ts";
import { UsageError } from "./usage-error.ts";

export type JsonNode = Node;

/** Parses JSON with comments and trailing commas; `path` is for the message. Throws UsageError with the place of the first mistake. */
export function parseJsonFile(path: string, text: string): JsonNode {
  const errors: ParseError[] = [];
  const node = parseShallow(path, text, errors);
  const [error] = errors;
  if (text.trim() === "" || node === undefined) throw new UsageError(`${path}: is empty, expected a JSON object`);
  if (error !== undefined) throw new UsageError(`${placeIn(path, text, error.offset)}: not valid JSON: ${explain(error)}`);
  if (node.type !== "object") throw new UsageError(`${placeIn(path, text, node.offset)}: expected a JSON object`);
  return node;
}

function parseShallow(path: string, text: string, errors: ParseError[]): JsonNode | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${path}: is nested too deep`);
    throw error;
  }
}

/** `path:line:column`, as terminals make clickable. */
export function placeIn(path: string, text: string, offset: number): string {
  const { line, column } = positionAt(lineStarts(text), offset);
  return `${path}:${String(line)}:${String(column)}`;
}

function explain(error: ParseError): string {
  // "PropertyNameExpected" → "property name expected"
  return printParseErrorCode(error.error).replace(/(?<!^)([A-Z])/g, " $1").toLowerCase();
}

/** The value node of a key of an object node, or null. */
export function valueOf(node: JsonNode, key: string): JsonNode | null {
  for (const property of node.children ?? []) {
    if (property.children?.[0]?.value === key) return property.children[1] ?? null;
  }
  return null;
}
