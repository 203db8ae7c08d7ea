import file from "./data/parameters.json" with { type: "json" };

const typing: ReadonlySet<string> = new Set(file.typing);

/** True for a function (upper case) that tells the type of a `?` among its arguments. */
export function typesParameters(name: string): boolean {
  return typing.has(name);
}

/** The names that the type of a value in a request's `parameters` may have; case counts. */
export function parameterTypes(): readonly string[] {
  return file.types.split(" ");
}
