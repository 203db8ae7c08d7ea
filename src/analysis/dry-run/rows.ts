import { readJson, type JsonNode } from "../extern/json.ts";
import { UNKNOWN, type Unknown, type Value } from "./values.ts";

/** A record of external data: fields by name. A list stands for a multi-value string. */
export type InputRecord = ReadonlyMap<string, Value | readonly Value[]>;

/** A line that Druid's reader cannot make a record of. */
export interface BadRecord {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

export interface ReadRecords {
  readonly records: readonly InputRecord[];
  readonly bad: readonly BadRecord[];
}

type Format = Readonly<Record<string, unknown>>;

/** Reads data as Druid's JSON, CSV and TSV readers do; unknown for other formats and for options that change the reading. */
export function readRecords(format: Format, data: string): ReadRecords | Unknown {
  switch (format["type"]) {
    case "json":
      return format["flattenSpec"] == null && format["featureSpec"] == null ? readJsonLines(data) : UNKNOWN;
    case "csv":
      return readDelimited(format, data, ",");
    case "tsv":
      return readDelimited(format, data, typeof format["delimiter"] === "string" ? format["delimiter"] : "\t");
    default:
      return UNKNOWN;
  }
}

const lineEnd = /\r\n|\n|\r/u;

function readJsonLines(data: string): ReadRecords | Unknown {
  const records: InputRecord[] = [];
  const bad: BadRecord[] = [];
  for (const [index, text] of data.split(lineEnd).entries()) {
    if (text.trim() === "") continue;
    const record = recordOfJson(text);
    if (record === UNKNOWN) return UNKNOWN;
    if (record === null) bad.push({ line: index + 1, text });
    else records.push(record);
  }
  return { records, bad };
}

/** Null where Jackson finds no value in the line; what follows the first value it leaves alone. */
function recordOfJson(text: string): InputRecord | null | Unknown {
  const { node } = readJson(text);
  if (node === null) return null;
  return node.kind === "object" ? new Map(node.members.map(({ name, value }) => [name, valueOfJson(value)])) : UNKNOWN;
}

function valueOfJson(node: JsonNode): Value | readonly Value[] {
  switch (node.kind) {
    case "null":
      return null;
    case "string":
    case "boolean":
      return node.value;
    case "number":
      if (!node.integer) return Number(node.text);
      return Number.isSafeInteger(Number(node.text)) ? BigInt(node.text) : UNKNOWN;
    case "array":
      return node.items.map((item) => scalarOf(valueOfJson(item)));
    case "object":
      return UNKNOWN;
  }
}

function scalarOf(value: Value | readonly Value[]): Value {
  return Array.isArray(value) ? UNKNOWN : (value as Value);
}

function readDelimited(format: Format, data: string, delimiter: string): ReadRecords | Unknown {
  const listed = Array.isArray(format["columns"]) ? (format["columns"] as readonly unknown[]).map(String) : null;
  const fromHeader = format["findColumnsFromHeader"] === true || format["hasHeaderRow"] === true;
  const skip = typeof format["skipHeaderRows"] === "number" ? format["skipHeaderRows"] : 0;
  // A quoted field may hold a line end or a delimiter; Druid's reader joins lines then, which is not followed here.
  if (data.includes('"') || delimiter.length !== 1) return UNKNOWN;
  const lines = data.split(lineEnd).filter((line, index, all) => line !== "" || index < all.length - 1).slice(skip);
  const header = fromHeader ? lines.shift() : undefined;
  const names = listed ?? header?.split(delimiter) ?? null;
  if (names === null) return UNKNOWN;
  const records = lines.map((line) => {
    const fields = line.split(delimiter);
    return new Map<string, Value>(names.map((name, index) => [name, fieldOf(fields[index], format)]));
  });
  return { records, bad: [] };
}

function fieldOf(text: string | undefined, format: Format): Value {
  if (text === undefined || text === "") return null;
  const listDelimiter = typeof format["listDelimiter"] === "string" ? format["listDelimiter"] : "\u0001";
  return text.includes(listDelimiter) ? UNKNOWN : text;
}
