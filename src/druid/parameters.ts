import file from "./data/parameters.json" with { type: "json" };

const typing: ReadonlySet<string> = new Set(file.typing);

/** True for a function (upper case) that tells the type of a `?` among its arguments. */
export function typesParameters(name: string): boolean {
  return typing.has(name);
}
