import { contextDefault, contextParameter, contextParameters, enumValues, readsParameter, type ContextParameter } from "../../druid/context.ts";
import type { Release } from "../../druid/releases.ts";
import type { Completion } from "./completion-items.ts";
import type { JsonKey } from "./json-place.ts";

/** The parameters that the release reads and users set, MSQ's own first. */
function parametersOf(release: Release): readonly ContextParameter[] {
  return contextParameters().filter((parameter) => readsParameter(parameter, release) && parameter.internal !== true);
}

const orderOf = (parameter: ContextParameter): number => (parameter.scope === "msq" ? 0 : parameter.scope === "sql" ? 1 : 2);

/** For `SET key = value`. */
export function contextKeyItems(release: Release, after: string): readonly Completion[] {
  return contextKeys(release).map(({ name, detail, order }) => ({ label: name, kind: "contextKey", detail, insert: `${name}${after}$0`, order }));
}

/** For the `context` object of a payload. */
export function contextKeys(release: Release): readonly JsonKey[] {
  const declared = [...(release.declared?.contextKeys.values() ?? [])].map(({ name, type }) => ({ name, detail: "declared by the configuration", value: type === "string" ? '"$0"' : "$0", order: 0 }));
  return [...declared, ...parametersOf(release).map((parameter) => ({ name: parameter.name, detail: parameter.meaning, value: beginningOf(parameter), order: orderOf(parameter) }))];
}

function beginningOf({ type }: ContextParameter): string {
  switch (type) {
    case "boolean":
    case "integer":
    case "long":
      return "$0";
    case "string-list":
      return '["$0"]';
    case "index-spec":
      return "{$0}";
    case "string":
    case "enum":
    case "time-zone":
    case "timestamp":
    case "reserved":
      return '"$0"';
  }
}

/** The values that a parameter of that exact name may have: those of its enum, true and false, its default. */
export function contextValues(name: string, release: Release): readonly (string | boolean | number)[] {
  const parameter = contextParameter(name);
  if (parameter === null) return [];
  if (parameter.type === "boolean") return [true, false];
  const listed = enumValues(name, release);
  if (listed.length > 0) return listed;
  const byDefault = contextDefault(name, release);
  return typeof byDefault === "string" || typeof byDefault === "number" ? [byDefault] : [];
}
