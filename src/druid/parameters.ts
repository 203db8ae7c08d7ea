import file from "./data/parameters.json" with { type: "json" };

const typing: ReadonlySet<string> = new Set(file.typing);

/** True for a function (upper case) that tells the type of a `?` among its arguments. */
export function typesParameters(name: string): boolean {
  return typing.has(name);
}

const kinds: ReadonlyMap<string, string> = new Map(Object.entries(file.values).flatMap(([kind, types]) => types.split(" ").map((type) => [type, kind] as const)));

/** What `typeof` says of a value that a parameter of that type may have; null for types of which that is not known. */
export function kindOfParameterValue(type: string): string | null {
  return kinds.get(type) ?? null;
}

/** The names that the type of a value in a request's `parameters` may have; case counts. */
export function parameterTypes(): readonly string[] {
  return file.types.split(" ");
}
