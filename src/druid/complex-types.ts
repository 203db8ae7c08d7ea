import file from "./data/complex-types.json" with { type: "json" };

const names: ReadonlySet<string> = new Set(file.names);

/** True for the name of a complex type that Druid or one of its extensions registers; case counts. */
export function isComplexType(name: string): boolean {
  return names.has(name);
}
