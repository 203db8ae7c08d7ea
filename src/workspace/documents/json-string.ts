import { OffsetMapBuilder, type OffsetMap } from "../../text/offset-map.ts";

const simpleEscapes: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/**
 * The value of a JSON string literal of a document with the place of every character; `start` is the offset of its opening
 * quote, `end` behind the closing one. The literal must be well-formed.
 */
export function mapJsonString(document: string, start: number, end: number): OffsetMap {
  const builder = new OffsetMapBuilder(start + 1);
  const last = end - 1;
  let runStart = start + 1;
  let offset = runStart;
  while (offset < last) {
    if (document.charCodeAt(offset) !== 92) {
      offset++;
      continue;
    }
    builder.verbatim(document.slice(runStart, offset), runStart);
    const escape = document.charAt(offset + 1);
    const length = escape === "u" ? 6 : 2;
    const value = escape === "u" ? String.fromCharCode(parseInt(document.slice(offset + 2, offset + 6), 16)) : (simpleEscapes[escape] ?? escape);
    builder.escaped(value, offset, offset + length);
    offset += length;
    runStart = offset;
  }
  builder.verbatim(document.slice(runStart, last), runStart);
  return builder.finish(escapeForJson);
}

/** A text as it stands between the quotes of a JSON string. */
export function escapeForJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
