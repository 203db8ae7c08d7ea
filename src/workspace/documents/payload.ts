import { getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError, type ParseOptions } from "jsonc-parser";
import type { ContextEntry } from "../../analysis/model.ts";
import { nearest } from "../../text/nearest.ts";
import { contextParameter } from "../../druid/context.ts";
import type { Block, Envelope, EnvelopeField, Extraction } from "./block.ts";
import { isDruidSql, isIngestion } from "./druid-only.ts";
import { mapJsonString } from "./json-string.ts";

/** Fields of Druid's SQL API beside `query`. */
const apiFields: readonly string[] = ["context", "parameters", "resultFormat", "header", "typesHeader", "sqlTypesHeader"];

/**
 * The payloads of a JSON document: its top object or the objects of its top array that have a text as `query`. Broken JSON is
 * only told of when a `query` was seen in it. `form` says what beside JSON may stand there; plain JSON is what Druid takes.
 */
export function extractPayloads(document: string, form: ParseOptions = { disallowComments: true }): Extraction {
  const errors: ParseError[] = [];
  const root = parseJson(document, errors, form);
  const [error] = errors;
  const payloads = root === undefined ? [] : payloadsOf(root);
  if (error !== undefined) {
    if (payloads.length === 0) return { kind: "blocks", blocks: [] };
    return { kind: "broken", message: `not valid JSON: ${explain(error)}`, offset: error.offset };
  }
  return { kind: "blocks", blocks: payloads.map((node) => blockOf(document, node)) };
}

/** The payloads that stand somewhere in a text, such as a script or an example: what is broken around `query` is let pass. */
export function findPayloads(text: string): readonly Block[] {
  const blocks: Block[] = [];
  const braceBefore = openBraces(text);
  let after = 0;
  let read = 0;
  for (const match of text.matchAll(/"query"\s*:\s*"/g)) {
    const start = braceBefore(match.index);
    if (start === null || start < after) continue;
    // Each is read up to its own end; where many have none, the work would grow with the square of the text.
    if (read > mostReadings * text.length + 1000) break;
    const payload = parseJson(text.slice(start));
    read += payload?.length ?? text.length - start;
    if (payload?.type !== "object" || propertyOf(payload, "query")?.children?.[1]?.type !== "string") continue;
    blocks.push(blockOf(text, shift(payload, start)));
    after = start + payload.length;
  }
  return blocks;
}

/** A text is read as a payload no more often than this, all readings added up. */
const mostReadings = 8;

/** Says which brace opens the object in which an offset stands; asked from left to right. */
function openBraces(text: string): (offset: number) => number | null {
  const open: number[] = [];
  let at = 0;
  return (offset) => {
    for (; at < offset; at++) {
      const character = text.charAt(at);
      if (character === "{") open.push(at);
      else if (character === "}") open.pop();
    }
    return open.at(-1) ?? null;
  };
}

/** A JSON value that is nested deeper than the reader goes counts as none. */
export function parseJson(text: string, errors: ParseError[] = [], options: ParseOptions = {}): Node | undefined {
  try {
    return parseTree(text, errors, options);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function shift(node: Node, by: number): Node {
  const children = node.children?.map((child) => shift(child, by));
  return { ...node, offset: node.offset + by, ...(children === undefined ? {} : { children }) };
}

const beginsAsSql = /^\s*(?:--|\/[*/]|\(|(?:SELECT|INSERT|REPLACE|WITH|EXPLAIN|SET|VALUES)\b)/i;

/** True when a payload is Druid's: by its SQL, its context or a field that only Druid's API has. Others that send SQL as `query` have no `context`. */
export function isDruidPayload({ map: { text }, context, envelope }: Block): boolean {
  if (isDruidSql(text)) return true;
  if (envelope?.fields.has("context") === true && (beginsAsSql.test(text) || beginsAlmostAsSql(text))) return true;
  if (context.some((entry) => contextParameter(entry.key) !== null || entry.key.startsWith("msq"))) return true;
  if (isDruidParameters(envelope?.fields.get("parameters")?.value)) return true;
  return apiFields.some((name) => name !== "context" && name !== "parameters" && envelope?.fields.has(name) === true);
}

/** A misspelt first word is a mistake to be told of; what has no words of SQL behind it is a question in another language. */
function beginsAlmostAsSql(text: string): boolean {
  const [, word = ""] = /^\s*([A-Za-z]+)\s[^]*\b(?:FROM|INTO)\b/i.exec(text) ?? [];
  return nearest(word, ["SELECT", "INSERT", "REPLACE", "EXPLAIN"]).length > 0;
}

/** Values with Druid's types by their place; other APIs name them. */
function isDruidParameters(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((each: unknown) => isTyped(each) && !("name" in each));
}

function isTyped(value: unknown): value is object {
  return typeof value === "object" && value !== null && "value" in value && "type" in value && typeof value.type === "string";
}

/** True when a payload holds nothing but what Druid's API reads, and a query's rows are to be written. */
export function isBareIngestion({ map, envelope }: Block): boolean {
  const names = [...(envelope?.fields.keys() ?? [])];
  return isIngestion(map.text) && names.every((name) => name === "query" || apiFields.includes(name));
}

function payloadsOf(root: Node): readonly Node[] {
  const candidates = root.type === "array" ? (root.children ?? []) : [root];
  return candidates.filter((node) => node.type === "object" && propertyOf(node, "query")?.children?.[1]?.type === "string");
}

function blockOf(document: string, payload: Node): Block {
  const query = propertyOf(payload, "query")?.children?.[1];
  if (query === undefined) throw new Error("a payload without query");
  return {
    map: mapJsonString(document, query.offset, query.offset + query.length),
    context: contextOf(payload),
    semicolons: "druid",
    envelope: envelopeOf(payload),
  };
}

/** Of a key given twice the last one counts, as in Jackson. */
function propertyOf(node: Node, key: string): Node | undefined {
  return (node.children ?? []).findLast((property) => property.children?.[0]?.value === key);
}

function contextOf(payload: Node): readonly ContextEntry[] {
  const context = propertyOf(payload, "context")?.children?.[1];
  if (context?.type !== "object") return [];
  return (context.children ?? []).flatMap((property): readonly ContextEntry[] => {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) return [];
    return [{ key: String(key.value), value: getNodeValue(value) as unknown, keyRange: innerRangeOf(key), valueRange: rangeOf(value), origin: "payload" }];
  });
}

function envelopeOf(payload: Node): Envelope {
  const fields = new Map<string, EnvelopeField>();
  for (const property of payload.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue;
    fields.set(String(key.value), {
      value: getNodeValue(value) as unknown,
      start: value.offset,
      end: value.offset + value.length,
      propertyStart: property.offset,
      propertyEnd: property.offset + property.length,
    });
  }
  return { fields, start: payload.offset, end: payload.offset + payload.length };
}

/** Within the quotes: a key is renamed without them, as in `SET`. */
function innerRangeOf(node: Node): readonly [number, number] {
  return [node.offset + 1, node.offset + node.length - 1];
}

function rangeOf(node: Node): readonly [number, number] {
  return [node.offset, node.offset + node.length];
}

function explain(error: ParseError): string {
  return printParseErrorCode(error.error).replace(/(?<!^)([A-Z])/g, " $1").toLowerCase();
}
