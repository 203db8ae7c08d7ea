import file from "./data/foreign-types.json" with { type: "json" };

/** The type of Druid's SQL that a type of another database, or of Druid's storage, stands for (any case); null for any other name. */
export function foreignType(name: string): string | null {
  const types: Readonly<Record<string, string>> = file.types;
  const upper = name.toUpperCase();
  return Object.hasOwn(types, upper) ? (types[upper] ?? null) : null;
}
