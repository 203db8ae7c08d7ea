import type { Stretch } from "./opaque.ts";
import type { Mask, MaskedText } from "./templates.ts";

/** A text as a template may write it: of each choice one branch. Dropped branches are masks too. */
export interface TemplateReading extends MaskedText {
  /** What this reading leaves out, in order. */
  readonly dropped: readonly Stretch[];
}

/** An `if` or a `for` of Jinja, with the texts between its tags. */
interface Choice {
  readonly kind: "if" | "for";
  readonly branches: readonly Stretch[];
}

/** More branches than these are not told apart: each costs a lint. */
const mostReadings = 4;

/**
 * The ways in which a masked text may read: with the first branch of each `if`, with the second (nothing where there is no `else`) and so
 * on; loops once, and not at all. Only the text itself, with everything kept, where tags do not pair.
 */
export function readingsOf(masked: MaskedText, source: string): readonly TemplateReading[] {
  const found = choicesOf(masked.masks, source);
  if (found === null) return [{ ...masked, dropped: [] }];
  const { choices, macros } = found;
  const unused = besideText(masked, macros);
  const conditions = choices.filter(({ kind }) => kind === "if");
  const count = Math.min(mostReadings, Math.max(1, ...conditions.map((choice) => optionsOf(choice, source))));
  const kept = Array.from({ length: count }, (_, option) => ({ option, loops: 0 }));
  const all = conditions.length === choices.length ? kept : [...kept, { option: count - 1, loops: 1 }];
  return all.map(({ option, loops }) => {
    const dropped = choices.flatMap((choice) => {
      const taken = Math.min(choice.kind === "for" ? loops : option, optionsOf(choice, source) - 1);
      return choice.branches.filter((_, index) => index !== taken);
    });
    return reading(masked, merged([...unused, ...dropped]));
  });
}

/** What is none of the text: a macro beside a statement is text of its own, and where only placeholders stand beside macros, these are calls of them. */
function besideText({ text, masks }: MaskedText, macros: readonly Stretch[]): readonly Stretch[] {
  if (macros.length === 0) return [];
  const placeholders = masks.map(({ start, end }): Stretch => [start, end]);
  if (withBlanks(text, merged([...macros, ...placeholders])).trim() !== "") return macros;
  return placeholders.filter(([start]) => !macros.some((macro) => macro[0] <= start && start < macro[1]));
}

/** An `if` without `else` may leave nothing, and so may a loop. */
function optionsOf({ branches, kind }: Choice, source: string): number {
  const [, end = 0] = branches.at(-2) ?? [];
  return kind === "if" && branches.length > 1 && /^\{%[-+]?\s*else\b/.test(source.slice(end, end + 40)) ? branches.length : branches.length + Number(kind === "if" || branches.length === 1);
}

interface OpenTag {
  readonly name: string;
  readonly branches: Stretch[];
  start: number;
}

const endings: Readonly<Record<string, string>> = { endif: "if", endfor: "for", endset: "set", endmacro: "macro" };
const nextBranch = /^(?:elif|else)$/;

/** The choices of a text, and what `{% macro m() %}` and `{% set x %}` keep for elsewhere; null where tags do not pair. */
function choicesOf(masks: readonly Mask[], source: string): { readonly choices: readonly Choice[]; readonly macros: readonly Stretch[] } | null {
  const choices: Choice[] = [];
  const macros: Stretch[] = [];
  const open: OpenTag[] = [];
  for (const mask of masks) {
    const name = mask.place === "sql" ? tagOf(source.slice(mask.start, mask.end)) : null;
    if (name === null) continue;
    const ends = endings[name];
    if (ends === undefined && !nextBranch.test(name)) {
      open.push({ name, branches: [], start: mask.end });
      continue;
    }
    const innermost = ends === undefined ? open.at(-1) : open.pop();
    if (innermost === undefined || (ends !== undefined && ends !== innermost.name)) return null;
    innermost.branches.push([innermost.start, mask.start]);
    innermost.start = mask.end;
    if (ends === "if" || ends === "for") choices.push({ kind: ends, branches: innermost.branches });
    else if (ends !== undefined) macros.push(...innermost.branches);
  }
  return open.length === 0 ? { choices, macros: merged(macros) } : null;
}

/** The name of a tag that has to do with choices; `{% set x = 1 %}` has no end. */
function tagOf(written: string): string | null {
  const name = /^\{%[-+]?\s*(if|elif|else|endif|for|endfor|set|endset|macro|endmacro)\b/.exec(written)?.[1] ?? null;
  return name === "set" && written.includes("=") ? null : name;
}

function merged(stretches: readonly Stretch[]): readonly Stretch[] {
  const result: Stretch[] = [];
  for (const [start, end] of stretches.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last === undefined || last[1] < start) result.push([start, end]);
    else if (last[1] < end) result[result.length - 1] = [last[0], end];
  }
  return result.filter(([start, end]) => start < end);
}

function reading({ text, masks }: MaskedText, dropped: readonly Stretch[]): TemplateReading {
  let next = 0;
  const kept = masks.filter(({ start }) => {
    while ((dropped[next]?.[1] ?? Infinity) <= start) next++;
    return (dropped[next]?.[0] ?? Infinity) > start;
  });
  const blanks = dropped.map(([start, end]): Mask => ({ start, end, place: "sql" }));
  return { text: withBlanks(text, dropped), masks: [...kept, ...blanks].sort((a, b) => a.start - b.start), dropped };
}

/** Line breaks stay, and with them every place. */
export function withBlanks(text: string, stretches: readonly Stretch[]): string {
  let result = "";
  let offset = 0;
  for (const [start, end] of stretches) {
    result += text.slice(offset, start) + text.slice(start, end).replace(/[^\r\n]/g, " ");
    offset = end;
  }
  return result + text.slice(offset);
}
