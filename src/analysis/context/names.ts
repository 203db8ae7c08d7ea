import { contextParameter, contextParameters, parameterOfPreviewName, type ContextParameter } from "../../druid/context.ts";
import { isPreview, type Release } from "../../druid/releases.ts";
import { nearest } from "../../text/nearest.ts";
import type { ContextEntry, QueryContext } from "../model.ts";

/**
 * The entries of a query context by the name that Druid has for them since 24; a later entry of the same key wins. Of two names of
 * the preview the alias counts where the other is absent.
 */
export function contextByName(context: QueryContext, release: Release): ReadonlyMap<string, ContextEntry> {
  if (!isPreview(release)) return new Map(context.map((entry) => [entry.key, entry]));
  const written = new Set(context.map(({ key }) => key));
  return new Map(context.map((entry) => [nameInPreview(entry.key, written), entry]));
}

/** An entry that the preview does not read has a name of its own. */
function nameInPreview(key: string, written: ReadonlySet<string>): string {
  const parameter = parameterOfPreviewName(key);
  if (parameter === null) return contextParameter(key)?.preview === undefined ? key : `unread ${key}`;
  return parameter.previewAlias === key && written.has(parameter.preview ?? "") ? `unread ${key}` : parameter.name;
}

/** The known parameter that a misspelt name most likely means, whichever release's name it is near; null when none is. */
export function nearestParameter(name: string): ContextParameter | null {
  const parameters = contextParameters().filter((parameter) => parameter.never !== true);
  const names = new Map(parameters.flatMap((parameter) => [parameter.name, parameter.preview, parameter.previewAlias].flatMap((each) => (each === undefined ? [] : [[each, parameter] as const]))));
  const [closest] = nearest(name, names.keys());
  return closest === undefined ? null : (names.get(closest) ?? null);
}
