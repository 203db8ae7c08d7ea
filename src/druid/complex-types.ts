import file from "./data/complex-types.json" with { type: "json" };
import { within, type Release } from "./releases.ts";

interface ComplexType {
  readonly name: string;
  readonly extension?: string;
  readonly since?: number;
}

const types: ReadonlyMap<string, ComplexType> = new Map((file.types as readonly ComplexType[]).map((type) => [type.name, type]));

/** True for the name of a complex type that Druid or one of its extensions registers in the release; case counts. */
export function isComplexType(name: string, release: Release): boolean {
  const type = types.get(name);
  return type !== undefined && within(release, type);
}
