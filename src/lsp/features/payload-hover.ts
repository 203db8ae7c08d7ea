import { contextParameter, parameterOfPreviewName } from "../../druid/context.ts";
import type { Release } from "../../druid/releases.ts";
import { contextMarkdown } from "../../linter/explain/topic.ts";
import type { Hover } from "./hover.ts";
import { jsonPlaceAt } from "./json-place.ts";

/** What there is to say of a key of a request's context, at an offset of a JSON document. */
export function hoverInPayload(json: string, offset: number, release: Release): Hover | null {
  const place = jsonPlaceAt(json, offset);
  const path = typeof place.path[0] === "number" ? place.path.slice(1) : place.path;
  if (path[0] !== "context") return null;
  const name = place.atKey ? json.slice(place.range.start + 1, place.range.end - 1) : String(path[1]);
  const parameter = contextParameter(name) ?? parameterOfPreviewName(name);
  return parameter === null ? null : { range: place.range, markdown: contextMarkdown(parameter, release) };
}
