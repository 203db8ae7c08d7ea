import { trimEndOf } from "../../text/trim.ts";
import { isScalar, LineCounter, parseAllDocuments, visit, type Scalar } from "yaml";
import { OffsetMapBuilder, type OffsetMap } from "../../text/offset-map.ts";
import { lineStarts } from "../../text/lines.ts";
import { isDruidStatement } from "./druid-only.ts";
import { mapJsonString } from "./json-string.ts";

/** The texts of a YAML file that may be SQL, with their places: block scalars and statements of Druid's under any key, other scalars of the given keys. */
export function yamlScalars(text: string, keys: readonly string[]): readonly OffsetMap[] {
  const maps: OffsetMap[] = [];
  // Whether keys are unique is nobody's question here, and costs the square of their number.
  for (const document of parseAllDocuments(text, { lineCounter: new LineCounter(), logLevel: "silent", uniqueKeys: false })) {
    if (!("contents" in document)) continue;
    visit(document, {
      Pair(_, pair) {
        const key = isScalar(pair.key) ? String(pair.key.value) : "";
        if (isText(pair.value) && (isBlock(pair.value) || keys.includes(key) || isDruidStatement(pair.value.value))) addMap(text, pair.value, maps);
      },
      Seq(_, { items }) {
        for (const item of items) if (isText(item) && (isBlock(item) || isDruidStatement(item.value))) addMap(text, item, maps);
      },
    });
  }
  return maps;
}

function isText(node: unknown): node is Scalar<string> {
  return isScalar(node) && typeof node.value === "string";
}

function isBlock({ type }: Scalar): boolean {
  return type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";
}

function addMap(text: string, scalar: Scalar<string>, maps: OffsetMap[]): void {
  const { range } = scalar;
  if (range === undefined || range === null) return;
  const map = mapScalar(text, scalar, range[0], range[1]);
  if (map !== null) maps.push(map);
}

/** Null for quoted text over several lines. */
function mapScalar(text: string, scalar: Scalar<string>, start: number, end: number): OffsetMap | null {
  const source = text.slice(start, end);
  const isOneLine = !/[\r\n]/.test(source);
  switch (scalar.type) {
    case "BLOCK_LITERAL":
      return mapBlock(text, start, end);
    case "BLOCK_FOLDED":
      return onlyIf(mapFolded(text, start, end), scalar);
    case "PLAIN":
      return onlyIf(isOneLine ? verbatim(source, start) : mapFlow(text, start, end), scalar);
    case "QUOTE_DOUBLE": {
      if (!isOneLine) return null;
      const map = mapJsonString(text, start, end);
      return map.text === scalar.value ? map : null;
    }
    case "QUOTE_SINGLE":
      return isOneLine ? mapSingleQuoted(text, start, end) : null;
    default:
      return null;
  }
}

/** A map of exactly the scalar's value: YAML has more ways to fold than are followed here. */
function onlyIf(map: OffsetMap, scalar: Scalar<string>): OffsetMap | null {
  return map.text === scalar.value ? map : null;
}

function verbatim(text: string, start: number): OffsetMap {
  const builder = new OffsetMapBuilder(start);
  builder.verbatim(text, start);
  return builder.finish((edit) => edit);
}

function mapSingleQuoted(text: string, start: number, end: number): OffsetMap {
  const builder = new OffsetMapBuilder(start);
  for (let offset = start + 1; offset < end - 1; ) {
    const doubled = text.startsWith("''", offset);
    if (doubled) builder.escaped("'", offset, offset + 2);
    else builder.verbatim(text.charAt(offset), offset);
    offset += doubled ? 2 : 1;
  }
  return builder.finish((edit) => edit.replaceAll("'", "''"));
}

/** `key: |` and the lines below, without their common indentation. */
function mapBlock(text: string, start: number, end: number): OffsetMap {
  const builder = new OffsetMapBuilder(start);
  const source = text.slice(start, end);
  const starts = lineStarts(source);
  const lines = starts.slice(1).map((at, index) => ({ at, text: source.slice(at, starts[index + 2] ?? source.length) }));
  const indentation = /^[ ]*/.exec(lines.find((line) => line.text.trim() !== "")?.text ?? "")?.[0] ?? "";
  for (const line of lines) {
    const skipped = line.text.trim() === "" ? Math.min(indentation.length, trimEndOf(line.text, "\r\n").length) : indentation.length;
    builder.verbatim(line.text.slice(skipped), start + line.at + skipped);
  }
  return builder.finish((edit) => edit.replace(/(\r\n|\n|\r)/g, `$1${indentation}`));
}

interface Line {
  readonly at: number;
  readonly text: string;
}

/** Lines without their ends. */
function linesOf(text: string, start: number, end: number): readonly Line[] {
  const source = text.slice(start, end);
  const starts = lineStarts(source);
  return starts.map((at, index) => ({ at: start + at, text: trimEndOf(source.slice(at, starts[index + 1] ?? source.length), "\r\n") }));
}

/** `key: >`: a line break is a blank, or stands for itself where empty or further indented lines are beside it. */
function mapFolded(text: string, start: number, end: number): OffsetMap {
  const builder = new OffsetMapBuilder(start);
  const [header, ...all] = linesOf(text, start, end);
  const indentation = /^ */.exec(all.find((line) => line.text.trim() !== "")?.text ?? "")?.[0].length ?? 0;
  const lines = all.map(({ at, text: line }) => ({ at: at + Math.min(indentation, line.length), text: line.slice(indentation) }));
  const last = lines.findLastIndex((line) => line.text !== "");
  const isFurther = (line: Line): boolean => /^[ \t]/.test(line.text);
  let before: Line | null = null;
  let empty = 0;
  for (const line of lines.slice(0, last + 1)) {
    if (line.text === "") {
      empty++;
      continue;
    }
    if (before !== null) builder.escaped(joint(empty, isFurther(before) || isFurther(line)), before.at + before.text.length, line.at);
    builder.verbatim(line.text, line.at);
    before = line;
    empty = 0;
  }
  if (before !== null && !/-/.test(header?.text ?? "")) builder.escaped("\n", before.at + before.text.length, before.at + before.text.length);
  return builder.finish((edit) => edit.replace(/(\r\n|\n|\r)/g, `$1${" ".repeat(indentation)}`));
}

function joint(empty: number, keepsBreak: boolean): string {
  if (keepsBreak) return "\n".repeat(empty + 1);
  return empty === 0 ? " " : "\n".repeat(empty);
}

/** A plain text over several lines: each break with the blanks around it is a blank, empty lines are breaks. */
function mapFlow(text: string, start: number, end: number): OffsetMap {
  const builder = new OffsetMapBuilder(start);
  let before: Line | null = null;
  let empty = 0;
  let indentation = 0;
  for (const { at, text: line } of linesOf(text, start, end)) {
    const trimmed = line.trim();
    if (trimmed === "") {
      empty++;
      continue;
    }
    indentation = line.indexOf(trimmed);
    const own = { at: at + indentation, text: trimmed };
    if (before !== null) builder.escaped(joint(empty, false), before.at + before.text.length, own.at);
    builder.verbatim(trimmed, own.at);
    before = own;
    empty = 0;
  }
  return builder.finish((edit) => edit.replace(/(\r\n|\n|\r)/g, `$1${" ".repeat(indentation)}`));
}
