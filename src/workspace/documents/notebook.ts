import type { Node } from "jsonc-parser";
import { parseJson } from "./payload.ts";
import { composeMaps, OffsetMapBuilder, type OffsetMap } from "../../text/offset-map.ts";
import { mapJsonString } from "./json-string.ts";

/** A part of a notebook: SQL that a cell holds, a Markdown cell, or a code cell, which may hold payloads outside of such SQL. */
export interface NotebookPart {
  readonly kind: "sql" | "markdown" | "code";
  readonly map: OffsetMap;
}

/** What may be SQL in a Jupyter notebook: cells with a SQL magic, texts in triple quotes of code cells, fences of Markdown cells. */
export function notebookCells(document: string): readonly NotebookPart[] {
  const root = parseJson(document);
  const cells = root === undefined ? undefined : childOf(root, "cells");
  return (cells?.children ?? []).flatMap((cell) => partsOf(document, cell));
}

function partsOf(document: string, cell: Node): readonly NotebookPart[] {
  const source = childOf(cell, "source");
  if (source === undefined) return [];
  const map = joinLines(document, source);
  if (childOf(cell, "cell_type")?.value === "markdown") return [{ kind: "markdown", map }];
  const places = [...sqlPlaces(map.text)];
  if (places.length === 0) return [{ kind: "code", map }];
  return places.map(([start, end]) => ({ kind: "sql", map: composeMaps(map, slice(map.text, start, end)) }));
}

/** `%%sql` and its like to the end of the cell; the insides of `"""…"""` and `'''…'''`. */
function* sqlPlaces(code: string): Generator<readonly [number, number]> {
  const magic = /^\s*%%\s*\w*sql\b[^\n]*\n/i.exec(code);
  if (magic !== null) {
    yield [magic[0].length, code.length];
    return;
  }
  for (const match of code.matchAll(/("""|''')([^]*?)\1/g)) yield [match.index + 3, match.index + match[0].length - 3];
}

/** A cell's source: a text, or a list of texts that each end in their line break. */
function joinLines(document: string, source: Node): OffsetMap {
  const builder = new OffsetMapBuilder(source.offset + 1);
  const texts = source.type === "array" ? (source.children ?? []) : [source];
  let encode: OffsetMap["encode"] = (text) => text;
  for (const node of texts) {
    if (node.type !== "string") continue;
    const map = mapJsonString(document, node.offset, node.offset + node.length);
    ({ encode } = map);
    for (const run of map.runs) {
      const text = map.text.slice(run.start, run.end);
      if (run.verbatim) builder.verbatim(text, run.hostStart);
      else builder.escaped(text, run.hostStart, run.hostEnd);
    }
  }
  return builder.finish(encode);
}

function slice(text: string, start: number, end: number): OffsetMap {
  const builder = new OffsetMapBuilder(start);
  builder.verbatim(text.slice(start, end), start);
  return builder.finish((edit) => edit);
}

function childOf(node: Node, key: string): Node | undefined {
  return node.children?.find((property) => property.children?.[0]?.value === key)?.children?.[1];
}
