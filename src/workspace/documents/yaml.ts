import { trimEndOf } from "../../text/trim.ts";
import { isScalar, LineCounter, parseAllDocuments, visit, type Scalar } from "yaml";
import { OffsetMapBuilder, type OffsetMap } from "../../text/offset-map.ts";
import { lineStarts } from "../../text/lines.ts";
import { mapJsonString } from "./json-string.ts";

/** The texts of a YAML file that may be SQL, with their places: block scalars of any key, other scalars of the given keys. */
export function yamlScalars(text: string, keys: readonly string[]): readonly OffsetMap[] {
  const maps: OffsetMap[] = [];
  // Whether keys are unique is nobody's question here, and costs the square of their number.
  for (const document of parseAllDocuments(text, { lineCounter: new LineCounter(), logLevel: "silent", uniqueKeys: false })) {
    if (!("contents" in document)) continue;
    visit(document, {
      Pair(_, pair) {
        if (!isScalar(pair.value) || typeof pair.value.value !== "string") return;
        const key = isScalar(pair.key) ? String(pair.key.value) : "";
        const isBlock = pair.value.type === "BLOCK_LITERAL" || pair.value.type === "BLOCK_FOLDED";
        if (isBlock || keys.includes(key)) addMap(text, pair.value as Scalar<string>, maps);
      },
      Seq(_, sequence) {
        for (const item of sequence.items) {
          if (isScalar(item) && typeof item.value === "string" && item.type === "BLOCK_LITERAL") addMap(text, item as Scalar<string>, maps);
        }
      },
    });
  }
  return maps;
}

function addMap(text: string, scalar: Scalar<string>, maps: OffsetMap[]): void {
  const { range } = scalar;
  if (range === undefined || range === null) return;
  const map = mapScalar(text, scalar, range[0], range[1]);
  if (map !== null) maps.push(map);
}

/** Null for forms whose lines cannot be told apart again: folded text and quoted text over several lines. */
function mapScalar(text: string, scalar: Scalar<string>, start: number, end: number): OffsetMap | null {
  const source = text.slice(start, end);
  const isOneLine = !/[\r\n]/.test(source);
  switch (scalar.type) {
    case "BLOCK_LITERAL":
      return mapBlock(text, start, end);
    case "PLAIN":
      return isOneLine && source === scalar.value ? verbatim(source, start) : null;
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

