import { contextDefault, contextParameter, contextParameters, parameterOfPreviewName } from "../../druid/context.ts";
import { readBoolean } from "../context/values.ts";
import type { ContextEntry, StatementAnalysis } from "../model.ts";

/** The value of a boolean of the query context in force: Druid's default where it is absent or unreadable. */
export function flagInForce(analysis: StatementAnalysis, key: string): boolean {
  const written = readBoolean(analysis.context.get(key)?.value).value;
  return written ?? contextDefault(key, analysis.options.release) === true;
}

/** True when the context sets the key to something other than JSON null. */
export function isSet(analysis: StatementAnalysis, key: string): boolean {
  const entry = analysis.context.get(key);
  return entry !== undefined && entry.value !== null;
}

/** A JSON null under the key: a mistake of its own (`context-null-value`), and no statement of what was wanted. */
export function isNull({ context }: StatementAnalysis, key: string): boolean {
  return context.get(key)?.value === null;
}

/** Where an entry is written (a payload's lies beyond the SQL text); the statement's first word where it is not in this document. */
export function placeOfEntry(analysis: StatementAnalysis, entry: ContextEntry): { readonly start: number; readonly end: number } {
  const written = entry.valueRange ?? entry.keyRange;
  if (written !== null && entry.origin !== "configuration") return { start: written[0], end: written[1] };
  return firstWord(analysis);
}

/** Where an entry's key is written; the statement's first word where it is not in this document. */
export function placeOfKey(analysis: StatementAnalysis, entry: ContextEntry): { readonly start: number; readonly end: number } {
  const written = entry.keyRange ?? entry.valueRange;
  if (written !== null && entry.origin !== "configuration") return { start: written[0], end: written[1] };
  return firstWord(analysis);
}

/** True when another name may be written over an entry's key: it stands in this document, and no other entry means the same parameter, so that none of the two is lost. */
export function isRenamable(analysis: StatementAnalysis, entry: ContextEntry): boolean {
  if (entry.keyRange === null || entry.origin === "configuration") return false;
  const meant = meantParameter(entry.key);
  return [...analysis.context.values()].every(({ key }) => key === entry.key || meantParameter(key) !== meant);
}

/** The name of the parameter that a key stands for, by whatever name Druid or its documentation has had for it. */
function meantParameter(key: string): string {
  const known = contextParameter(key) ?? parameterOfPreviewName(key);
  if (known !== null) return known.replacedBy?.name ?? known.name;
  const lower = key.toLowerCase();
  return contextParameters().find(({ name }) => name.toLowerCase() === lower)?.name ?? key;
}

/** The word that begins the statement. */
export function firstWord(analysis: StatementAnalysis): { readonly start: number; readonly end: number } {
  const { start, end } = analysis.parsed;
  const word = /^\w+/.exec(analysis.tree.text.slice(start, Math.min(end, start + 32)));
  return { start, end: start + (word?.[0].length ?? Math.min(1, end - start)) };
}
