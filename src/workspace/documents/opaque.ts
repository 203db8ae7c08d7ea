/** Quoted texts and comments of a SQL text: what stands in them is no SQL. Offsets, in order, none within another. */
export type Stretch = readonly [start: number, end: number];

const opening = /['"]|--|\/\/|\/\*|\{[{%#]/g;

/** What ends a stretch by what opens it; null: the line's end. */
const endings: Readonly<Record<string, string | null>> = { "'": "'", '"': '"', "--": null, "//": null, "/*": "*/", "{{": "}}", "{%": "%}", "{#": "#}" };

/**
 * Finds them in one pass, whatever the text holds: what is never closed opens nothing. With `jinja` quotes within a placeholder are
 * the placeholder's.
 */
export function opaqueStretches(text: string, jinja: boolean): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const neverClosed = new Set<string>();
  opening.lastIndex = 0;
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const [mark] = match;
    const isTemplate = mark.startsWith("{");
    if (neverClosed.has(mark) || (isTemplate && !jinja)) continue;
    const end = endOf(text, match.index + mark.length, endings[mark] ?? null);
    if (end < 0) {
      neverClosed.add(mark);
      continue;
    }
    if (!isTemplate) stretches.push([match.index, end]);
    opening.lastIndex = end;
  }
  return stretches;
}

const lineEnd = /[\r\n]|$/g;

function endOf(text: string, from: number, closing: string | null): number {
  if (closing === null) {
    lineEnd.lastIndex = from;
    return lineEnd.exec(text)?.index ?? text.length;
  }
  let at = text.indexOf(closing, from);
  // A doubled quote stands for one.
  if (closing.length === 1) while (at >= 0 && text.charAt(at + 1) === closing) at = text.indexOf(closing, at + 2);
  return at < 0 ? -1 : at + closing.length;
}
