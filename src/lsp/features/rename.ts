import { applyEdits, type TextEdit } from "../../text/edits.ts";
import { statementAt } from "../../syntax/query.ts";
import { inQuotes, keptApart, quoted } from "./completion-items.ts";
import { namedThingAt, namesOf, placesOf, type NamedThing, type NamesOfStatement } from "./names.ts";
import type { Span, TextView } from "./text-view.ts";

/** The edits, or why there are none. */
export type Renaming = { readonly edits: readonly TextEdit[] } | { readonly refused: string };

/** What a rename at the offset would change, or why it cannot; null where nothing stands that has a name of the statement's own. */
export function renameableAt(view: TextView, offset: number): { readonly thing: NamedThing; readonly place: Span } | { readonly refused: string } | null {
  const thing = namedThingAt(view, offset);
  if (thing === null) return null;
  if (statementAt(view.tree, offset)?.sound !== true) return { refused: "the statement has a syntax error: uses of the name may hide behind it" };
  if (thing.fixed !== null) return { refused: `\`${thing.name}\` cannot be renamed here: ${thing.fixed}` };
  const place = placesOf(thing).find(({ start, end }) => start <= offset && offset <= end);
  return place === undefined ? null : { thing, place };
}

/** Gives the thing at the offset another name, with quotes where it needs them, if every name then still means what it meant. */
export function renameAt(view: TextView, offset: number, newName: string): Renaming | null {
  const found = renameableAt(view, offset);
  if (found === null || "refused" in found) return found;
  const name = withoutQuotes(newName);
  if (name.trim() === "") return { refused: "a name needs a character" };
  // eslint-disable-next-line no-control-regex -- which are meant
  if (/[\u0000-\u001f\u007f\u2028\u2029]/u.test(name)) return { refused: "a name can have no line break or control character" };
  if (name === found.thing.name) return { edits: [] };
  const edits = placesOf(found.thing).map((place) => ({ ...place, text: written(view, place, name) }));
  return clashes(view, offset, edits) ? { refused: `\`${name}\` is taken: the statement already has something of that name where this one is known` } : { edits };
}

/** Somebody who writes quotes means a quoted name. */
function withoutQuotes(name: string): string {
  const inner = /^\s*"(.*)"\s*$/u.exec(name)?.[1];
  return inner === undefined ? name.trim() : inner.replaceAll('""', '"');
}

/** Where quotes stand, quotes stay. */
function written({ tree: { text }, release }: TextView, place: Span, name: string): string {
  const isQuoted = text.charAt(place.end - 1) === '"' && place.end - place.start > 1;
  return isQuoted ? inQuotes(name) : keptApart(quoted(name, release), text, place);
}

/** Whether any name would mean something else than before, or could no longer be told from another. */
function clashes(view: TextView, offset: number, edits: readonly TextEdit[]): boolean {
  const statement = statementAt(view.tree, offset);
  if (statement === null) return false;
  const text = view.tree.text.slice(statement.start, statement.end);
  const own = edits.map((edit) => ({ ...edit, start: edit.start - statement.start, end: edit.end - statement.start }));
  const changed = view.reread(applyEdits(text, own)).tree;
  const [before, after] = [view.reread(text).tree.statements[0], changed.statements[0]];
  if (before === undefined || after === undefined) return false;
  return differ(namesOf(before.node, text, view.release), namesOf(after.node, changed.text, view.release), own);
}

/** The places of the reading before are moved to where the edits bring them. */
function differ(before: NamesOfStatement, after: NamesOfStatement, edits: readonly TextEdit[]): boolean {
  const moved = ({ start }: Span): number => {
    const own = edits.find((edit) => edit.start === start)?.text.startsWith(" ") === true ? 1 : 0;
    return edits.filter((edit) => edit.start < start).reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), start + own);
  };
  const expected = new Set(before.things.map((thing) => keyOf(placesOf(thing).map(moved))));
  const unclear = new Set(before.clashes.map(moved));
  return after.things.some((thing) => !expected.has(keyOf(placesOf(thing).map(({ start }) => start)))) || after.clashes.some(({ start }) => !unclear.has(start));
}

const keyOf = (starts: readonly number[]): string => [...starts].sort((a, b) => a - b).join(" ");
