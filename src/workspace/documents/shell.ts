import { OffsetMapBuilder, type OffsetMap } from "../../text/offset-map.ts";

/** The words of a shell script, quotes and escapes resolved, each with its place. Variables stay as they are written. */
export function shellWords(script: string): readonly OffsetMap[] {
  const words: OffsetMap[] = [];
  let offset = 0;
  while (offset < script.length) {
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
