import { trimEndOf } from "../../text/trim.ts";
import { OffsetMapBuilder, type OffsetMap } from "../../text/offset-map.ts";

/** The words of a shell script and its here-documents, quotes and escapes resolved, each with its place. Variables stay as they are written. */
export function shellWords(script: string): readonly OffsetMap[] {
  const words: OffsetMap[] = [];
  let waiting: HereDocument[] = [];
  let offset = 0;
  while (offset < script.length) {
    if (script.startsWith("<<<", offset)) {
      offset += 3;
      continue;
    }
    const here = script.startsWith("<<", offset) ? hereDocumentAt(script, offset) : null;
    if (here !== null) {
      waiting.push(here.document);
      offset = here.end;
      continue;
    }
    if (script.charAt(offset) === "\n" && waiting.length > 0) {
      for (const document of waiting) {
        const { map, end } = readHereDocument(script, offset + 1, document);
        words.push(map);
        // The next one begins behind the line break of this one's last line.
        offset = end - 1;
      }
      waiting = [];
      offset++;
      continue;
    }
    const blank = /^(?:[\s;|&()<>]|\\\r?\n|#[^\r\n]*)/.exec(script.slice(offset, offset + 1) === "#" ? script.slice(offset) : script.slice(offset, offset + 3));
    if (blank !== null) {
      offset += blank[0].length;
      continue;
    }
    const { map, end } = readWord(script, offset);
    words.push(map);
    offset = end;
  }
  return words;
}

interface HereDocument {
  readonly delimiter: string;
  /** False: escapes of `$`, backtick and backslash count. */
  readonly quoted: boolean;
  /** `<<-`: tabs before a line do not count. */
  readonly stripsTabs: boolean;
}

const hereDocument = /<<(-?)[ \t]*(?:'([^'\r\n]+)'|"([^"\r\n]+)"|\\([\w.-]+)|([\w.-]+))/y;

/** `<<EOF`, `<<'EOF'`, `<<-EOF`; not `<<<`, which takes a word. */
function hereDocumentAt(script: string, offset: number): { readonly document: HereDocument; readonly end: number } | null {
  hereDocument.lastIndex = offset;
  const match = hereDocument.exec(script);
  if (match === null) return null;
  const [, dash, single, double, escaped, plain] = match;
  const quoted = single ?? double ?? escaped;
  return { document: { delimiter: quoted ?? plain ?? "", quoted: quoted !== undefined, stripsTabs: dash === "-" }, end: hereDocument.lastIndex };
}

/** The lines from `start` to the one that is the delimiter, and where the line after it begins. */
function readHereDocument(script: string, start: number, { delimiter, quoted, stripsTabs }: HereDocument): { readonly map: OffsetMap; readonly end: number } {
  const builder = new OffsetMapBuilder(start);
  let indentation = "";
  let offset = start;
  while (offset < script.length) {
    const lineBreak = script.indexOf("\n", offset);
    const end = lineBreak < 0 ? script.length : lineBreak + 1;
    const skipped = stripsTabs ? (/^\t*/.exec(script.slice(offset, end))?.[0].length ?? 0) : 0;
    const line = script.slice(offset + skipped, end);
    if (trimEndOf(line, "\r\n") === delimiter) return { map: builder.finish(encodeLines(quoted, indentation)), end };
    indentation = script.slice(offset, offset + skipped);
    if (quoted) builder.verbatim(line, offset + skipped);
    else addExpanded(builder, line, offset + skipped);
    offset = end;
  }
  return { map: builder.finish(encodeLines(quoted, indentation)), end: script.length };
}

function addExpanded(builder: OffsetMapBuilder, line: string, start: number): void {
  let plain = 0;
  for (const match of line.matchAll(/\\(?:\r?\n|[$`\\])/g)) {
    builder.verbatim(line.slice(plain, match.index), start + plain);
    const escape = match[0];
    builder.escaped(escape.endsWith("\n") ? "" : escape.slice(1), start + match.index, start + match.index + escape.length);
    plain = match.index + escape.length;
  }
  builder.verbatim(line.slice(plain), start + plain);
}

function encodeLines(quoted: boolean, indentation: string): (text: string) => string {
  return (text) => (quoted ? text : text.replace(/([$`\\])/g, "\\$1")).replaceAll("\n", `\n${indentation}`);
}

type Quote = "none" | "single" | "double" | "ansi";

function readWord(script: string, start: number): { readonly map: OffsetMap; readonly end: number } {
  const builder = new OffsetMapBuilder(start);
  let quote: Quote = "none";
  // Edits are written for the quotes that most of the word stands in.
  let first: Quote = "none";
  let offset = start;
  while (offset < script.length) {
    if (quote === "none" && /[\s;|&()<>]/.test(script.charAt(offset))) break;
    const step = readStep(script, offset, quote);
    if (step.text !== null) {
      if (step.length === step.text.length) builder.verbatim(step.text, offset);
      else builder.escaped(step.text, offset, offset + step.length);
    }
    if (first === "none") first = step.quote;
    quote = step.quote;
    offset += step.length;
  }
  return { map: builder.finish(encoders[first]), end: offset };
}

interface Step {
  /** What it stands for; null for a quote. */
  readonly text: string | null;
  readonly length: number;
  /** The quotes in force behind it. */
  readonly quote: Quote;
}

const ansiEscapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", "'": "'", '"': '"' };

function readStep(script: string, offset: number, quote: Quote): Step {
  const character = script.charAt(offset);
  const next = script.charAt(offset + 1);
  switch (quote) {
    case "single":
      if (!script.startsWith("'\\''", offset)) return character === "'" ? { text: null, length: 1, quote: "none" } : { text: character, length: 1, quote };
      return { text: "'", length: 4, quote };
    case "double":
      if (character === '"') return { text: null, length: 1, quote: "none" };
      return character === "\\" && /["\\$`]/.test(next) ? { text: next, length: 2, quote } : { text: character, length: 1, quote };
    case "ansi":
      if (character === "'") return { text: null, length: 1, quote: "none" };
      return character === "\\" ? { text: ansiEscapes[next] ?? next, length: 2, quote } : { text: character, length: 1, quote };
    case "none":
      if (character === "'") return { text: null, length: 1, quote: "single" };
      if (character === '"') return { text: null, length: 1, quote: "double" };
      if (character === "$" && next === "'") return { text: null, length: 2, quote: "ansi" };
      return character === "\\" ? { text: next === "\n" ? null : next, length: 2, quote } : { text: character, length: 1, quote };
  }
}

const encoders: Readonly<Record<Quote, (text: string) => string>> = {
  none: (text) => text.replace(/([^\w./:-])/g, "\\$1"),
  single: (text) => text.replaceAll("'", "'\\''"),
  double: (text) => text.replace(/(["\\$`])/g, "\\$1"),
  ansi: (text) => text.replace(/(['\\])/g, "\\$1").replaceAll("\n", "\\n"),
};
