import { OffsetMapBuilder, type OffsetMap } from "../../text/offset-map.ts";
import { lineStarts } from "../../text/lines.ts";

/** A fenced block of Markdown: its language in lower case and its text without fence and indentation. */
export interface Fence {
  readonly language: string;
  readonly map: OffsetMap;
}

/** The fenced code blocks of a Markdown text, also within lists and quotes. */
export function fencesOf(text: string): readonly Fence[] {
  const starts = lineStarts(text);
  const fences: Fence[] = [];
  let open: OpenFence | null = null;
  for (let index = 0; index < starts.length; index++) {
    const start = starts[index] ?? 0;
    const end = starts[index + 1] ?? text.length;
    const line = text.slice(start, end);
    if (open === null) {
      open = openingOf(line, end);
    } else if (closes(line, open)) {
      fences.push(finish(open));
      open = null;
    } else {
      addLine(open, line, start);
    }
  }
  if (open !== null) fences.push(finish(open));
  return fences;
}

interface OpenFence {
  readonly language: string;
  /** What stands before the fence: blanks, `>` of a quote. */
  readonly prefix: string;
  readonly mark: string;
  readonly builder: OffsetMapBuilder;
}

function openingOf(line: string, end: number): OpenFence | null {
  const match = /^((?:[ \t]|>|(?:[-*+]|\d{1,9}[.)])[ \t])*)(`{3,}|~{3,})[ \t]*([^`]*)/.exec(line);
  if (match === null) return null;
  const [, before = "", mark = "", info = ""] = match;
  // The lines under a list's marker are indented instead.
  return { language: languageOf(info), prefix: before.replace(/[^\s>]/g, " "), mark, builder: new OffsetMapBuilder(end) };
}

/** `sql`, `sql title="x"`, `{.sql .numberLines}`, `{sql, echo=FALSE}`, `{code-block} sql`. */
function languageOf(info: string): string {
  const directive = /^\{(?:code-block|code|sourcecode)\}[ \t]*([\w-]+)/i.exec(info);
  const name = directive?.[1] ?? /^\{\s*\.?([\w-]+)/.exec(info)?.[1] ?? /^[^\s`{,]*/.exec(info)?.[0] ?? "";
  return name.toLowerCase();
}

function closes(line: string, open: OpenFence): boolean {
  const content = line.slice(prefixLength(line, open)).trim();
  return content.length >= open.mark.length && content === open.mark.charAt(0).repeat(content.length);
}

function addLine(open: OpenFence, line: string, start: number): void {
  const skipped = prefixLength(line, open);
  open.builder.verbatim(line.slice(skipped), start + skipped);
}

/** How much of a line repeats what stands before the fence; a line may be indented less. */
function prefixLength(line: string, open: OpenFence): number {
  let length = 0;
  while (length < open.prefix.length && /[ \t>]/.test(line.charAt(length))) length++;
  return length;
}

function finish(open: OpenFence): Fence {
  const { prefix } = open;
  return { language: open.language, map: open.builder.finish((text) => (prefix === "" ? text : text.replace(/(\r\n|\n|\r)/g, `$1${prefix}`))) };
}
