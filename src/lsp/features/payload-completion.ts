import type { Release } from "../../druid/releases.ts";
import type { CompletionList } from "./completion-items.ts";
import { contextKeys, contextValues } from "./context-completion.ts";
import { jsonPlaceAt, keyItems, valueItems, type JsonKey } from "./json-place.ts";

const fields: readonly JsonKey[] = [
  { name: "query", detail: "the SQL", value: '"$0"', order: 0 },
  { name: "context", detail: "query context", value: "{$0}", order: 1 },
  { name: "parameters", detail: "values for `?`", value: "[$0]", order: 2 },
  { name: "resultFormat", detail: "of a SELECT", value: '"$0"', order: 3 },
  { name: "header", detail: "a first row of column names", value: "$0", order: 4 },
  { name: "typesHeader", detail: "a row of native types", value: "$0", order: 5 },
  { name: "sqlTypesHeader", detail: "a row of SQL types", value: "$0", order: 6 },
];
const resultFormats = ["object", "array", "objectLines", "arrayLines", "csv"];
const flags: ReadonlySet<string> = new Set(["header", "typesHeader", "sqlTypesHeader"]);

/** Keys and values of a request to Druid's SQL API, at an offset of a JSON document outside of its SQL; null where no request stands. */
export function completePayload(json: string, offset: number, release: Release): CompletionList | null {
  const place = jsonPlaceAt(json, offset);
  const path = typeof place.path[0] === "number" ? place.path.slice(1) : place.path;
  const top = place.path.slice(0, place.path.length - path.length);
  if (place.valueAt([...top, "query"])?.type !== "string") return null;
  const [field, key, ...deeper] = path;
  if (field === undefined) return place.atKey ? keyItems(place, fields) : null;
  if (field === "context" && deeper.length === 0) {
    if (place.atKey) return key === undefined ? keyItems(place, contextKeys(release), "contextKey") : null;
    return key === undefined ? null : valueItems(place, contextValues(String(key), release), String(key));
  }
  if (place.atKey || key !== undefined) return null;
  if (field === "resultFormat") return valueItems(place, resultFormats);
  return flags.has(String(field)) ? valueItems(place, [true, false]) : null;
}
