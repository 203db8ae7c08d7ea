import { readJson, type JsonNode } from "../extern/json.ts";
import { splitCsvLine } from "./delimited.ts";
import { UNKNOWN, type Unknown, type Value } from "./values.ts";

/** A record of external data: fields by name. A list stands for a multi-value string. */
export type InputRecord = ReadonlyMap<string, Value | readonly Value[]>;

/** A line that Druid's reader cannot make a record of. */
export interface BadRecord {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  /** The name that a header holds twice, which no `maxParseExceptions` lets pass. */
  readonly twice?: string;
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

/** Every line is a record of its own; one without a field for a reader that expects an object gives a row of nulls. */
function readJsonLines(data: string): ReadRecords | Unknown {
  const records: InputRecord[] = [];
  const bad: BadRecord[] = [];
  const lines = data.split(lineEnd);
  if (lines.at(-1) === "") lines.pop();
  for (const [index, text] of lines.entries()) {
    const record = recordOfJson(text);
    if (record === UNKNOWN) return UNKNOWN;
    if (record === null) bad.push({ line: index + 1, text });
    else records.push(record);
  }
  return { records, bad };
}

/** Null where Jackson finds no value in the line; what follows the first value it leaves alone. Recorded with JsonInputFormat of 27.0.0. */
function recordOfJson(text: string): InputRecord | null | Unknown {
  const { node } = readJson(text);
  // A number with something behind it is read or refused by rules that are not followed here.
  if (/^[ \t]*[-\d]/u.test(text) && (node?.kind !== "number" || node.text !== text.trim())) return UNKNOWN;
  if (node === null) return null;
  return new Map(node.kind === "object" ? node.members.map(({ name, value }) => [name, valueOfJson(value)]) : []);
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
      return textInJava(node) ?? UNKNOWN;
  }
}

/** What Java makes of a JSON value as text, `{a=1, b=[x, null]}`; null where it writes numbers its own way. */
function textInJava(node: JsonNode): string | null {
  switch (node.kind) {
    case "null":
      return "null";
    case "string":
    case "boolean":
      return String(node.value);
    case "number":
      return node.integer && Number.isSafeInteger(Number(node.text)) ? BigInt(node.text).toString() : null;
    case "array":
      return joinedInJava("[", node.items.map(textInJava), "]");
    case "object":
      return joinedInJava("{", node.members.map(({ name, value }) => entryInJava(name, textInJava(value))), "}");
  }
}

function entryInJava(name: string, text: string | null): string | null {
  return text === null ? null : `${name}=${text}`;
}

function joinedInJava(open: string, texts: readonly (string | null)[], close: string): string | null {
  return texts.includes(null) ? null : open + texts.join(", ") + close;
}

function scalarOf(value: Value | readonly Value[]): Value {
  return Array.isArray(value) ? UNKNOWN : (value as Value);
}

function readDelimited(format: Format, data: string, delimiter: string): ReadRecords | Unknown {
  const listed = Array.isArray(format["columns"]) ? (format["columns"] as readonly unknown[]).map(String) : null;
  const fromHeader = format["findColumnsFromHeader"] === true || format["hasHeaderRow"] === true;
  const skip = typeof format["skipHeaderRows"] === "number" ? format["skipHeaderRows"] : 0;
  if (delimiter.length !== 1) return UNKNOWN;
  const split = (line: string): readonly string[] => (format["type"] === "csv" ? splitCsvLine(line, delimiter) : line.split(delimiter));
  const lines = data.split(lineEnd);
  if (lines.at(-1) === "") lines.pop();
  const rest = lines.slice(skip);
  const header = fromHeader ? rest.shift() : undefined;
  // Names in the data win over those of the format.
  const names = header === undefined ? listed : namesOfHeader(split(header));
  const twice = header === undefined ? null : repeatedIn(names ?? []);
  if (header !== undefined && twice !== null) return { records: [], bad: [{ line: skip + 1, text: header, twice }] };
  if (names === null) return fromHeader && lines.length <= skip ? { records: [], bad: [] } : UNKNOWN;
  const records = rest.map((line) => {
    const fields = split(line);
    return new Map<string, Value | readonly Value[]>(names.map((name, index) => [name, fieldOf(fields[index], format)]));
  });
  return { records, bad: [] };
}

/** A column without a name is called by its number. */
function namesOfHeader(header: readonly string[]): readonly string[] {
  return header.map((name, index) => (name === "" ? `column_${String(index + 1)}` : name));
}

function repeatedIn(names: readonly string[]): string | null {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name).size) ?? null;
}

function fieldOf(text: string | undefined, format: Format): Value | readonly Value[] {
  if (text === undefined || text === "") return null;
  const listDelimiter = typeof format["listDelimiter"] === "string" ? format["listDelimiter"] : "\u0001";
  return text.includes(listDelimiter) ? text.split(listDelimiter) : text;
}
